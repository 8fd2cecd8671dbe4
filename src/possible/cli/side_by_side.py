"""Tells the story: each pain under three charters, then the standards of two countries."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from possible.charter import Charter
from possible.check import Subject, check
from possible.check.standards import STATE_SAID, State, pack, standards_report
from possible.cli.demo import GOOD, LEGAL, WAS
from possible.cli.ink import Ink
from possible.cli.pains import PAINS, Pain
from possible.cli.say import say, spoken
from possible.values import N_, Finding, Language, Level

WIDTH = 96
NARROWEST = 13  # a column of the table
PACKS = ("us", "fr")


@dataclass(frozen=True, slots=True)
class Told:
    """A charter with what was found in it."""

    name: str
    charter: Charter
    subject: Subject
    findings: tuple[Finding, ...]

    def about(self, pain: Pain) -> list[Finding]:
        """Return the errors that belong to a pain, the one to show first."""
        errors = [found for found in self.findings if found.level is Level.ERROR]
        mine = [
            (_rank(found, pain), found.order, found) for found in errors if _rank(found, pain) is not None
        ]
        return [found for *_, found in sorted(mine, key=lambda entry: entry[:2])]


def _rank(found: Finding, pain: Pain) -> int | None:
    return next((at for at, rule in enumerate(pain.rules) if rule in (found.law, found.id)), None)


def story(charters: Mapping[str, Charter]) -> str:
    """Return the whole story as text of at most 96 columns."""
    ink = Ink.on(sys.stdout, os.environ)
    told = {}
    for name, charter in charters.items():
        subject = Subject(charter)
        told[name] = Told(name, charter, subject, tuple(check(charter, subject)))
    parts = [*_opening(told, ink), *(_pain(pain, told, ink) for pain in PAINS), *_under_the_law(told, ink)]
    return "\n".join(parts)


def _opening(told: Mapping[str, Told], ink: Ink) -> Iterator[str]:
    yield ink.strong(say(N_("One story, three charters of Pamplemousse Télécom")))
    yield ""
    widest = max(len(say(pain.title)) for pain in PAINS)
    yield " " * widest + "".join(f"  {name:>{_column(name)}}" for name in told)
    for pain in PAINS:
        cells = [_cell(len(one.about(pain)), _column(one.name), ink) for one in told.values()]
        yield f"{say(pain.title):<{widest}}" + "".join(cells)
    counts = {name: sum(found.level is Level.ERROR for found in one.findings) for name, one in told.items()}
    cells = [f"  {count:>{_column(name)}}" for name, count in counts.items()]
    yield f"{say(N_('Errors in all')):<{widest}}" + "".join(cells)
    yield ""


def _column(name: str) -> int:
    return max(len(name), NARROWEST)


def _cell(errors: int, width: int, ink: Ink) -> str:
    text = f"  {(say(N_('broken × {count}'), count=errors) if errors else say(N_('holds'))):>{width}}"
    return ink.error(text) if errors else ink.good(text)


def _pain(pain: Pain, told: Mapping[str, Told], ink: Ink) -> str:
    lines = [ink.strong(say(pain.title))]
    for name in (WAS, LEGAL):
        found = told[name].about(pain)
        lines += _broken(found[0], name, ink) if found else [f"  {name}: {ink.good(say(N_('holds')))}"]
    lines += [f"  {GOOD}:", *_answers(pain, told[GOOD].charter)]
    return "\n".join([*lines, ""])


def _broken(found: Finding, name: str, ink: Ink) -> list[str]:
    lines = [
        f"  {name}: {ink.error(found.id)} {ink.faint(_place(found))}",
        *_wrapped(say(found.message), "    "),
    ]
    if found.path:
        path = say(N_("path: {steps}"), steps=" → ".join(map(say, found.path)))
        lines += _wrapped(path, "    ")
    return lines


def _place(found: Finding) -> str:
    return f"{Path(found.place.file).name}:{found.place.line}:{found.place.column}"


def _answers(pain: Pain, charter: Charter) -> Iterator[str]:
    """Return what the good charter writes for a pain, and what the customer hears in the language spoken."""
    for key in pain.answers:
        if key[0] == "words":
            language = Language(spoken()) if spoken() in charter.words else charter.languages[0]
            text = charter.words[language].text(*key[1:])
            yield from _wrapped(say(N_("“{text}”"), text=text), "    ")
        else:
            yield from _wrapped(_written(charter, key), "    ")


def _written(charter: Charter, key: tuple[str, ...]) -> str:
    """Return the line of the charter in which a part stands, without what explains it."""
    place = charter.place(*key)
    line = Path(place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
    return re.sub(r" {2,}", " ", line.split("   #")[0].strip().removeprefix("- "))


def _under_the_law(told: Mapping[str, Told], ink: Ink) -> Iterator[str]:
    yield ink.strong(say(N_("The same charters under American and French standards")))
    for name in (GOOD, LEGAL):
        for found in PACKS:
            yield from _under(told[name], found, ink)


def _under(one: Told, name: str, ink: Ink) -> Iterator[str]:
    report = standards_report(one.charter, [name], subject=one.subject)
    counts = report.counts()
    states = " · ".join(f"{say(STATE_SAID[state])} {counts[state]}" for state in State if counts[state])
    yield ""
    yield from _wrapped(f"{one.name}, {pack(name).title.said(spoken())}", "  ")
    yield "    " + (ink.error(states) if counts[State.NOT_MET] else ink.good(states))
    for row in report.rows:
        if row.findings:
            text = say(
                N_("not met: {title} [{cite}]"),
                title=row.standard.title.said(spoken()),
                cite=row.standard.cite,
            )
            yield from _wrapped(text, "    ")


def _wrapped(text: str, indent: str) -> Sequence[str]:
    text = re.sub(r"(?<=\d) (?=\d\d\b)", "\u00a0", text)  # a telephone number stays in one line
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)
