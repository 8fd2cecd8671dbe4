"""`possible measure`: indicators with their formulas, and standards measured on events."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from possible.cli.event_files import add_event_arguments, add_zone_argument, events_in, zone_in
from possible.cli.say import say
from possible.values.text import N_, Refused, sentence

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.check.standards import Standard

NAME = "measure"
HELP = N_("reckon indicators from events, each with its formula, and hold events against standards")
PERIODS = ("day", "week", "month", "quarter", "year")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the events, the service level, the period, and the standards to be measured."""
    add_event_arguments(parser)
    parser.add_argument(
        "--within", default="20 s", metavar=say(N_("TIME")), help=say(N_("of the service level (20 s)"))
    )
    parser.add_argument(
        "--each", choices=PERIODS, default="month", help=say(N_("the period in which promises are counted"))
    )
    add_zone_argument(parser)
    parser.add_argument(
        "--charter",
        metavar=say(N_("CHARTER")),
        help=say(N_("measure the standards of this charter, in its time zone")),
    )
    parser.add_argument(
        "--standard",
        action="append",
        default=[],
        metavar=say(N_("STANDARD")),
        help=say(N_("measure this pack, law or rule; may be given several times")),
    )


def run(args: Namespace) -> int:
    """Print the figures; 0, also when a standard is not met; 2 when the events cannot be read."""
    from possible.charter import load
    from possible.check.standards import live_rows
    from possible.cli import measured
    from possible.measure import Indicators, Samples

    charter = load(args.charter) if args.charter else None
    zone = zone_in(args.timezone, charter)
    standards = _standards(args.standard, charter)
    indicators, samples = Indicators(_milliseconds(args.within), args.each, zone), Samples()
    for _, event in events_in(args.events):
        indicators.feed(event)
        if standards:
            samples.feed(event)
    rows = tuple(live_rows(standards, samples.result, zone))
    form = measured.as_json if args.format == "json" else measured.as_text
    print(form(indicators.result, rows))
    return 0


def _milliseconds(text: str) -> int:
    from possible.values import Unit, span
    from possible.values.instant import SECOND

    found = span(text)
    if found.unit is not Unit.SECOND:
        raise Refused(
            sentence(N_("A service level is a matter of seconds, minutes or hours, not `{text}`."), text=text)
        )
    return found.count * SECOND


def _standards(asked: list[str], charter: Charter | None) -> tuple[Standard, ...]:
    from possible.check.standards import named, wanted

    if asked:
        return tuple(dict.fromkeys(standard for name in asked for standard in named(name)))
    return tuple(standard for standard, _ in wanted(charter)) if charter else ()
