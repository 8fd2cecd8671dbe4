"""`possible story`: two months of one customer, played under charters, with what they cost her."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from possible.cli.say import say
from possible.values.text import N_

if TYPE_CHECKING:
    from possible.charter import Charter

NAME = "story"
HELP = N_("play the two months of the story under charters, and count what they cost the customer")


def add_arguments(parser: ArgumentParser) -> None:
    """Take charters of one's own, the form, and a folder for the events."""
    parser.add_argument(
        "charters",
        metavar="CHARTER",
        nargs="*",
        help=say(N_("the folders of the charters; unwritten: as-it-was and cest-possible")),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=say(N_("how to print it; `json` holds all events")),
    )
    parser.add_argument(
        "--events",
        metavar=say(N_("FOLDER")),
        help=say(N_("also write the events of each charter to FOLDER/NAME.jsonl, for `possible audit`")),
    )


def run(args: Namespace) -> int:
    """Play the story under each charter and print it; 2 when a charter cannot be read, else 0."""
    from pathlib import Path

    from possible.cli.lived import as_json, as_text, lived
    from possible.values.event_forms import line_of

    told = [lived(name, charter) for name, charter in _charters(args.charters).items()]
    if args.events:
        folder = Path(args.events)
        folder.mkdir(parents=True, exist_ok=True)
        for one in told:
            lines = "".join(f"{line_of(event)}\n" for event in one.events)
            (folder / f"{one.name}.jsonl").write_text(lines, encoding="utf-8")
    print(as_json(told) if args.format == "json" else as_text(told))
    return 0


def _charters(folders: list[str]) -> dict[str, Charter]:
    """Return the charters by the names of their folders."""
    from pathlib import Path

    from possible.charter import load
    from possible.cli.demo import GOOD, WAS, charters_folder

    if not folders:
        found = charters_folder()
        folders = [str(found / name) for name in (WAS, GOOD)]
    return {Path(folder).resolve().name: load(folder) for folder in folders}
