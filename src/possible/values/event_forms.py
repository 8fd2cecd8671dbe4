"""Events as JSON: one object each, one line each in a file, and back again without loss.

`{"event": "contact-arrived", "at": "2026-12-01T09:30:00.000Z", "contact": "k1", …}`: kinds and keys in
kebab-case, moments in RFC 3339, money in cents with its currency; what is as usual (its default) is left out.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, get_type_hints

from possible.values import events
from possible.values.events import Event, Facts
from possible.values.instant import Instant, read_instant, written
from possible.values.language import Language, language
from possible.values.money import Money
from possible.values.text import N_, Refused, Sentence, sentence

KIND = "event"
Plain = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Form:
    """How a type of field is written in JSON, and read; `read` raises `Refused` or ValueError."""

    write: Plain
    read: Plain


@dataclass(frozen=True, slots=True)
class Part:
    """A field of an event: its name in Python and in JSON, its form, and its default (MISSING: needed)."""

    name: str
    key: str
    form: Form
    default: Any


def _of_type(kind: type, wanted: str) -> Plain:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise Refused(sentence(N_("{wanted} is wanted here, not `{found}`."), wanted=sentence(wanted),
                                   found=json.dumps(value, ensure_ascii=False)))  # fmt: skip
        return value

    return read


_text = _of_type(str, N_("A text"))
_number = _of_type(int, N_("A whole number"))
_yes_no = _of_type(bool, N_("true or false"))
_object = _of_type(dict, N_("An object"))
_list = _of_type(list, N_("A list"))


def _same(value: Any) -> Any:
    return value


def _read_money(value: Any) -> Money:
    found = _object(value)
    if set(found) != {"cents", "currency"}:
        raise Refused(
            sentence(N_("Money is written as {example}."), example='{"cents": 250, "currency": "EUR"}')
        )
    return Money(_number(found["cents"]), _text(found["currency"]))


def _maybe(form: Form) -> Form:
    return Form(
        lambda value: None if value is None else form.write(value),
        lambda value: None if value is None else form.read(value),
    )


TEXT = Form(_same, _text)
INSTANT = Form(written, lambda value: read_instant(_text(value)))
MONEY = Form(lambda sum_: {"cents": sum_.cents, "currency": sum_.currency}, _read_money)
FORMS: dict[Any, Form] = {
    str: TEXT,
    int: Form(_same, _number),
    bool: Form(_same, _yes_no),
    Instant: INSTANT,
    Instant | None: _maybe(INSTANT),
    Money: MONEY,
    Money | None: _maybe(MONEY),
    Language: Form(_same, lambda value: language(_text(value))),
    tuple[str, ...]: Form(list, lambda value: tuple(_text(item) for item in _list(value))),
    Facts: Form(dict, lambda value: tuple((name, _text(item)) for name, item in _object(value).items())),
}

_PARTS: dict[type[Event], tuple[Part, ...]] = {}  # reading type hints anew for each event takes a millisecond


def kind_of(cls: type[Event]) -> str:
    """Return the stable name of a class of events: `ContactArrived` is `contact-arrived`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()


@cache
def kinds() -> dict[str, type[Event]]:
    """Return every class of events by its kind, in the order of the vocabulary."""
    found = [
        thing
        for section in events.SECTIONS
        for thing in vars(section).values()
        if isinstance(thing, type) and thing.__module__ == section.__name__
    ]
    return {kind_of(cls): cls for cls in found if cls is not Event}


def parts_of(cls: type[Event]) -> tuple[Part, ...]:
    """Return the fields of a class of events; KeyError for a type of field that has no form."""
    if cls not in _PARTS:
        hints = get_type_hints(cls)
        _PARTS[cls] = tuple(
            Part(field.name, field.name.replace("_", "-"), FORMS[hints[field.name]], field.default)
            for field in dataclasses.fields(cls)
        )
    return _PARTS[cls]


def as_json(event: Event) -> dict[str, Any]:
    """Return an event as an object that `json.dumps` takes; fields as usual are left out."""
    found: dict[str, Any] = {KIND: kind_of(type(event))}
    for part in parts_of(type(event)):
        value = getattr(event, part.name)
        if part.default is MISSING or value != part.default:
            found[part.key] = part.form.write(value)
    return found


def event_from(content: object) -> Event:
    """Return the event that an object says; `Refused` with what is wrong and what to try."""
    found = _object(content)
    if KIND not in found:
        raise Refused(
            sentence(N_("The object says no `event`.")),
            sentence(N_("write {example}"), example='"event": "contact-arrived"'),
        )
    cls = kinds().get(_text(found[KIND]))
    if cls is None:
        raise Refused(
            sentence(N_("There is no event `{kind}`."), kind=found[KIND]), _meant(found[KIND], kinds())
        )
    parts = parts_of(cls)
    strange = next((key for key in found if key != KIND and key not in {part.key for part in parts}), None)
    if strange is not None:
        why = sentence(N_("An event `{kind}` has no `{key}`."), kind=found[KIND], key=strange)
        raise Refused(why, _meant(strange, [part.key for part in parts]))
    return cls(**{part.name: _read(part, found) for part in parts if _given(part, found)})


def _given(part: Part, found: Mapping[str, Any]) -> bool:
    if part.key in found:
        return True
    if part.default is MISSING:
        raise Refused(sentence(N_("An event `{kind}` needs `{key}`."), kind=found[KIND], key=part.key))
    return False


def _read(part: Part, found: Mapping[str, Any]) -> Any:
    try:
        return part.form.read(found[part.key])
    except Refused as refused:
        raise Refused(
            sentence(N_("`{key}`: {why}"), key=part.key, why=refused.why), refused.attempt
        ) from None


def _meant(word: str, known: Iterable[str]) -> Sentence | None:
    close = get_close_matches(word, list(known), n=1)
    return sentence(N_("did you mean `{word}`?"), word=close[0]) if close else None


def line_of(event: Event) -> str:
    """Return an event as one line of a JSON Lines file, without the end of the line."""
    return json.dumps(as_json(event), ensure_ascii=False, separators=(", ", ": "))


def read_lines(lines: Iterable[str]) -> Iterator[tuple[int, Event]]:
    """Yield the events of a JSON Lines file with their line numbers (from 1); empty lines are skipped.

    `Refused` names the line, what is wrong and what to try.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, event_from(json.loads(line))
        except Refused as refused:
            raise Refused(_on(number, refused.why), refused.attempt) from None
        except (ValueError, RecursionError):
            why = _on(number, sentence(N_("This is no JSON.")))
            raise Refused(why, sentence(N_("write one event as an object on each line"))) from None


def _on(number: int, why: Sentence) -> Sentence:
    return sentence(N_("Line {number}: {why}"), number=number, why=why)
