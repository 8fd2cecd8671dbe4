"""`possible diff`: what changed between two charters, and who now gets another answer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from possible.cli.say import say
from possible.values.text import N_

NAME = "diff"
HELP = N_("tell what changed between two charters, and who now gets another answer")
FORMATS = ("text", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the two charters."""
    parser.add_argument("old", metavar=say(N_("OLD")), help=say(N_("the folder of the charter as it was")))
    parser.add_argument("new", metavar=say(N_("NEW")), help=say(N_("the folder of the charter as it is now")))
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help=say(N_("for people or for programs"))
    )


def run(args: Namespace) -> int:
    """Print the differences; 0 when there are none, 1 when there are, as `diff` has it."""
    from possible.answers.compare import compared
    from possible.charter import load
    from possible.charter.compare import changes
    from possible.cli.differences import Differences, as_json, as_text

    old, new = load(args.old), load(args.new)
    found = Differences(old, new, changes(old, new), compared(old, new))
    print((as_json if args.format == "json" else as_text)(found))
    return 1 if found.changes else 0
