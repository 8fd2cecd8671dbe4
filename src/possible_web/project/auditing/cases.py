"""Cases: what their rows say against what the journal says, and the columns against the state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Q

from possible.journey.case import Case
from possible.values import N_
from possible.values.instant import Instant
from possible.values.plain import from_plain
from possible_web.keeping.turning import columns_of
from possible_web.project.auditing.fault import Check, Fault, fault
from possible_web.project.auditing.lives import Life
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Visit

DIFFERS = N_("its {part} is {kept}, and the journal says {told}")
COLUMN = N_("its column {part} is {kept}, and its state says {told}")
VISIT = N_("its row says {kept}, and its case says {told}")
TWICE = N_("it happened twice in case {case}: {name}")
UNTOLD = N_("the journal says nothing of it")
UNKEPT = N_("the journal tells of it, and there is no row")


def of_cases(
    rows: Mapping[int, CaseRow], cases: Mapping[int, Case], lives: Mapping[int, Life]
) -> Iterator[Fault]:
    """Yield where a case is not what happened to it."""
    for number, case in cases.items():
        life = lives.get(number)
        if life is None or not life.contacts:
            yield fault(Check.CASE_STATE, f"case {number}", UNTOLD)
            continue
        yield from _differences(number, case, life)
        yield from _columns(rows[number], case)
    for number in lives.keys() - cases.keys():
        yield fault(Check.CASE_STATE, f"case {number}", UNKEPT)
    for number, life in lives.items():
        for name in life.twice:
            yield fault(Check.TWICE, f"case {number}", TWICE, case=number, name=name)


def _differences(number: int, case: Case, life: Life) -> Iterator[Fault]:
    for part, kept, told in _compared(case, life):
        if kept != told:
            yield fault(
                Check.CASE_STATE, f"case {number}", DIFFERS, part=part, kept=_short(kept), told=_short(told)
            )


def _compared(case: Case, life: Life) -> Iterator[tuple[str, object, object]]:
    """Yield each part that the journal tells wholly: its name, as it is kept, as it was told."""
    yield "state", case.state.value, life.state.value
    yield "owner", case.owner, life.owner
    yield "contacts", case.contacts, life.contacts
    yield "talks", sorted(talk.id for talk in case.talks), sorted(life.talks)
    yield "quotes", *_quotes(case, life)
    visits = {visit.id: (visit.starts, visit.ends, visit.state) for visit in case.visits}
    yield "visits", visits, life.visits
    yield "promises", sorted(each.id for each in case.clocks if not each.broken), sorted(life.running)
    yield "breaches", sorted({each.id for each in case.clocks if each.broken} - life.broken), []
    yield "facts", {**life.facts, **case.facts}, life.facts
    yield "credits", list(case.credits), life.credits


def _quotes(case: Case, life: Life) -> tuple[dict[str, str], dict[str, str]]:
    """Return the states of the quotes that were said; one that was carried out had been accepted."""
    states = {each.id: "accepted" if each.state == "done" else each.state for each in case.quotes}
    said = {name: states.get(name, "") for name in life.quotes}
    return said, life.quotes


def _columns(row: CaseRow, case: Case) -> Iterator[Fault]:
    """Yield columns of lists that say something else than the state; when it closed, is the moment it did."""
    told = columns_of(case, row.team, Instant(row.changed_at))
    told |= {"owner": case.owner, "closed_at": told["closed_at"] is not None, "language": row.language}
    for name, value in told.items():
        kept = getattr(row, name)
        if name == "owner":
            kept = row.owner.name if row.owner else ""
        elif name == "closed_at":
            kept = kept is not None
        if kept != value:
            yield fault(
                Check.CASE_ROW, f"case {row.pk}", COLUMN, part=name, kept=_short(kept), told=_short(value)
            )


def of_visits(cases: Mapping[int, Case]) -> Iterator[Fault]:
    """Yield visits whose row says another window or state than their case, and visits without a row."""
    held = Q(name="", state__in=(Visit.State.RESERVED, Visit.State.CANCELLED))  # nobody was told of it
    rows = {
        (row.case_id, row.name): (row.pk, (row.starts, row.ends, str(row.state)))
        for row in Visit.objects.exclude(held).iterator(chunk_size=2000)
    }
    for number, case in cases.items():
        for visit in case.visits:
            told = (visit.starts, visit.ends, visit.state)
            pk, kept = rows.pop((number, visit.id), (0, None))
            if kept is None:
                yield fault(Check.VISIT_ROW, (f"case {number}", f"visit {visit.id}"), UNKEPT)
            elif kept != told:
                yield fault(
                    Check.VISIT_ROW, (f"case {number}", f"visit {pk}"), VISIT, kept=str(kept), told=str(told)
                )
    for (number, _), (pk, _) in rows.items():
        yield fault(Check.VISIT_ROW, (f"case {number}", f"visit {pk}"), UNTOLD)


def states_of(rows: Mapping[int, CaseRow]) -> dict[int, Case]:
    """Return the core's cases that rows hold."""
    return {number: from_plain(Case, row.state) for number, row in rows.items()}


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 120 else f"{text[:119]}…"
