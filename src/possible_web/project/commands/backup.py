"""`possible backup`: the whole database as one file, while the service runs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from possible.cli.say import say
from possible.values import N_, Refused, sentence
from possible_web.project.commands.ready import add_data, make_ready

NAME = "backup"
HELP = N_("write the whole database to one file, while the service runs")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file, and the data folder."""
    parser.add_argument("file", metavar=say(N_("FILE")), help=say(N_("the file to write")))
    parser.add_argument("--replace", action="store_true", help=say(N_("write over a file that is there")))
    add_data(parser)


def run(args: Namespace) -> int:
    """Write the backup; the file is there whole or not at all."""
    make_ready(args)
    from possible_web.project.archive import write_backup
    from possible_web.project.database import pending

    if pending():
        raise Refused(
            sentence(N_("The database is of another version.")),
            sentence(
                N_("`possible serve` brings it up to date; make the backup before with the old version")
            ),
        )
    file = Path(args.file)
    if file.exists() and not args.replace:
        raise Refused(
            sentence(N_("`{file}` is there already."), file=file), sentence(N_("`--replace` writes over it"))
        )
    print(say(N_("{file}: rows: {count}"), file=file, count=write_backup(file)))
    return 0
