"""A team's day as a table of quarter hours: what is planned, done, late, in danger, proposed; and breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from possible.dispatch.plan import TurnKey
from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.board.scene import Scene
from possible_web.board.words import Said
from possible_web.keeping.plans import millis
from possible_web.keeping.repairs import Option
from possible_web.keeping.risks import Risk, Stay, stays
from possible_web.keeping.rounds import Days
from possible_web.records.models import Staff, Turn, Visit

QUARTER = 15 * MINUTE
WIDE = 12  # hours that the look has lines for
JOB, GAP, REST = "job", "gap", "rest"


@dataclass(frozen=True, slots=True)
class Cell:
    """Some quarters of an hour: a visit (with its state), a break, or nothing."""

    kind: str
    span: int
    row: Visit | None = None
    state: str = ""
    minutes: int = 0
    starts: int = 0
    movable: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One technician's day."""

    staff: Staff
    languages: str
    cells: tuple[Cell, ...]
    away: str = ""
    works: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """The table: from `opens`, the hours with their names (the present one is now), one line each.

    `now`: the number of the present quarter; None on another day.
    """

    opens: Instant
    hours: tuple[tuple[str, bool], ...]
    lines: tuple[Line, ...]
    now: int | None = None
    wide: bool = field(default=False)

    @property
    def quarters(self) -> int:
        """How many quarters of an hour there are."""
        return 4 * len(self.hours)


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands in a line, from when to when, before it is cut to quarters."""

    starts: int
    ends: int
    kind: str
    row: Visit | None = None
    state: str = ""
    minutes: int = 0
    movable: bool = False


def grid_of(scene: Scene, days: Days, risks: Iterable[Risk], option: Option | None = None) -> Grid:
    """Return the table of one day; `option`: what is proposed stands beside what is planned."""
    said = Said(scene)
    opens, count = _hours(scene, days.turns.values())
    at = (scene.now - opens) // QUARTER
    now = at if scene.day == scene.today and 0 <= at < 4 * count else None
    late = {str(risk.stay.row.pk): risk for risk in risks}
    proposed = _proposed(days, option, late)
    over = _over(days)
    lines = []
    for name in sorted(days.technicians):
        key = TurnKey(scene.day.isoformat(), name)
        drawn = proposed[name] if name in proposed else _planned(days, key, late)
        blocks = [*drawn, *over.get(name, ())]
        staff, turn = days.technicians[name].staff, days.turns.get(key)
        away = turn.reason if turn is not None and turn.state == Turn.State.AWAY else ""
        cells = tuple(_with_now(_cells(blocks, opens, 4 * count), now))
        works = turn is not None and turn.state == Turn.State.PLANNED
        lines.append(Line(staff, ", ".join(staff.languages), cells, away, works))
    hours = tuple(
        (said.time(scene.now if here else Instant(opens + number * HOUR)), here)
        for number in range(count)
        for here in [now is not None and now // 4 == number]
    )
    return Grid(opens, hours, tuple(lines), now, count != WIDE)


def _hours(scene: Scene, turns: Iterable[Turn]) -> tuple[Instant, int]:
    """From which full hour the table goes, and for how many: at least twelve, so that its lines fit."""
    known = list(turns)
    first = min((turn.starts for turn in known), default=scene.midnight + 8 * HOUR)
    last = max((turn.ends for turn in known), default=scene.midnight + 20 * HOUR)
    begin = (first - scene.midnight) // HOUR
    count = -(-(last - scene.midnight) // HOUR) - begin
    if count < WIDE:
        begin = max(0, min(begin, 24 - WIDE))
    return Instant(scene.midnight + begin * HOUR), max(WIDE, count)


def _planned(days: Days, key: TurnKey, late: Mapping[str, Risk]) -> Iterator[_Block]:
    if key not in days.plan.turns:
        return
    found, rests = stays(days, key)
    fixed = days.plan.fixed.get(key, 0)
    for number, stay in enumerate(found):
        risk = late.get(str(stay.row.pk))
        movable = number >= fixed and stay.row.state != Visit.State.ARRIVED
        yield _Block(
            _begins(stay), stay.ends, JOB, stay.row, _state(stay, risk), risk.minutes if risk else 0, movable
        )
    for rest in rests:
        yield _Block(millis(rest.start), millis(rest.end), REST)


def _begins(stay: Stay) -> int:
    there = stay.row.state == Visit.State.ARRIVED and stay.row.arrived_at is not None
    return stay.row.arrived_at if there and stay.row.arrived_at is not None else stay.starts


def _state(stay: Stay, risk: Risk | None) -> str:
    if risk is not None:
        return "late" if risk.over else "risk"
    return {Visit.State.ARRIVED: "there", Visit.State.RESERVED: "held"}.get(Visit.State(stay.row.state), "")


def _over(days: Days) -> dict[str, list[_Block]]:
    """What was done on that day, when it was."""
    rows = Visit.objects.filter(team=days.team, day__in=days.days, state=Visit.State.DONE)
    rows = rows.exclude(technician=None).exclude(ended_at=None).select_related("technician", "case__customer")
    found: dict[str, list[_Block]] = {}
    for row in rows:
        if row.technician is not None and row.ended_at is not None:
            begun = row.arrived_at or row.planned_at or row.starts
            found.setdefault(row.technician.name, []).append(_Block(begun, row.ended_at, JOB, row, "done"))
    return found


def _proposed(days: Days, option: Option | None, late: Mapping[str, Risk]) -> dict[str, list[_Block]]:
    """The lines of those who are given a visit: as their day would be, what is new in it as proposed.

    Other lines stay as they are planned, so that one sees from whom it is taken.
    """
    new = {
        str(change.row.pk): change.after
        for change in (option.changes if option else ())
        if change.after and change.after != change.before
    }
    found = {}
    for name in sorted(set(new.values())):
        key = TurnKey(days.days[0].isoformat(), name)
        there = [block for block in _planned(days, key, late) if _begun(block)]
        assert option is not None  # noqa: S101 - it is where `new` comes from
        after = replace(days, plan=option.plan)
        for block in _planned(after, key, {}):
            changed = block.row is not None and new.get(str(block.row.pk)) == name
            there.append(replace(block, state="proposed", movable=False) if changed else block)
        found[name] = there
    return found


def _begun(block: _Block) -> bool:
    return block.row is not None and block.row.state == Visit.State.ARRIVED


def _cells(blocks: Iterable[_Block], opens: int, quarters: int) -> Iterator[Cell]:
    """Cut blocks to quarters, each at least one; what would lie under another begins after it."""
    at = 0
    for block in sorted(blocks, key=lambda each: (each.starts, each.ends)):
        begin = max(at, (block.starts - opens) // QUARTER)
        end = min(quarters, max(begin + 1, -(-(block.ends - opens) // QUARTER)))
        if begin >= end:
            continue
        if begin > at:
            yield Cell(GAP, begin - at)
        yield Cell(
            block.kind, end - begin, block.row, block.state, block.minutes, block.starts, block.movable
        )
        at = end
    if at < quarters:
        yield Cell(GAP, quarters - at)


def _with_now(cells: Iterable[Cell], now: int | None) -> Iterator[Cell]:
    """Cut the empty time in which the present quarter lies, so that it can be seen."""
    at = 0
    for cell in cells:
        before = -1 if now is None else now - at
        at += cell.span
        if cell.kind != GAP or not 0 <= before < cell.span:
            yield cell
            continue
        parts = (Cell(GAP, before), Cell(GAP, 1, state="now"), Cell(GAP, cell.span - before - 1))
        yield from (part for part in parts if part.span)
