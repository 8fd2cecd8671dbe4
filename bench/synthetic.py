"""A large charter that keeps every law: lines, menus, tables, teams in ten languages at thirty hours.

`charter(lines=200)` gives its files, of 200 lines and 2,000 steps; `python -m bench.synthetic FOLDER [LINES]`
writes them.
"""

from __future__ import annotations

import sys
from pathlib import Path

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "da")
STEPS = 10  # of each path; each line opens a path of its own
OPENINGS = 29  # and one class of moments more, in which everybody is away
FACTS = 40
TABLES = 20
STATES = ("with-us", "with-technician", "with-customer")


def charter(lines: int = 200, faults: int = 0) -> dict[str, bytes]:
    """Return the files of a synthetic charter; each fault sends the callers of a path in a circle."""
    teams = max(5, lines // 5)
    files = {
        "charter.yaml": "\n".join(
            [*_head(), *_lines(lines), *_teams(teams), *_rest(), *_paths(lines, teams, faults)]
        )
    }
    files |= {f"words/{language}.yaml": "\n".join(_words(language, lines, teams)) for language in LANGUAGES}
    return {name: f"{text}\n".encode() for name, text in files.items()}


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files into a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _head() -> list[str]:
    hours = [f"  from-{k}: {{mon-fri: {5 + k // 2:02d}:{k % 2 * 30:02d}-22:00}}" for k in range(OPENINGS)]
    facts = [f"  fact-{k}: {{is: yes/no, from: customer}}" for k in range(FACTS)]
    return [
        "charter: 1",
        "company: Synthetic",
        "version: 2026-12-01",
        "timezone: Europe/Paris",
        f"languages: [{', '.join(LANGUAGES)}]",
        "hours:",
        *hours,
        "facts:",
        *facts,
    ]


def _lines(count: int) -> list[str]:
    numbers = [f"+33 1 99 00 {k // 100:02d} {k % 100:02d}" for k in range(count)]
    return [
        "lines:",
        *(f"  line-{k}: {{phone: {numbers[k]}, tariff: free, opens: path-{k}}}" for k in range(count)),
    ]


def _teams(count: int) -> list[str]:
    def spoken(team: int) -> str:
        return ", ".join(
            f"{tag}: from-{(team * 7 + k * 3) % OPENINGS}"
            for k, tag in enumerate(LANGUAGES)
            if (team + k) % 3
        )

    everywhere = ", ".join(f"{tag}: always" for tag in LANGUAGES)
    return [
        "teams:",
        *(f"  team-{k}: {{skills: [all], languages: {{{spoken(k)}}}}}" for k in range(count)),
        f"  interpreters: {{skills: [all], languages: {{{everywhere}}}}}",
    ]


def _rest() -> list[str]:
    owed = "else: {credit: 5 EUR}"
    return [
        "waiting: {status-every: 30 s, at-most: 90 s, then: back, closed: back, no-speaker: interpreters}",
        "quotes: {good-for: 14 days}",
        "credits: {paid-within: 30 days}",
        f"promises: {{back: {{from: asked, until: called, within: 1 h, {owed}}}}}",
        "remedies: {repair: {fee: 10 EUR, by: interpreters, promise: back}}",
        "cases:",
        "  joins: 60 days",
        "  lost-connection: back",
        f"  waits: {{{', '.join(f'{state}: {{at-most: 1 day, then: back}}' for state in STATES)}}}",
        "complaints:",
        f"  ladder: [{{who: interpreters, within: 3 days, {owed}}}]",
        "  outside: {who: ombudsman, after: 30 days}",
        "questions:",
        *(line for table in range(TABLES) for line in _question(table)),
    ]


def _question(number: int) -> list[str]:
    one, two = (f"fact-{(number * 2 + k) % FACTS}" for k in range(2))
    return [
        f"  table-{number}:",
        f"    asks: [{one}, {two}]",
        "    rules:",
        f"      - {{id: both, when: {{{one}: yes, {two}: yes}}, answer: repair, price: 0 EUR, because: our}}",
        f"      - {{id: one, when: {{{one}: yes, {two}: no}}, answer: repair, because: your}}",
        f"      - {{id: none, when: {{{one}: no}}, answer: no, because: no-fault, instead: interpreters}}",
    ]


def _paths(count: int, teams: int, faults: int) -> list[str]:
    return ["paths:", *(line for k in range(count) for line in _path(k, count, teams, fault=k < faults))]


def _path(number: int, count: int, teams: int, *, fault: bool) -> list[str]:
    """Return a path of ten steps; a faulty one goes back to its beginning at its end."""
    later = [f"path-{min(count - 1, number + jump)}" if number + 1 < count else "next" for jump in (1, 7)]
    one, other, third = (f"fact-{(number * 3 + k) % FACTS}" for k in range(3))
    team = f"team-{number % teams}"
    return [
        f"  path-{number}:",
        f"    person: {team}",
        "    steps:",
        "      - ask: language",
        f"      - say: sentence-{number}",
        f"      - {{ask: {one}, to: {{yes: next, no: {later[0]}}}}}",
        "      - say: hold-the-line",
        f"      - {{ask: {other}, to: {{yes: next, no: {later[1]}}}}}",
        f"      - decide: table-{number % TABLES}",
        f"      - {{ask: {third}, to: {{yes: next, no: {team}}}}}",
        "      - say: hold-the-line",
        f"      - say: sentence-{(number + 1) % count}",
        f"      - go: path-{number}" if fault else f"      - queue: {team}",
    ]


def _words(language: str, lines: int, teams: int) -> list[str]:
    def named(section: str, names: list[str]) -> list[str]:
        return [f"{section}:", *(f'  {name}: "{name} ({language})"' for name in names)]

    choices = [f'  fact-{k}: {{ask: "fact-{k}?", yes: "yes", no: "no"}}' for k in range(FACTS)]
    tags = ", ".join(f"{tag}: {tag}" for tag in LANGUAGES)
    return [
        f"language: {language}",
        *named("lines", [f"line-{k}" for k in range(lines)]),
        *named("teams", [*(f"team-{k}" for k in range(teams)), "interpreters"]),
        *named("say", [*(f"sentence-{k}" for k in range(lines)), "hold-the-line"]),
        *named("questions", [f"table-{k}" for k in range(TABLES)]),
        *named("because", ["our", "your", "no-fault"]),
        *named("outside", ["ombudsman"]),
        "ask:",
        f'  language: {{ask: "language?", {tags}}}',
        *choices,
        'waiting: {status: "{position} before you, {estimate}", call-back-offer: "before {time}"}',
        "no:",
        '  person: "{team}"',
        '  appeal: "before {time} {outside}."',
        '  form: "No {asked}, {because} But {instead}. Else {appeal}"',
        'remedies: {repair: {name: "a repair", offer: "Price: {price}, because {because}"}}',
        'promises: {back: "Before {time}. If not, {credit}."}',
    ]


if __name__ == "__main__":
    write(Path(sys.argv[1]), charter(*map(int, sys.argv[2:3])))
