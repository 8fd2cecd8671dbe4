"""A case as JSON, and back again without loss: what the shell keeps between two turns.

Objects with keys in kebab-case, moments in RFC 3339, money in cents; what is as usual (its default) is left
out, so that a case kept by an earlier version can still be read.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from possible.journey import spots
from possible.journey.case import Case
from possible.playbooks import Evidence, Run, record, resume
from possible.promises import Clock
from possible.values import N_, Language, Money, Refused, Unit, language, sentence
from possible.values.instant import Instant, read_instant, written

if TYPE_CHECKING:
    from possible.charter import Charter

KIND = "spot"
SPOTS = {cls.__name__.lower(): cls for cls in get_args(spots.Spot)}
NAMES = {
    "Clock": Clock,
    "Evidence": Evidence,
    "Instant": Instant,
    "Language": Language,
    "Money": Money,
    "Run": Run,
    "Unit": Unit,
}
Plain = Callable[["Charter", Any], Any]


@dataclass(frozen=True, slots=True)
class Form:
    """How values of a type are written as JSON, and read; a charter gives runs of playbooks their steps."""

    write: Plain
    read: Plain


@dataclass(frozen=True, slots=True)
class Part:
    """A field: its name in Python and in JSON, its form, and what it is unless written (MISSING: needed)."""

    name: str
    key: str
    form: Form
    usual: Callable[[], Any]


def as_json(charter: Charter, case: Case) -> dict[str, Any]:
    """Return a case as an object that `json.dumps` takes; `charter`: the one under which it was opened."""
    found: dict[str, Any] = _form_of(Case).write(charter, case)
    return found


def case_from(charter: Charter, content: object) -> Case:
    """Return the case that an object says; `Refused` when it is none, or its playbooks are not the charter's.

    `charter`: the one under which it was opened.
    """
    try:
        found: Case = _form_of(Case).read(charter, content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(sentence(N_("This is no record of a case."))) from error
    return found


@cache
def _form_of(kind: Any) -> Form:  # noqa: PLR0911 - one answer for each sort of type
    """Return the form of a type; TypeError for one that has none."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if set(inner) >= set(SPOTS.values()):
        return Form(_write_spot, _read_spot)
    if origin in (Union, types.UnionType):
        return _maybe(_form_of(next(each for each in inner if each is not types.NoneType)))
    if origin is tuple:
        return _many(_form_of(inner[0])) if inner[-1] is Ellipsis else _row(tuple(map(_form_of, inner)))
    if origin is Mapping:
        return _named(_form_of(inner[1]))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Form(lambda _, value: value.value, lambda _, value: kind(value))
    if dataclasses.is_dataclass(kind):
        return Form(_write_parts, lambda charter, value: _read_parts(kind, charter, value))
    raise TypeError(kind)


def _same(_: Charter, value: Any) -> Any:
    return value


def _of(*kinds: type) -> Plain:
    def read(_: Charter, value: Any) -> Any:
        if type(value) not in kinds:
            raise TypeError(value)
        return value

    return read


_SIMPLE: dict[Any, Form] = {
    str: Form(_same, _of(str)),
    int: Form(_same, _of(int)),
    bool: Form(_same, _of(bool)),
    Instant: Form(lambda _, value: written(value), lambda _, value: read_instant(value)),
    Language: Form(_same, lambda _, value: language(value)),
    Money: Form(
        lambda _, value: {"cents": value.cents, "currency": value.currency},
        lambda _, value: Money(value["cents"], value["currency"]),
    ),
    Run: Form(record, resume),
}


def _maybe(form: Form) -> Form:
    return Form(
        lambda charter, value: None if value is None else form.write(charter, value),
        lambda charter, value: None if value is None else form.read(charter, value),
    )


def _many(form: Form) -> Form:
    return Form(
        lambda charter, value: [form.write(charter, each) for each in value],
        lambda charter, value: tuple(form.read(charter, each) for each in value),
    )


def _row(forms: tuple[Form, ...]) -> Form:
    return Form(
        lambda charter, value: [form.write(charter, each) for form, each in zip(forms, value, strict=True)],
        lambda charter, value: tuple(
            form.read(charter, each) for form, each in zip(forms, value, strict=True)
        ),
    )


def _named(form: Form) -> Form:
    return Form(
        lambda charter, value: {name: form.write(charter, each) for name, each in value.items()},
        lambda charter, value: {name: form.read(charter, each) for name, each in value.items()},
    )


def _write_spot(charter: Charter, value: spots.Spot) -> dict[str, Any]:
    return {KIND: type(value).__name__.lower(), **_write_parts(charter, value)}


def _read_spot(charter: Charter, value: Mapping[str, Any]) -> spots.Spot:
    others = {key: each for key, each in value.items() if key != KIND}
    found: spots.Spot = _read_parts(SPOTS[value[KIND]], charter, others)
    return found


def _write_parts(charter: Charter, value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    return {
        part.key: part.form.write(charter, each)
        for part in _parts_of(kind)
        if (each := getattr(value, part.name)) != part.usual()
    }


def _read_parts(kind: Any, charter: Charter, value: Mapping[str, Any]) -> Any:
    parts = {part.key: part for part in _parts_of(kind)}
    if not set(value) <= set(parts):
        raise KeyError(*(set(value) - set(parts)))
    return kind(**{parts[key].name: parts[key].form.read(charter, each) for key, each in value.items()})


@cache
def _parts_of(kind: Any) -> tuple[Part, ...]:
    hints = get_type_hints(kind, localns=NAMES)
    return tuple(
        Part(field.name, field.name.replace("_", "-"), _form_of(hints[field.name]), _usual(field))
        for field in dataclasses.fields(kind)
    )


def _usual(field: dataclasses.Field[Any]) -> Callable[[], Any]:
    if field.default_factory is not MISSING:
        return field.default_factory
    return lambda: field.default
