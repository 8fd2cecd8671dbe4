"""What was seen and done in a case before a visit, in a few lines, and what is to find out on the spot."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from possible.charter import Sort
from possible.charter.causes import CAUSES
from possible.charter.playbooks import Act, Observe, Playbook
from possible.playbooks import Run
from possible.playbooks.interpreter import fact_of
from possible.values import N_, Sentence, sentence
from possible.values.events import RemedyDone
from possible_web.keeping import events_of
from possible_web.records.models import Exchange, Journal, Visit
from possible_web.van.errand import Errand

KEPT, LATE, PLAIN = "kept", "late", ""
IN_VAIN = N_("{name}: tried before, and the fault came back ({count})")


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was done before: on which day, in a sentence, and whether it helped."""

    when: str
    text: Sentence
    more: str = ""
    state: str = PLAIN


@dataclass(frozen=True, slots=True)
class Check:
    """A step of the playbook: a question with its answers and what is known, or something to do."""

    text: str
    fact: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    known: str = ""


def done_before(errand: Errand) -> list[Line]:
    """Return remedies that were carried out and visits that are over, the newest first."""
    rows = Journal.objects.filter(case=errand.row.case_id, kind="remedy-done").order_by("position")
    events = [event for event in events_of(rows) if isinstance(event, RemedyDone)]
    found: list[tuple[int, Line]] = [(event.at, _remedy(errand, event)) for event in events]
    visits = Visit.objects.filter(case=errand.row.case_id, state=Visit.State.DONE).exclude(pk=errand.row.pk)
    found += [(row.ended_at or row.ends, _visit(errand, row)) for row in visits.select_related("report")]
    lines = [line for _, line in sorted(found, key=lambda each: -each[0])]
    return lines or [Line("", sentence(IN_VAIN, name=name, count=count)) for name, count in _tried(errand)]


def _tried(errand: Errand) -> list[tuple[str, str]]:
    """Return remedies of which the records know that they were tried before this visit, and how often."""
    today = exchanged_here(errand).count()
    remedies = errand.force.charter.remedies.items()
    counts = [
        (name, int(errand.case.facts.get(remedy.counts_in, "0")) - today)
        for name, remedy in remedies
        if remedy.counts_in
    ]
    return [(errand.speech.name(name), str(count)) for name, count in counts if count > 0]


def exchanged_here(errand: Errand) -> QuerySet[Exchange]:
    """Return the exchanges that were made at this visit's door, on its day."""
    begins = errand.speech.charter.calendar().starts(errand.row.day)
    place, staff = Exchange.Place.TECHNICIAN, errand.row.technician
    return Exchange.objects.filter(case=errand.row.case_id, place=place, staff=staff, used_at__gte=begins)


def _remedy(errand: Errand, event: RemedyDone) -> Line:
    name = errand.speech.name(event.remedy)
    text = N_("{name}: it helped") if event.worked else N_("{name}: the fault came back")
    state = KEPT if event.worked else LATE
    return Line(errand.speech.day(event.at), sentence(text, name=name), state=state)


def _visit(errand: Errand, row: Visit) -> Line:
    report = getattr(row, "report", None)
    notes = report.notes if report else ""
    day = errand.speech.day(row.ended_at or row.ends)
    if report and report.nobody_there:
        return Line(day, sentence(N_("A technician came; nobody was there")), notes, LATE)
    cause = sentence(CAUSES.get(row.cause, CAUSES["none"]))
    text = (
        N_("A technician came: fixed, {cause}") if row.fixed else N_("A technician came: not fixed, {cause}")
    )
    return Line(day, sentence(text, cause=cause), notes, KEPT if row.fixed else LATE)


def seen_before(errand: Errand) -> list[Sentence]:
    """Return what was seen and done with the customer, line by line; what records said is no part of it."""
    told = tuple(line for line in errand.case.evidence if line.what != "seen" or _asked(errand, line.name))
    return list(errand.speech.voice.evidence(Run("", (), {}, log=told)))


def _asked(errand: Errand, fact: str) -> bool:
    return bool(errand.speech.text("ask", fact, "ask"))


def playbook_of(errand: Errand) -> tuple[str, list[Check]]:
    """Return the playbook for the service of a case and its steps, with what is known filled in."""
    service = errand.case.facts.get("service")
    for name, book in errand.force.charter.playbooks.items():
        cell = book.for_.get("service")
        if service is not None and cell is not None and cell.holds(errand.force.number("service", service)):
            return name, _checks(errand, name, book)
    return "", []


def _checks(errand: Errand, name: str, book: Playbook) -> list[Check]:
    voice, charter = errand.speech.voice, errand.force.charter
    found: dict[str, Check] = {}
    for fact in (*book.goal, *(step.ask for step in book.steps if isinstance(step, Observe))):
        declared = fact_of(charter, name, fact)
        if declared is None or declared.domain.sort is not Sort.CHOICE or not _asked(errand, fact):
            continue
        choices = tuple((value, voice.label(fact, value)) for value in declared.domain.values)
        found[fact] = Check(voice.text("ask", fact, "ask"), fact, choices, _known(errand, fact))
    return list(found.values())


def to_do(errand: Errand) -> list[str]:
    """Return what the playbook has people do, once each, in its order."""
    name, _ = playbook_of(errand)
    book = errand.force.charter.playbooks.get(name)
    steps = [step for step in (book.steps if book else ()) if isinstance(step, Act)]
    said = [errand.speech.voice.text("do", step.do, **_filled(errand, step)) for step in steps]
    return list(dict.fromkeys(said))


def _filled(errand: Errand, step: Act) -> dict[str, str]:
    return {gap: errand.speech.voice.term(word) for gap, word in step.with_.items()}


def _known(errand: Errand, fact: str) -> str:
    """Return what was found on the spot, else what the case knows, else what was seen last."""
    if errand.report and fact in errand.report.found:
        return str(errand.report.found[fact])
    if fact in errand.case.facts:
        return errand.case.facts[fact]
    seen = [line.value for line in errand.case.evidence if line.name == fact and line.what == "seen"]
    return seen[-1] if seen else ""
