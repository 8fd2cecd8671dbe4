"""Events as JSON lines: every class has a form, nothing is lost, and what is wrong is said with its line."""

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given

from possible.values import Language, Money, Refused, events
from possible.values.event_forms import as_json, event_from, kind_of, kinds, line_of, parts_of, read_lines
from possible.values.events import AnswerGiven, ContactArrived, TransferAsked
from possible.values.instant import Instant, read_instant
from tests.core.values import random_events

RING = ContactArrived(
    at=read_instant("2026-12-01T09:30:00.250Z"), contact="k1", customer="carter", line="english",
    channel="phone", language=Language("en"),
)  # fmt: skip
RING_SAID = {
    "event": "contact-arrived",
    "at": "2026-12-01T09:30:00.250Z",
    "contact": "k1",
    "customer": "carter",
    "line": "english",
    "channel": "phone",
    "language": "en",
}


def test_an_event_is_one_plain_object():
    assert as_json(RING) == RING_SAID
    assert event_from(RING_SAID) == RING
    assert line_of(RING) == json.dumps(RING_SAID)


def test_money_facts_and_several_words():
    answer = AnswerGiven(
        at=Instant(0), case="c1", question="technician-visit", facts=(("fault", "home"), ("outage", "no")),
        rows=("at-home",), answer="visit", charter="d1", price=Money(11900, "EUR"), appeal=("quality",),
    )  # fmt: skip
    assert as_json(answer) == {
        "event": "answer-given",
        "at": "1970-01-01T00:00:00.000Z",
        "case": "c1",
        "question": "technician-visit",
        "facts": {"fault": "home", "outage": "no"},
        "rows": ["at-home"],
        "answer": "visit",
        "charter": "d1",
        "price": {"cents": 11900, "currency": "EUR"},
        "appeal": ["quality"],
    }
    moved = TransferAsked(at=Instant(0), agent="marc", from_team="tv", to_team="network", case_travels=False)
    assert {"from-team", "to-team", "case-travels"} < set(as_json(moved))


def test_every_class_of_events_has_a_form_and_a_kind_of_its_own():
    files = [Path(section.__file__) for section in events.SECTIONS]
    written = [part for file in files for part in ast.parse(file.read_text(encoding="utf-8")).body]
    names = [part.name for part in written if isinstance(part, ast.ClassDef)]
    here = {file.stem for file in Path(events.__file__).parent.glob("*.py")} - {"__init__", "base"}
    assert {file.stem for file in files} == here
    assert [cls.__name__ for cls in kinds().values()] == names
    for kind, cls in kinds().items():
        assert kind == kind_of(cls)
        assert parts_of(cls)[0].key == "at"


@pytest.mark.parametrize("cls", kinds().values(), ids=kinds())
def test_every_class_comes_back_as_it_was(cls):
    @given(random_events.of_class(cls))
    def there_and_back(event):
        assert event_from(json.loads(line_of(event))) == event

    there_and_back()


@pytest.mark.parametrize(
    ("change", "why", "attempt"),
    [
        ({"event": "contact-arived"}, "There is no event `contact-arived`.", "did you mean `contact-arrived`?"),
        ({"event": 3}, "A text is wanted here, not `3`.", None),
        ({"langage": "en"}, "An event `contact-arrived` has no `langage`.", "did you mean `language`?"),
        ({"at": "today"}, "`at`: `today` is no moment; write `2026-12-01T09:30:00Z`.", None),
        ({"at": "2026-12-01T09:30:00"}, "`at`: `2026-12-01T09:30:00` has no time zone.", None),
        ({"language": "English"}, "`language`: `English` is no language tag; write `fr`, `en` or `pt-BR`.", None),
        ({"outward": "no"}, '`outward`: true or false is wanted here, not `"no"`.', None),
        ({"customer": None}, "`customer`: A text is wanted here, not `null`.", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(change, why, attempt):
    lines = ["", line_of(RING), json.dumps(RING_SAID | change)]
    read = read_lines(lines)
    assert next(read) == (2, RING)
    with pytest.raises(Refused) as refused:
        next(read)
    assert str(refused.value.why) == f"Line 3: {why}"
    assert (str(refused.value.attempt) if refused.value.attempt else None) == attempt


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nonsense", "Line 1: This is no JSON."),
        ("[]", "Line 1: An object is wanted here, not `[]`."),
        ("{}", "Line 1: The object says no `event`."),
        ("[" * 100_000, "Line 1: This is no JSON."),
        ('{"event": "hold-started"}', "Line 1: An event `hold-started` needs `at`."),
        (
            '{"event": "call-charged", "at": "1970-01-01T00:00:00Z", "phase": "queue", "seconds": 60, "amount": "2 EUR", "network": ""}',
            'Line 1: `amount`: An object is wanted here, not `"2 EUR"`.',
        ),
        (
            '{"event": "call-charged", "at": "1970-01-01T00:00:00Z", "phase": "queue", "seconds": 60, "amount": {"cents": 1}, "network": ""}',
            'Line 1: `amount`: Money is written as {"cents": 250, "currency": "EUR"}.',
        ),
        (
            '{"event": "call-charged", "at": "1970-01-01T00:00:00Z", "phase": "queue", "seconds": true, "amount": {"cents": 1, "currency": "EUR"}, "network": ""}',
            "Line 1: `seconds`: A whole number is wanted here, not `true`.",
        ),
    ],
)
def test_what_is_no_event_is_refused(line, why):
    with pytest.raises(Refused) as refused:
        list(read_lines([line]))
    assert str(refused.value.why) == why
