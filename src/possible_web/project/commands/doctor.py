"""`possible doctor`: what is here, what is not well, and what to do about it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from possible.cli.say import say
from possible.values.text import N_
from possible_web.project.commands.ready import add_data, make_ready

NAME = "doctor"
HELP = N_("look at versions, database, disk and settings, and say what to do")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the data folder."""
    add_data(parser)


def run(args: Namespace) -> int:
    """Tell each thing that was looked at; 1 when something has to be done."""
    make_ready(args)
    from possible_web.project.doctor import examined

    found = list(examined())
    for look in found:
        print(f"{say(N_('well')) if look.well else say(N_('LOOK')):<6} {say(look.what)}")
        if look.attempt:
            print(f"       {say(N_('try: {attempt}'), attempt=look.attempt)}")
    return int(not all(look.well for look in found))
