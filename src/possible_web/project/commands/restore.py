"""`possible restore`: a backup into an empty database, of the same kind or the other."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from possible.cli.say import say
from possible.values.text import N_
from possible_web.project.commands.ready import add_data, make_ready, up_to_date

NAME = "restore"
HELP = N_("put a backup into an empty database, SQLite or PostgreSQL")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file, and the data folder."""
    parser.add_argument("file", metavar=say(N_("FILE")), help=say(N_("a file that `possible backup` wrote")))
    add_data(parser)


def run(args: Namespace) -> int:
    """Restore all rows or none; 2 when the database is not empty, or the file is no backup."""
    Path(args.file).open("rb").close()
    make_ready(args)
    up_to_date()
    from possible_web.project.archive import read_backup

    print(say(N_("{file}: rows: {count}"), file=args.file, count=read_backup(Path(args.file))))
    return 0
