"""Values as plain JSON and back: by the annotations of their classes, so that a new field needs no new code.

Dataclasses become objects (a field at its default is left out), tuples and sets lists, enumerations their
values. Where several classes may stand in one place, the object says which under `is`. What is read is made
by the class's own constructor, which refuses what cannot be.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from possible.values.text import N_, Refused, sentence

IS = "is"
Turned = Callable[[Any], Any]
Both = tuple[Turned, Turned]
PLAIN = (str, int, bool, NoneType)


def to_plain(kind: Any, value: Any) -> Any:
    """Return a value of an annotated kind as JSON has it; TypeError for a kind that has no such form."""
    return _form(kind)[0](value)


def from_plain(kind: Any, content: Any) -> Any:
    """Return the value of a kind that JSON holds; `Refused` where it does not fit."""
    try:
        return _form(kind)[1](content)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        if isinstance(error, Refused):
            raise
        name = getattr(kind, "__name__", str(kind))
        raise Refused(sentence(N_("This is no record of a {kind}."), kind=name)) from error


@cache
def _form(kind: Any) -> Both:  # noqa: PLR0911 - one answer for each sort of kind
    """Return how a kind is written and read."""
    if isinstance(kind, NewType):
        return _form(kind.__supertype__)
    if kind in PLAIN:
        return _same, _exactly(kind)
    if get_origin(kind) is Literal:
        return _same, _one_of_words(get_args(kind))
    if kind is Fraction:
        return str, Fraction
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _value_of, kind
    if dataclasses.is_dataclass(kind):
        return _of_class(kind)
    return _composed(kind)


def _composed(kind: Any) -> Both:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(inner)
    if origin is tuple and len(inner) == 2 and inner[1] is ...:
        return _list_of(tuple, inner[0])
    if origin is tuple:
        return _row_of(inner)
    if origin in (frozenset, set):
        return _list_of(frozenset, inner[0], ordered=sorted)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_of(inner[1])
    raise TypeError(kind)


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type) -> Turned:
    def read(found: Any) -> Any:
        if type(found) is not kind:
            raise TypeError(found)
        return found

    return read


def _one_of_words(words: tuple[Any, ...]) -> Turned:
    def read(found: Any) -> Any:
        if found not in words:
            raise ValueError(found)
        return found

    return read


def _value_of(value: Any) -> Any:
    return value.value


def _list_of(made: Turned, kind: Any, ordered: Turned = list) -> Both:
    write, read = _form(kind)
    return lambda value: [write(each) for each in ordered(value)], lambda found: made(
        map(read, _a_list(found))
    )


def _a_list(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise TypeError(found)
    return found


def _row_of(kinds: tuple[Any, ...]) -> Both:
    forms = [_form(kind) for kind in kinds]

    def write(value: Any) -> list[Any]:
        return [form[0](each) for form, each in zip(forms, value, strict=True)]

    def read(found: Any) -> Any:
        return tuple(form[1](each) for form, each in zip(forms, found, strict=True))

    return write, read


def _mapping_of(kind: Any) -> Both:
    write, read = _form(kind)
    return (
        lambda value: {name: write(each) for name, each in value.items()},
        lambda found: {name: read(each) for name, each in found.items()},
    )


def _one_of(kinds: tuple[Any, ...]) -> Both:
    """Return the form of one of several kinds: nothing, plain values, and classes told apart by name."""
    rest = [kind for kind in kinds if kind is not NoneType]
    if len(rest) == 1:
        write, read = _form(rest[0])
        return (
            lambda value: None if value is None else write(value),
            lambda found: None if found is None else read(found),
        )
    classes: dict[str, Any] = {kind.__name__: kind for kind in rest if isinstance(kind, type)}
    classes = {name: kind for name, kind in classes.items() if dataclasses.is_dataclass(kind)}

    def write_one(value: Any) -> Any:
        name = type(value).__name__
        return {IS: name, **_form(classes[name])[0](value)} if name in classes else value

    def read_one(found: Any) -> Any:
        return _form(classes[found[IS]])[1](found) if isinstance(found, dict) else found

    return write_one, read_one


def _of_class(cls: Any) -> Both:
    """Return the form of a dataclass; its annotations are looked at when a value is first written or read."""
    parts: list[tuple[str, Any, Both]] | None = None

    def known() -> list[tuple[str, Any, Both]]:
        nonlocal parts
        if parts is None:
            hints = get_type_hints(cls)
            # Whole before it can be seen: another thread that saw half of it would leave fields out.
            parts = [
                (field.name, _default(field), _form(hints[field.name]))
                for field in dataclasses.fields(cls)
                if field.init
            ]
        return parts

    def write(value: Any) -> dict[str, Any]:
        found = ((name, getattr(value, name), default, form) for name, default, form in known())
        return {name: form[0](each) for name, each, default, form in found if each != default}

    def read(found: Any) -> Any:
        parts_by_name = {name: form for name, _, form in known()}
        return cls(**{name: parts_by_name[name][1](each) for name, each in found.items() if name != IS})

    return write, read


def _default(field: dataclasses.Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default
