"""`possible demo`: one story told by three charters, and two of them under the law of two countries."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from possible.cli.say import say
from possible.values.text import N_, Refused, sentence

NAME = "demo"
HELP = N_("tell the story by three charters, side by side")
WAS, LEGAL, GOOD = "as-it-was", "legal-minimum-fr", "cest-possible"
CHARTERS = (WAS, LEGAL, GOOD)


def add_arguments(parser: ArgumentParser) -> None:
    """Take the folder that holds the three charters."""
    parser.add_argument(
        "--charters",
        metavar=say(N_("FOLDER")),
        help=say(N_("the folder of the three charters (default: `charters` of this project)")),
    )


def run(args: Namespace) -> int:
    """Print the story; 2 when a charter cannot be read, else 0: that a charter is refuted is the story."""
    from possible.charter import load
    from possible.cli.side_by_side import story

    folder = Path(args.charters) if args.charters else charters_folder()
    print(story({name: load(str(folder / name)) for name in CHARTERS}))
    return 0


def charters_folder() -> Path:
    """Return the folder of the charters: here, beside the sources of this command, or as installed."""
    package = Path(__file__).parents[1]
    found = (Path("charters"), package.parents[1] / "charters", package / "charters")
    for folder in found:
        if all((folder / name).is_dir() for name in CHARTERS):
            return folder
    attempt = sentence(N_("run it in the project's folder, or say where they are: `--charters FOLDER`"))
    raise Refused(sentence(N_("The three charters of the story are not here.")), attempt)
