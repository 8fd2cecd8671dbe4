"""Small random tables as charters, and a slow, plain reading of them: every point, every row, nothing clever."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from hypothesis import strategies as st

from possible.charter import Charter, read

HEAD = """\
charter: 1
company: Test
version: 2026-12-01
languages: [en]
lines: {one: {chat: here}}
teams:
  red: {languages: {en: always}}
  blue: {languages: {en: always}}
  grey: {languages: {en: always}}
remedies:
  visit: {fee: 119 EUR, by: red}
  swap: {fee: 0 EUR, by: red}
complaints: {ladder: [{who: red}, {who: grey}]}
"""


@dataclass(frozen=True)
class Small:
    """A table over few values: domains as YAML with all values, rows as (cells, who, said)."""

    domains: tuple[tuple[str, tuple[int, ...]], ...]
    rows: tuple[tuple[dict[int, tuple[int, ...]], tuple[str, ...] | None, str], ...]
    first_wins: bool = False

    @property
    def facts(self) -> list[str]:
        return [f"f{index}" for index in range(len(self.domains))]

    @property
    def points(self) -> list[tuple[int, ...]]:
        return list(itertools.product(*(values for _, values in self.domains)))

    def charter(self) -> Charter:
        return read({"charter.yaml": self.text().encode()})

    def text(self) -> str:
        facts = "".join(
            f"  f{i}: {{is: {domain}, from: customer}}\n" for i, (domain, _) in enumerate(self.domains)
        )
        first = "    first-wins: yes\n" if self.first_wins else ""
        rules = "".join(f"      - {{id: r{i}, {self._row(*row)}}}\n" for i, row in enumerate(self.rows))
        asks = f"    asks: [{', '.join(self.facts)}]\n    answers: [a, b]\n"
        rows = f"    rules:\n{rules}" if rules else "    rules: []\n"
        return f"{HEAD}facts:\n{facts}questions:\n  q:\n{asks}{first}{rows}"

    def _row(self, cells: dict[int, tuple[int, ...]], who: tuple[str, ...] | None, said: str) -> str:
        when = ", ".join(f"f{fact}: [{', '.join(map(str, values))}]" for fact, values in cells.items())
        team = "" if who is None else f"who: [{', '.join(who)}], "
        return f"when: {{{when}}}, {team}{said}"

    def hits(self, point: tuple[int, ...], team: str = "red") -> list[int]:
        return [
            row
            for row, (cells, who, _) in enumerate(self.rows)
            if (who is None or team in who) and all(point[fact] in values for fact, values in cells.items())
        ]

    def says(self, point: tuple[int, ...], team: str = "red") -> frozenset[str]:
        said = [self.rows[row][2] for row in self.hits(point, team)]
        return frozenset(said[:1] if self.first_wins else said)

    def holds(self, region: dict[str, str], point: tuple[int, ...]) -> bool:
        """Read a region's words as a person would."""
        return all(_holds(test, point[int(name[1:])]) for name, test in region.items())


def _holds(test: str, value: int) -> bool:
    for part in test.split(", "):
        match part.split():
            case [number]:
                found = value == int(number)
            case [number, "or", "more"]:
                found = value >= int(number)
            case ["up", "to", number]:
                found = value <= int(number)
            case [low, "to", high]:
                found = int(low) <= value <= int(high)
            case _:
                raise AssertionError(part)
        if found:
            return True
    return False


DOMAINS = (
    ("['0', '1', '2']", (0, 1, 2)),
    ("0 to 4", (0, 1, 2, 3, 4)),
    ("0 or more", (0, 1, 2, 3, 4, 5)),  # 5 stands for all above 4
    ("['0', '1']", (0, 1)),
)
SAID = (
    "answer: a, because: x",
    "answer: b, because: x",
    "answer: a, because: y",
    "answer: visit, price: 0 EUR",
    "answer: visit",
)
TEAMS = ("red", "blue", "grey")


@st.composite
def small_tables(draw: st.DrawFn, *, teams: bool = False, said: int = len(SAID)) -> Small:
    domains = tuple(draw(st.lists(st.sampled_from(DOMAINS), min_size=1, max_size=3)))
    rows = []
    for _ in range(draw(st.integers(0, 6))):
        cells = {
            fact: tuple(sorted(draw(st.sets(st.sampled_from(_writable(values)), min_size=1))))
            for fact, (_, values) in enumerate(domains)
            if draw(st.booleans())
        }
        who = (
            draw(st.none() | st.sets(st.sampled_from(TEAMS), min_size=1).map(lambda s: tuple(sorted(s))))
            if teams
            else None
        )
        rows.append((cells, who, draw(st.sampled_from(SAID[:said]))))
    return Small(domains, tuple(rows), draw(st.booleans()))


def _writable(values: tuple[int, ...]) -> tuple[int, ...]:
    return values[:5]  # above 4 all numbers are alike: no cell names them
