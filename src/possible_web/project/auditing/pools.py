"""Pools: what each floor was told is whole; told again, it says the same; its rows are what it then is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from possible.floor import Assignment, Connected, Floor, Offered, OfferOver
from possible.floor.parts import Parts, parts
from possible.values import N_, Refused
from possible.values.events import OfferEnded, OfferMade
from possible_web.keeping.lines import FLOOR_TOLD, LINE, event_of
from possible_web.keeping.pools import RULES, happening_of, rebuilt, state_of
from possible_web.project.auditing.fault import Check, Fault, fault
from possible_web.project.auditing.ledger import Ledger
from possible_web.records.models import Journal, Pool

OFFERS = ("offer-made", "offer-ended")
GAP = N_("what the floor was told jumps from number {before} to {number}")
ORDER = N_("what the floor was told as number {number} stands before number {before} in the journal")
END = N_("its row says {kept} happenings, and the journal holds {told}")
CANNOT = N_("told number {number} again, the floor refuses it: {why}")
OTHER = N_("told again, the floor says `{told}` where the journal says `{kept}` (number {number})")
ROWS = N_("its row says `{kept}`, and what the floor was told makes it `{told}`")
COLUMN = N_("its column {part} is {kept}, and the floor says {told}")
NOTHING = "nothing"


@dataclass(slots=True)
class Replayed:
    """A pool that was told everything again: its floor then, and how much that was."""

    floor: Floor
    happenings: int = 0
    assignments: int = 0
    faults: list[Fault] = field(default_factory=list)


def replayed(pool: Pool) -> Replayed:
    """Tell a fresh floor all that a pool's floor was told, and compare what it says with what was noted."""
    found = Replayed(Floor(RULES))
    told = Journal.objects.filter(pool=pool.name, kind=FLOOR_TOLD, pool_seq__isnull=False)
    rows = told.order_by("pool_seq").values_list("position", "pool_seq", "at", "body")
    noted = _noted()
    alike = True
    ledger = Ledger()
    before, last = 0, 0
    for position, counted, at, body in rows.iterator(chunk_size=2000):
        number = counted or 0
        where = (f"pool {pool.name}", f"journal {position}")
        if number != before + 1:
            found.faults.append(fault(Check.POOL_GAP, where, GAP, before=before, number=number))
        if position < last:
            found.faults.append(fault(Check.POOL_GAP, where, ORDER, number=number, before=before))
        before, last = number, position
        happening = happening_of(at, body)
        try:
            said = found.floor.feed(happening)
        except Refused as refused:
            found.faults.append(fault(Check.REPLAY, where, CANNOT, number=number, why=refused.why))
            return found
        found.happenings += 1
        found.assignments += len(said)
        found.faults += ledger.feed(happening, said, where)
        alike = alike and _same(said, noted, found, where, number)
    if alike and (more := next(noted, None)) is not None:
        facts = {"told": NOTHING, "kept": _line(more), "number": before}
        found.faults.append(fault(Check.REPLAY, f"pool {pool.name}", OTHER, **facts))
    if before != pool.pool_seq:
        found.faults.append(fault(Check.POOL_GAP, f"pool {pool.name}", END, kept=pool.pool_seq, told=before))
    return found


def _noted() -> Iterator[OfferMade | OfferEnded]:
    """Yield the offers of the journal as events, in their order."""
    rows = Journal.objects.filter(kind__in=OFFERS).order_by("position").values_list(*LINE)
    for row in rows.iterator(chunk_size=2000):
        event = event_of(*row)
        if isinstance(event, OfferMade | OfferEnded):
            yield event


def _same(
    said: Iterable[Assignment],
    noted: Iterator[OfferMade | OfferEnded],
    found: Replayed,
    where: tuple[str, ...],
    number: int,
) -> bool:
    """Compare what a floor says with what was noted next; the first difference is told, and no other."""
    for assignment in said:
        event = next(noted, None)
        told, kept = _told(assignment), _line(event) if event else NOTHING
        if told != kept:
            facts = {"told": told, "kept": kept, "number": number}
            found.faults.append(fault(Check.REPLAY, where, OTHER, **facts))
            return False
    return True


def _told(said: Assignment) -> str:
    match said:
        case Offered(contact=contact, agent=agent, team=team, expires=expires):
            return f"{contact} → {agent} ({team}) {expires}"
        case OfferOver(contact=contact, agent=agent, how=how):
            return f"{contact} ↛ {agent} {how}"
        case Connected(contact=contact, agent=agent):
            return f"{contact} ↛ {agent} accepted"


def _line(event: OfferMade | OfferEnded) -> str:
    if isinstance(event, OfferMade):
        return f"{event.contact} → {event.agent} ({event.team}) {event.expires}"
    return f"{event.contact} ↛ {event.agent} {event.how}"


# ---- the rows --------------------------------------------------------------------------------------------


def of_rows(pool: Pool, floor: Floor) -> Iterator[Fault]:
    """Yield rows of a pool that are not the floor which was told everything again; and their columns."""
    kept, told = _by_row(parts(rebuilt(pool))), _by_row(parts(floor))
    for row in sorted(kept.keys() | told.keys()):
        if kept.get(row) != told.get(row):
            facts = {"kept": _short(kept.get(row)), "told": _short(told.get(row))}
            yield fault(Check.FLOOR_ROWS, (f"pool {pool.name}", row), ROWS, **facts)
    yield from _columns(pool)


def _by_row(whole: Parts) -> dict[str, object]:
    found: dict[str, object] = {"now": whole.now, "sequence": whole.sequence}
    found |= {f"waiting {row.want.contact}": row for row in whole.places}
    found |= {f"presence {row.agent.name}": row for row in whole.presences}
    for row in whole.measured:
        name = " ".join((row.team, row.language, row.channel, *sorted(row.skills)))
        found[f"pace {name}"] = row
    return found


def _columns(pool: Pool) -> Iterator[Fault]:
    """Yield columns for lists that say something else than the body beside them."""
    whole = parts(rebuilt(pool))
    places = {row.want.contact: row for row in whole.places}
    for row in pool.waiting.all():
        place = places[row.contact]
        for part, told in (("taker", place.taker), ("expires", place.expires), ("since", place.want.since)):
            if getattr(row, part) != told:
                facts = {"part": part, "kept": getattr(row, part), "told": told}
                yield fault(Check.FLOOR_ROWS, f"waiting {row.contact}", COLUMN, **facts)
    seats = {seat.agent.name: seat for seat in whole.presences}
    for seat in pool.presences.all():
        told = state_of(seats[seat.agent])
        if seat.state != told:
            facts = {"part": "state", "kept": seat.state, "told": told}
            yield fault(Check.FLOOR_ROWS, f"presence {seat.agent}", COLUMN, **facts)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 200 else f"{text[:199]}…"
