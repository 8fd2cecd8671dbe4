"""From entries to lines and a balance. Sums and sets only: no order of entries leads to another result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from possible.ledger.entries import Entry, Kind
from possible.values.instant import Instant

OVER = (Kind.WITHDRAWN, Kind.UPHELD, Kind.REJECTED)
Sums = dict[str, int]


class State(StrEnum):
    """Where a line stands: what the customer reads first."""

    FREE = "free"
    DISPUTED = "disputed"
    DUE = "due"
    BILLED = "billed"


@dataclass(frozen=True, slots=True)
class Line:
    """All that was entered of one charge or credit of a case, in the order of its instants; cents.

    `charged`: what was asked for it. `waived`: what fell away of it or was let go. `back`: what a decision
    gave back. `given`: a credit. `billed`: what bills took, less what they gave.
    """

    case: str
    of: str
    name: str
    currency: str
    at: Instant
    entries: tuple[Entry, ...]
    charged: int
    waived: int
    back: int
    given: int
    billed: int

    @property
    def due(self) -> int:
        """What the line comes to: nothing below a charge that was let go, a credit below nothing."""
        return max(0, self.charged - self.waived - self.back) - self.given

    @property
    def quoted(self) -> int:
        """What was charged, or would have been."""
        return max(self.charged, self.waived)

    @property
    def disputed(self) -> str:
        """The dispute that is open; nothing where there is none."""
        over = {each.ref for each in self.entries if each.kind in OVER}
        opened = (each.ref for each in self.entries if each.kind is Kind.DISPUTE)
        return next((ref for ref in opened if ref not in over), "")

    @property
    def open(self) -> int:
        """What the next bill takes: what no bill has yet, and nothing while it is disputed."""
        return 0 if self.disputed else self.due - self.billed

    @property
    def state(self) -> State:
        """Where the line stands."""
        if self.disputed:
            return State.DISPUTED
        if self.open:
            return State.DUE
        return State.BILLED if self.billed else State.FREE

    def last(self, *kinds: Kind) -> Entry | None:
        """Return the last entry of these kinds."""
        return next((each for each in reversed(self.entries) if each.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of one customer or case, the oldest first; sums are cents by currency, nothings left out.

    `balance` is what the customer owes in all (below nothing: is owed). It always is what is held, what bills
    took of the rest, and what the next bill takes, together.
    """

    lines: tuple[Line, ...]

    @property
    def balance(self) -> Sums:
        """What all lines come to."""
        return _sums((line.currency, line.due) for line in self.lines)

    @property
    def held(self) -> Sums:
        """What is disputed: it is not collected until that is decided."""
        return _sums((line.currency, line.due) for line in self.lines if line.disputed)

    @property
    def billed(self) -> Sums:
        """What bills took of lines that nobody disputes."""
        return _sums((line.currency, line.billed) for line in self.lines if not line.disputed)

    @property
    def next_bill(self) -> Sums:
        """What the next bill takes (below nothing: gives)."""
        return _sums((line.currency, line.open) for line in self.lines)


def ledger(found: Iterable[Entry]) -> Ledger:
    """Return the ledger of entries, given in any order; each is to be given once."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in found:
        groups.setdefault((entry.case, entry.of), []).append(entry)
    lines = [line for (case, of), group in groups.items() for line in _lines(case, of, group)]
    return Ledger(tuple(sorted(lines, key=lambda line: (line.at, line.case, line.of, line.currency))))


def _lines(case: str, of: str, group: list[Entry]) -> Iterator[Line]:
    """Yield a line for each currency; what has no amount (a dispute) is of each of them."""
    currencies = sorted({each.amount.currency for each in group if each.amount}) or [""]
    for currency in currencies:
        mine = [each for each in group if each.amount is None or each.amount.currency == currency]
        yield _line(case, of, currency, sorted(mine, key=_order))


def _order(entry: Entry) -> tuple[Instant, str, str, int, str]:
    return entry.at, entry.kind, entry.ref, entry.amount.cents if entry.amount else 0, entry.why


def _line(case: str, of: str, currency: str, group: list[Entry]) -> Line:
    return Line(
        case=case,
        of=of,
        name=next((each.name for each in group if each.name), ""),
        currency=currency,
        at=group[0].at,
        entries=tuple(group),
        charged=_sum(group, Kind.CHARGE),
        waived=_sum(group, Kind.WAIVER),
        back=_sum(group, Kind.UPHELD),
        given=_sum(group, Kind.CREDIT),
        billed=_sum(group, Kind.BILLED),
    )


def _sum(group: list[Entry], kind: Kind) -> int:
    return sum(each.amount.cents for each in group if each.kind is kind and each.amount)


def _sums(amounts: Iterable[tuple[str, int]]) -> Sums:
    """Return the sums by currency in alphabetical order, nothings left out."""
    found: Sums = {}
    for currency, cents in amounts:
        found[currency] = found.get(currency, 0) + cents
    return {currency: cents for currency, cents in sorted(found.items()) if cents}
