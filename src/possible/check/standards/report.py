"""A charter held against standards: one row for each, pack by pack; packs are never merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from possible.charter import Charter
from possible.check.law import Broken
from possible.check.standards.facts import CannotBeCompared
from possible.check.standards.packs import Contradiction
from possible.check.standards.selection import contradicting, out_of_scope, unknown, wanted
from possible.check.standards.standard import Standard
from possible.check.subject import Subject
from possible.values import N_, Finding, Level, Sentence, sentence

LAW = "standards"


class State(StrEnum):
    """What came of holding a charter against a standard."""

    MET = "met"
    NOT_MET = "not met"
    LIVE = "measured live"
    NOT_MECHANICAL = "not mechanical"
    NOT_APPLICABLE = "not applicable"


STATE_SAID: dict[State, str] = {
    State.MET: N_("met"),
    State.NOT_MET: N_("not met"),
    State.LIVE: N_("measured live"),
    State.NOT_MECHANICAL: N_("not mechanical"),
    State.NOT_APPLICABLE: N_("not applicable"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One standard: what came of it, why it does not apply, what was found."""

    standard: Standard
    state: State
    why: Sentence | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def also_live(self) -> bool:
        """Tell whether a part remains that only events can show, the static part being met or not."""
        return self.standard.live is not None and self.state in (State.MET, State.NOT_MET)


@dataclass(frozen=True, slots=True)
class Report:
    """All rows, the day on which the charter is looked at, and the contradictions among what was asked."""

    day: date
    rows: tuple[Row, ...]
    contradictions: tuple[Contradiction, ...] = ()
    unknown: tuple[Finding, ...] = ()

    @property
    def packs(self) -> dict[str, tuple[Row, ...]]:
        """The rows of each pack, in the order in which packs were asked for."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.standard.pack, []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}

    def counts(self, pack: str = "") -> Counter[State]:
        """Return how many rows are in each state, of one pack or of all."""
        return Counter(row.state for row in self.rows if pack in ("", row.standard.pack))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is not met, errors first."""
        found = [*self.unknown, *(finding for row in self.rows for finding in row.findings)]
        return tuple(sorted(found, key=lambda finding: finding.order))

    def passes(self, pack: str = "") -> bool:
        """Tell whether nothing that binds is broken, in one pack or in all."""
        rows = [row for row in self.rows if row.standard.pack == pack]
        found = [finding for row in rows for finding in row.findings] if pack else self.findings
        return not any(finding.level is Level.ERROR for finding in found)


def standards_report(
    charter: Charter, asked: Iterable[str] = (), on: date | None = None, subject: Subject | None = None
) -> Report:
    """Hold a charter against packs, laws or rules by name (by default: its own and its market's) on a day.

    The day is that of the charter unless another is given. `Refused` for a name that there is not. A subject
    that other laws used already saves its analyses.
    """
    day, asked = on or charter.version, tuple(asked)
    chosen = wanted(charter, asked)
    looked_at = subject or Subject(charter)
    rows = tuple(_row(standard, by_name, looked_at, day) for standard, by_name in chosen)
    strange = () if asked else tuple(_unknown(charter))
    return Report(day, rows, contradicting(standard for standard, _ in chosen), strange)


def _unknown(charter: Charter) -> Iterator[Finding]:
    for index, name in enumerate(charter.standards):
        refused = unknown(name)
        if refused:
            place = charter.place("standards", str(index))
            yield Finding(LAW, "unknown-standard", Level.ERROR, place, refused.why, (), refused.attempt)


def _row(standard: Standard, by_name: bool, subject: Subject, day: date) -> Row:  # noqa: FBT001 - a column of `wanted`
    why = out_of_scope(standard, subject.charter, day)
    if why:
        return Row(standard, State.NOT_APPLICABLE, why)
    demands = [demand for demand in standard.asks if demand.holds_on(day)]
    if not demands:
        return Row(standard, State.LIVE if standard.live else State.NOT_MECHANICAL)
    try:
        broken = [found for demand in demands for found in demand.fact.find(subject, demand.want)]
    except CannotBeCompared as cannot:
        return Row(standard, State.NOT_APPLICABLE, cannot.why)
    findings = tuple(
        dict.fromkeys(_finding(standard, found, _level(standard, by_name, day)) for found in broken)
    )
    return Row(standard, State.NOT_MET if findings else State.MET, None, findings)


def _level(standard: Standard, by_name: bool, day: date) -> Level:  # noqa: FBT001 - a column of `wanted`
    """An error when it binds and its text is verified; a law that is not due yet warns unless named."""
    early = standard.due is not None and day < standard.due
    return Level.ERROR if standard.binding and (by_name or not early) else Level.WARNING


def _finding(standard: Standard, found: Broken, level: Level) -> Finding:
    message = sentence(N_("{what} [{basis}]"), what=found.message, basis=standard.basis)
    return Finding(LAW, standard.id, level, found.place, message, found.path, found.attempt)
