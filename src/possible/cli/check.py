"""`possible check`: what the laws find in charters, for people, programs and editors."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from possible.cli.say import say
from possible.values.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from possible.cli.checked import Checked

NAME = "check"
HELP = N_("prove the laws over charters, or show the path of the caller who is let down")

FORMATS = ("text", "json", "sarif")
LEVELS = ("error", "warning", "estimate")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the charters, and what to tell of them in which form."""
    parser.add_argument(
        "charters", nargs="+", metavar=say(N_("CHARTER")), help=say(N_("the folder of a charter"))
    )
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help=say(N_("for people, programs or editors"))
    )
    parser.add_argument(
        "--level",
        choices=LEVELS,
        default=LEVELS[-1],
        help=say(N_("the least level to be told: error, then warning, then estimate")),
    )
    parser.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar=say(N_("LAW[/RULE]")),
        help=say(N_("only this law or rule; may be given several times")),
    )
    parser.add_argument(
        "--standard",
        action="append",
        default=[],
        metavar=say(N_("STANDARD")),
        help=say(N_("hold it against this pack, law or rule instead of those that the charter names")),
    )


def run(args: Namespace) -> int:
    """Print what is found; return 1 when there are errors, 2 when a charter cannot be read."""
    from possible.cli.checked import Wanted, checked

    levels = LEVELS[: LEVELS.index(args.level) + 1]
    wanted = Wanted(tuple(args.rule), levels, tuple(args.standard))
    found = [checked(folder, wanted) for folder in args.charters]
    print(_printed(args.format)(found))
    return max(one.code for one in found)


def _printed(form: str) -> Callable[[Sequence[Checked]], str]:
    if form == "json":
        from possible.cli.as_json import as_json

        return as_json
    if form == "sarif":
        from possible.cli.as_sarif import as_sarif

        return as_sarif
    from possible.cli.as_text import as_text

    return as_text
