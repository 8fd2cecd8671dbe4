"""Which commands there are: a table of our own, and the entry points of whoever joins.

A command is a module with `NAME`, `HELP`, `add_arguments(parser)` and `run(args) -> int`. Its top imports
only what its arguments need; the charter and all that is heavy is imported inside `run`. Adding one is one
line in `BUILT_IN`.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module
from typing import Protocol, cast

from possible.values.text import N_

GROUP = "possible.commands"


class Command(Protocol):
    """What a command's module offers."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, args: Namespace) -> int:
        """Do it; return 0 when all is well, 1 when something was found, 2 when the input cannot be read."""


# name: (module, help). The help stands here so that `possible --help` imports none of them.
BUILT_IN: dict[str, tuple[str, str]] = {
    "check": (
        "possible.cli.check",
        N_("prove the laws over charters, or show the path of the caller who is let down"),
    ),
    "audit": ("possible.cli.audit", N_("tell which laws were broken by which events, live or simulated")),
    "measure": (
        "possible.cli.measure",
        N_("reckon indicators from events, each with its formula, and hold events against standards"),
    ),
    "receipt": (
        "possible.cli.receipt",
        N_("print a customer's receipt: waited, paid, told, promised, paid back"),
    ),
    "completion": ("possible.cli.completion", N_("print the completion script for a shell")),
    "diff": (
        "possible.cli.diff",
        N_("tell what changed between two charters, and who now gets another answer"),
    ),
    "explain": (
        "possible.cli.explain",
        N_("give the answer to a question as the customer would get it, and why"),
    ),
    "play": ("possible.cli.play", N_("play a playbook: guided repair, question by question")),
    "rules": ("possible.cli.rules", N_("list the laws and their rules, or show the page of one")),
    "standards": (
        "possible.cli.standards",
        N_("list the packs of standards, one pack or law, or show one of its rules"),
    ),
    "schema": ("possible.cli.schema", N_("print the JSON Schema of a charter's files, for editors")),
    "init": ("possible.cli.init", N_("write a first charter of one page that breaks no law")),
    "walk": ("possible.cli.walk", N_("walk through a charter as a caller, one move after the other")),
    "story": (
        "possible.cli.story",
        N_("play the two months of the story under charters, and count what they cost the customer"),
    ),
    "demo": ("possible.cli.demo", N_("tell the story by three charters, side by side")),
    "slots": ("possible.cli.slots", N_("tell which windows a visit can have, with whom, and why not")),
    "improve": ("possible.cli.improve", N_("shorten a plan's journeys; every promise is kept")),
}


def names() -> list[str]:
    """Return the names of all commands, ours first."""
    return [*BUILT_IN, *sorted(set(_joined()) - set(BUILT_IN))]


def helps() -> dict[str, str]:
    """Return each command's one line of help, in English; a command that joined is loaded for it."""
    ours = {name: text for name, (_, text) in BUILT_IN.items()}
    return ours | {name: load(name).HELP for name in names() if name not in ours}


def load(name: str) -> Command:
    """Import one command. KeyError when there is none of that name."""
    if name in BUILT_IN:
        return cast("Command", import_module(BUILT_IN[name][0]))
    return cast("Command", import_module(_joined()[name]))


def _joined() -> dict[str, str]:
    """Find the commands that other packages bring (an entry point whose value is a module)."""
    from importlib.metadata import entry_points  # 15 ms that most runs need not pay

    return {point.name: point.value for point in entry_points(group=GROUP)}
