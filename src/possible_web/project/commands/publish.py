"""`possible publish`: put a charter in force, or go back to the one before."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from possible.cli.say import say
from possible.values import N_, Level, Refused, sentence
from possible_web.project.commands.ready import add_data, make_ready, up_to_date

if TYPE_CHECKING:
    from possible.cli.checked import Checked
    from possible.values.instant import Instant
    from possible_web.actions.charters import By, Proof
    from possible_web.records.models import Activation

NAME = "publish"
HELP = N_("put a charter in force, or go back to the one before")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the charter, or that the last one is taken back; and why, where that is needed."""
    parser.add_argument(
        "charter", nargs="?", metavar=say(N_("CHARTER")), help=say(N_("the folder of a charter"))
    )
    parser.add_argument(
        "--roll-back", action="store_true", help=say(N_("put the charter before the present one in force"))
    )
    parser.add_argument(
        "--override",
        default="",
        metavar=say(N_("REASON")),
        help=say(N_("publish although `check` finds errors; the reason is recorded and shown")),
    )
    parser.add_argument("--by", default="", metavar=say(N_("NAME")), help=say(N_("who does it")))
    add_data(parser)


def run(args: Namespace) -> int:
    """Publish; 1 when `check` finds errors and no reason was given, 2 when the charter cannot be read."""
    if bool(args.charter) == args.roll_back:
        raise Refused(
            sentence(N_("Say which charter, or `--roll-back`.")),
            sentence(N_("possible publish charters/cest-possible")),
        )
    make_ready(args)
    up_to_date()
    from possible_web.actions.charters import By

    by = By(who=args.by or _who(), reason=args.override)
    if args.roll_back:
        return _tell(_rolled_back(by))
    return _publish(args.charter, by)


def publish_at(folder: str, at: Instant, who: str) -> int:
    """Publish a charter as of an instant, unless it is in force; 1 or 2 (and nothing) where it cannot be."""
    from possible.cli.as_text import as_text
    from possible.cli.checked import Wanted, checked
    from possible_web.actions.charters import By

    found = checked(folder, Wanted(levels=(Level.ERROR,)))
    if found.code:
        print(as_text([found]))
    elif not _is_in_force(folder):
        _published(folder, _proof(found), By(who=who), at)
    return found.code


def _is_in_force(folder: str) -> bool:
    from possible.charter import digest, load
    from possible_web.records.models import Activation

    newest = Activation.objects.order_by("-pk").values_list("charter__digest", flat=True).first()
    return newest == digest(load(folder))


def _publish(folder: str, by: By) -> int:
    from possible.cli.as_text import as_text
    from possible.cli.checked import UNREADABLE, Wanted, checked

    found = checked(folder, Wanted(levels=(Level.ERROR,)))
    if found.code == UNREADABLE or (found.findings and not by.reason.strip()):
        print(as_text([found]))
        if found.code != UNREADABLE:
            print(say(N_("Nothing was published. Mend the errors, or give a reason: `--override REASON`.")))
        return found.code
    from possible_web.keeping.clock import now

    return _tell(_published(folder, _proof(found), by, now()))


def _published(folder: str, proof: Proof, by: By, at: Instant) -> Activation:
    from dataclasses import replace

    from possible.charter import files_of, read
    from possible.check import Subject
    from possible_web.actions.charters import do_publish_charter

    files = files_of(folder)
    texts = {name: content.decode() for name, content in files.items()}
    charter = read(files, folder)
    counts = {**proof.counts, "situations": Subject(charter).situations}
    return do_publish_charter(charter, texts, replace(proof, counts=counts), by, at)


def _rolled_back(by: By) -> Activation:
    from possible_web.actions.charters import do_roll_back_charter
    from possible_web.keeping.clock import now

    return do_roll_back_charter(by, now())


def _proof(found: Checked) -> Proof:
    from possible_web.actions.charters import Proof

    errors = [
        {"rule": finding.id, "place": str(finding.place), "message": str(finding.message)}
        for finding in found.findings
    ]
    return Proof(found.counts, tuple(errors))


def _tell(made: Activation) -> int:
    text = N_("In force: {company}, version of {version}, digest {digest}.")
    row = made.charter
    print(say(text, company=row.company, version=row.version, digest=row.digest[:16]))
    if row.override:
        print(say(N_("Published against `check`: {reason}"), reason=row.override))
    return 0


def _who() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
