"""`possible rules`: the laws, their rules, and the page of each rule."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from possible.cli.say import say
from possible.values.text import N_, Refused, sentence

if TYPE_CHECKING:
    from possible.check import Law, Rule

NAME = "rules"
HELP = N_("list the laws and their rules, or show the page of one")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the name of a law or of a rule."""
    parser.add_argument(
        "name", nargs="?", metavar=say(N_("LAW[/RULE]")), help=say(N_("a law, or one of its rules"))
    )


def run(args: Namespace) -> int:
    """Print the list of all, the list of one law, or the page of one rule."""
    from possible.check import LAWS

    if args.name is None:
        print("\n\n".join("\n".join(_listed(law)) for law in LAWS))
        return 0
    law, rule = _found(args.name)
    print("\n".join(_listed(law)) if rule is None else page(law, rule), end="\n" if rule is None else "")
    return 0


def page(law: Law, rule: Rule) -> str:
    """Return the page of a rule, as Markdown; pages are written in English."""
    import possible.check

    folder = Path(possible.check.__file__).parent / law.name.replace("-", "_") / "docs"
    return (folder / f"{rule.name}.md").read_text(encoding="utf-8")


def _listed(law: Law) -> Iterator[str]:
    from possible.audit import LIVE_RULES
    from possible.cli.findings import LEVELS

    rows = [(rule.name, rule.title, rule.level) for rule in law.rules]
    rows += [(rule.name, rule.title, rule.level) for rule in LIVE_RULES if rule.law == law.name]
    yield f"{law.name}: {say(law.title)}"
    width = max(len(name) for name, *_ in rows)
    for name, title, level in rows:
        yield f"  {name:<{width}}  {say(title)} ({say(LEVELS[level])})"


def _found(name: str) -> tuple[Law, Rule | None]:
    """Return a law, and its rule where one is named; `Refused` when there is none."""
    from possible.charter.unreadable import did_you_mean
    from possible.check import LAWS

    known: dict[str, tuple[Law, Rule | None]] = {law.name: (law, None) for law in LAWS}
    known |= {f"{law.name}/{rule.name}": (law, rule) for law in LAWS for rule in law.rules}
    if name not in known:
        message = sentence(N_("There is no law or rule `{name}`."), name=name)
        raise Refused(message, did_you_mean(name, known))
    return known[name]
