"""What `possible audit`, `possible measure` and `possible receipt` share: reading events, and a time zone."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import TYPE_CHECKING

from possible.cli.say import say
from possible.values.text import N_, Refused, sentence

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from possible.charter import Charter
    from possible.values.events import Event

STDIN = "-"
FORMATS = ("text", "json")


def add_event_arguments(parser: ArgumentParser) -> None:
    """Take the events and the form of the answer."""
    parser.add_argument(
        "events", metavar="EVENTS.jsonl", help=say(N_("events, one on each line; - for standard input"))
    )
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help=say(N_("for people or programs"))
    )


def add_zone_argument(parser: ArgumentParser) -> None:
    """Take a time zone for moments, days and months."""
    parser.add_argument(
        "--timezone",
        metavar=say(N_("ZONE")),
        help=say(N_("the time zone of days and moments (default: UTC)")),
    )


def events_in(name: str) -> Iterator[tuple[int, Event]]:
    """Yield the events of a file with their lines, as they are read; Refused for what is none."""
    from possible.values.event_forms import read_lines

    try:
        if name == STDIN:
            yield from read_lines(sys.stdin)
            return
        with open(name, encoding="utf-8") as lines:  # noqa: PTH123 - a name as typed, told as typed
            yield from read_lines(lines)
    except UnicodeDecodeError:
        raise Refused(sentence(N_("{path} is no text in UTF-8."), path=name)) from None


def zone_in(name: str | None, charter: Charter | None = None) -> ZoneInfo:
    """Return the zone asked for, else that of the charter, else UTC; Refused for one that there is not."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    wanted = name or (charter.timezone if charter else "UTC")
    try:
        return ZoneInfo(wanted)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(sentence(N_("`{text}` is no time zone; write `Europe/Paris`."), text=wanted)) from None
