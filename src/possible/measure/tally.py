"""Counts and lengths of time by group: what indicators are reckoned from. Two tallies add up to one."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """What a figure is about: all, or one language, line, team, promise … by name."""

    by: str
    name: str = ""


ALL = Group("all")


@dataclass(slots=True)
class Tally:
    """How often, and how long each time (milliseconds), by what and by group."""

    counts: Counter[tuple[str, Group]] = field(default_factory=Counter)
    spans: dict[tuple[str, Group], array[int]] = field(default_factory=dict)

    def count(self, what: str, groups: Iterable[Group], times: int = 1) -> None:
        """Count something in groups."""
        for group in groups:
            self.counts[what, group] += times

    def span(self, what: str, groups: Iterable[Group], milliseconds: int) -> None:
        """Note a length of time in groups."""
        for group in groups:
            self.spans.setdefault((what, group), array("q")).append(milliseconds)

    def groups(self, *whats: str) -> list[Group]:
        """Return the groups in which any of these was counted or noted: all, then by kind and name."""
        found = {group for what, group in (*self.counts, *self.spans) if what in whats}
        return sorted(found, key=lambda group: (group != ALL, group))

    def total(self, group: Group, *terms: str) -> int:
        """Return the sum of counts in a group; a term with a minus before it is taken away."""
        signed = ((term.removeprefix("-"), -1 if term.startswith("-") else 1) for term in terms)
        return sum(sign * self.counts[what, group] for what, sign in signed)

    def lengths(self, what: str, group: Group) -> list[int]:
        """Return all lengths noted in a group, the shortest first."""
        return sorted(self.spans.get((what, group), ()))

    def plus(self, other: Tally) -> Tally:
        """Return the tally of both."""
        counts = Counter(self.counts)
        counts.update(other.counts)
        both = Tally(counts, {key: array("q", spans) for key, spans in self.spans.items()})
        for key, spans in other.spans.items():
            both.spans.setdefault(key, array("q")).extend(spans)
        return both


def quantile(lengths: list[int], share: Fraction) -> int:
    """Return the shortest of sorted lengths within which a share of them lies (nearest rank).

    IndexError where there are none.
    """
    rank = -(-len(lengths) * share.numerator // share.denominator)
    return lengths[max(rank, 1) - 1]
