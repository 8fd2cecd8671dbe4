"""The parts of the reference that are taken from the code, as Markdown: keys, commands, laws and rules.

A page asks for one by a comment on a line of its own: `<!-- from the code: charter keys -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import possible.charter
from possible.charter.records import Key, keys_of
from possible.check import LAWS
from possible.cli import arguments, commands

ASKED = re.compile(r"^<!-- from the code: (?P<what>[a-z -]+?)(?: (?P<of>`[a-z-]+`))? -->$", re.MULTILINE)
ROOT = Path(__file__).parent.parent


def filled(markdown: str) -> str:
    """Return a page with its comments replaced by what they ask for. KeyError for an unknown one."""

    def replacement(asked: re.Match[str]) -> str:
        of = (asked["of"] or "").strip("`")
        return PARTS[asked["what"]](*([of] if of else []))

    return ASKED.sub(replacement, markdown)


def records() -> list[type]:
    """Return the classes of the charter's records, in the order of its modules and lines."""
    names = [module.name for module in iter_modules(possible.charter.__path__, "possible.charter.")]
    modules = [import_module(name) for name in names]
    things = [(thing, module) for module in modules for thing in vars(module).values()]
    return [thing for thing, module in things if _is_record(thing) and thing.__module__ == module.__name__]


def _is_record(thing: object) -> bool:
    return isinstance(thing, type) and is_dataclass(thing) and bool(keys_of(thing))


def charter_keys() -> str:
    """Return a table of keys for each record of the charter language."""
    return "\n\n".join(_table_of(record) for record in records())


def _table_of(record: type) -> str:
    about = (record.__doc__ or "").strip().splitlines()[0]
    rows = [
        f"| `{name}` | {_cell(_one_line(key.doc))} | {_value(key)} |" for name, key in keys_of(record).items()
    ]
    return "\n".join(
        [
            f"### {spaced_name(record)}",
            "",
            about,
            "",
            "| key | what it says | value |",
            "|---|---|---|",
            *rows,
        ]
    )


def spaced_name(record: type) -> str:
    """Return the class's name in words: `HandOnInPractice` is "Hand on in practice"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record.__name__).lower()
    return words[0].upper() + words[1:]


def _value(key: Key) -> str:
    needed = " (needed)" if key.required else ""
    return _cell(key.kind.words()) + needed


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def help_of(name: str) -> str:
    """Return the help of one command, as printed in English."""
    text = arguments.of_command(name, commands.load(name)).format_help()
    return f"```text\n{text.strip()}\n```"


def list_of_commands() -> str:
    """Return the commands with their one line, each with a link to its page."""
    return "\n".join(
        f"- [`possible {name}`](commands/{name}.md): {help_line}"
        for name, help_line in commands.helps().items()
    )


def list_of_rules() -> str:
    """Return the laws with their rules, each with a link to its page."""
    return "\n\n".join(f"## {law.name}\n\n{law.title}\n\n" + "\n".join(_rules(law.name)) for law in LAWS)


def _rules(law_name: str) -> Iterator[str]:
    law = next(law for law in LAWS if law.name == law_name)
    for rule in law.rules:
        yield f"- [`{rule.name}`](rules/{law.name}/{rule.name}.md) ({rule.level}): {rule.title}"


def rule_pages() -> dict[str, Path]:
    """Return where the page of each rule stands, by `law/rule`, whether it has been written or not."""
    check = ROOT / "src" / "possible" / "check"
    return {
        f"{law.name}/{rule.name}": check / law.name.replace("-", "_") / "docs" / f"{rule.name}.md"
        for law in LAWS
        for rule in law.rules
    }


PARTS: dict[str, Callable[..., str]] = {
    "charter keys": charter_keys,
    "commands": list_of_commands,
    "help of": help_of,
    "rules": list_of_rules,
}
