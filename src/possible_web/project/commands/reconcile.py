"""`possible reconcile`: is what the tables say what happened?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from possible.cli.say import say
from possible.values import N_, Refused, sentence
from possible_web.project.commands.ready import add_data, make_ready

NAME = "reconcile"
HELP = N_("hold the journal against the tables: nobody lost, nothing twice, the same offers when told again")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the data folder."""
    add_data(parser)


def run(args: Namespace) -> int:
    """Print each fault with its rows; 1 when there is one, 2 when the database cannot be read."""
    make_ready(args)
    from possible_web.project.database import pending

    if pending():
        raise Refused(
            sentence(N_("The database is of another version.")),
            sentence(N_("`possible serve` brings it up to date")),
        )
    from possible_web.project.auditing import audited

    found = audited()
    for fault in found.faults:
        print(f"{fault.check}  {', '.join(fault.rows)}: {say(fault.what)}")
    text = N_("faults: {faults} · cases {cases} · contacts {contacts} · offers {offers} · replayed {told}")
    counts = {"cases": found.cases, "contacts": found.contacts, "offers": found.offers}
    print(say(text, faults=len(found.faults), told=found.happenings, **counts))
    return int(bool(found.faults))
