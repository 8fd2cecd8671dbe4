"""`possible audit`: which law was broken by which event, and the contact's way there."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from possible.cli.event_files import add_event_arguments, events_in
from possible.cli.say import say, spoken
from possible.values.text import N_

if TYPE_CHECKING:
    from possible.audit import Breach
    from possible.values import Finding

NAME = "audit"
HELP = N_("tell which laws were broken by which events, live or simulated")
LEVELS = ("error", "warning", "estimate")


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found in one stream: breaches with the findings that they are; how many events there were."""

    file: str
    found: tuple[tuple[Breach, Finding], ...]
    events: int

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each level."""
        found = Counter(finding.level.value for _, finding in self.found)
        return {level: found[level] for level in LEVELS}


def add_arguments(parser: ArgumentParser) -> None:
    """Take the events, and the charter whose limits they are held against."""
    add_event_arguments(parser)
    parser.add_argument(
        "--charter",
        metavar=say(N_("CHARTER")),
        help=say(N_("the folder of the charter under which it happened: its limits, tables and remedies")),
    )


def run(args: Namespace) -> int:
    """Print what is found; return 1 when a law was broken, 2 when events or charter cannot be read."""
    from possible.charter import load

    audited = _audited(args.events, load(args.charter) if args.charter else None)
    print(_json(audited) if args.format == "json" else _text(audited))
    return int(audited.counts["error"] > 0)


def _audited(name: str, charter: Any) -> Audited:
    from array import array

    from possible.audit import Auditor
    from possible.values import Place, Refused, sentence

    auditor = Auditor(charter)
    lines = array("Q")
    breaches: list[Breach] = []
    for line, event in events_in(name):
        lines.append(line)
        try:
            breaches += auditor.feed(event)
        except Refused as refused:
            why = sentence(N_("Line {number}: {why}"), number=line, why=refused.why)
            raise Refused(why, refused.attempt) from None
    breaches += auditor.finish()
    breaches.sort(key=lambda breach: (breach.index, breach.rule.id))
    found = [(breach, breach.finding(Place(name, lines[breach.index], 1))) for breach in breaches]
    return Audited(name, tuple(found), len(lines))


def _text(audited: Audited) -> str:
    from possible.cli.findings import told
    from possible.cli.ink import Ink

    ink = Ink.on(sys.stdout, os.environ)
    text = N_("{file}: errors {error} · warnings {warning} · estimates {estimate} · events {events}")
    closing = say(text, file=audited.file, events=audited.events, **audited.counts)
    closing = ink.error(closing) if audited.counts["error"] else ink.good(closing)
    return "\n\n".join([*(told(finding, ink) for _, finding in audited.found), closing])


def _json(audited: Audited) -> str:
    from possible.cli.as_json import finding_object

    content = {
        "language": spoken(),
        "events": audited.events,
        "findings": [finding_object(finding) | _event(breach) for breach, finding in audited.found],
        "counts": audited.counts,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _event(breach: Breach) -> dict[str, Any]:
    """Return which event it was: its place from 0, its moment, its contact and case."""
    from possible.values.event_forms import kind_of
    from possible.values.instant import written

    event = breach.event
    return {
        "index": breach.index,
        "event": kind_of(type(event)),
        "at": written(event.at),
        "contact": event.contact or None,
        "case": event.case or None,
    }
