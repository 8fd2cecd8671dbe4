"""`possible journal`: what happened, as events that `audit`, `measure` and `receipt` read."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from possible.cli.say import say
from possible.values import N_, Refused, sentence
from possible_web.project.commands.ready import add_data, make_ready

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "journal"
HELP = N_("write what happened as JSON lines, for `possible audit`, `measure` and `receipt`")
STDOUT = "-"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file, whose events are wanted, and the data folder."""
    parser.add_argument(
        "file",
        nargs="?",
        default=STDOUT,
        metavar=say(N_("FILE")),
        help=say(N_("the file to write (default: - for standard output)")),
    )
    parser.add_argument(
        "--case", metavar=say(N_("REFERENCE")), help=say(N_("of one case only, by its reference"))
    )
    add_data(parser)


def run(args: Namespace) -> int:
    """Write the events in their order, each on one line; 2 for a case that there is not."""
    make_ready(args)
    from possible_web.project.database import pending

    if pending():
        raise Refused(
            sentence(N_("The database is of another version.")),
            sentence(N_("`possible serve` brings it up to date")),
        )
    found = lines(args.case)
    if args.file == STDOUT:
        sys.stdout.writelines(found)
        return 0
    with open(args.file, "w", encoding="utf-8") as file:  # noqa: PTH123 - a name as typed
        count = sum(bool(file.write(line)) for line in found)
    print(say(N_("{file}: events: {count}"), file=args.file, count=count))
    return 0


def lines(reference: str | None = None) -> Iterator[str]:
    """Yield the core's events as lines, in the order of time; `Refused` for an unknown case.

    Of one case (and one floor) that is the order in which they count; actions in other cases, which were
    written down by several processes at once, are put in their places between them.
    """
    import json

    from possible_web.keeping.lines import LINE, content_of
    from possible_web.records.models import Case, Journal

    rows = Journal.objects.exclude(kind__startswith="shell-").order_by("at", "position")
    if reference:
        case = Case.objects.filter(reference=reference.upper()).first()
        if case is None:
            raise Refused(sentence(N_("There is no case `{reference}`."), reference=reference))
        rows = rows.filter(case=case.pk)
    for row in rows.values_list(*LINE).iterator(chunk_size=2000):
        yield json.dumps(content_of(*row), ensure_ascii=False) + "\n"
