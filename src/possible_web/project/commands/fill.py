"""`possible fill`: a believable operator to look at, made from a seed."""

from __future__ import annotations

import gc
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from possible.cli.say import say
from possible.values import N_, Refused, sentence
from possible_web.project.commands.ready import add_data, make_ready, up_to_date

if TYPE_CHECKING:
    from possible_web.project.filling import Filled

NAME = "fill"
HELP = N_("fill an empty data folder with an invented operator, its customers and its history")
CUSTOMERS, DAYS, SEED = 2500, 120, 1
CHARTER = "cest-possible"
BY = "Nadia"  # who has put it in force, in the story
# What `make demo` says of the pages, once it has looked at them.
ANSWER = N_("Pages that answer: {count}. To open them:")
SILENT = N_("{address} does not answer: {status}")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the charter, how much of everything, the seed, and the data folder."""
    parser.add_argument(
        "--charter",
        metavar=say(N_("FOLDER")),
        help=say(N_("the charter to publish (default: cest-possible, as it is installed)")),
    )
    for option, default, text in (
        ("--customers", CUSTOMERS, N_("how many customers (default: {default})")),
        ("--days", DAYS, N_("over how many days until now (default: {default})")),
        ("--seed", SEED, N_("the same seed, size and moment give the same operator (default: {default})")),
    ):
        number = say(N_("NUMBER"))
        parser.add_argument(
            option, type=int, default=default, metavar=number, help=say(text, default=default)
        )
    parser.add_argument(
        "--again", action="store_true", help=say(N_("replace what was filled in before (SQLite only)"))
    )
    add_data(parser)


def run(args: Namespace) -> int:
    """Fill; 1 when `check` finds errors in the charter, 2 when there are customers already."""
    if args.customers < 1 or args.days < 1:
        raise Refused(sentence(N_("Customers and days are whole numbers above nothing.")))
    make_ready(args)
    from possible_web.project.filling.anew import make_room

    make_room(again=args.again)
    up_to_date()
    from possible.values.instant import HOUR, Instant
    from possible_web.keeping.clock import now
    from possible_web.project.commands.publish import publish_at
    from possible_web.project.filling import Size, fill

    gc.disable()  # nothing of a life is garbage before it is written; looking for some takes a third longer
    moment = now()
    start = Instant(moment - args.days * 24 * HOUR)
    code = publish_at(args.charter or _good(), start, BY)
    if code:
        return code
    _tell(fill(Size(customers=args.customers, seed=args.seed), start, moment))
    return 0


def _good() -> str:
    from possible.cli.demo import charters_folder

    return str(charters_folder() / CHARTER)


def _tell(filled: Filled) -> None:
    from possible_web.project.filling.pages import pages

    text = N_(
        "Filled in: customers {customers}, cases {cases} (open {open}), messages {messages}, events {events}."
    )
    counts = {name: getattr(filled, name) for name in ("customers", "cases", "open", "messages", "events")}
    print(say(text, **counts))
    print(
        say(N_("Where to look, and as whom (staff links: once, within an hour; one browser profile each):"))
    )
    for who, address in pages(filled):
        print(f"  {say(who)}\n    {address}")
