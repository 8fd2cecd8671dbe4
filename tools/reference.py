"""The parts of the reference that are taken from the code, as Markdown: keys, commands, laws and rules.

A page asks for one by a comment on a line of its own: `<!-- from the code: charter keys -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import possible.charter
from possible.audit import LIVE_RULES
from possible.charter.kinds import Kind
from possible.charter.model import Charter
from possible.charter.playbooks import Playbook
from possible.charter.records import Key, keys_of
from possible.charter.stories import Story
from possible.check import LAWS
from possible.check.standards import standards
from possible.cli import arguments, commands
from possible.measure import DEFINITIONS, MEASURES
from possible.values.event_forms import kinds, parts_of
from possible.values.events import Event
from possible_web.project.configuration import SETTINGS

ASKED = re.compile(r"^<!-- from the code: (?P<what>[a-z -]+?)(?: (?P<of>`[a-z-]+`))? -->$", re.MULTILINE)
TOPS = {Charter: "charter.yaml", Playbook: "playbooks/*.yaml", Story: "stories/*.yaml"}
ROOT = Path(__file__).parent.parent


def filled(markdown: str) -> str:
    """Return a page with its comments replaced by what they ask for. KeyError for an unknown one."""

    def replacement(asked: re.Match[str]) -> str:
        of = (asked["of"] or "").strip("`")
        return PARTS[asked["what"]](*([of] if of else []))

    return ASKED.sub(replacement, markdown)


def records() -> dict[type, str]:
    """Return the records of the charter language, from the top down, each with where it stands."""
    found: dict[type, str] = {}
    for top, file in TOPS.items():
        _note(top, f"`{file}`", found)
    names = [module.name for module in iter_modules(possible.charter.__path__, "possible.charter.")]
    modules = [import_module(name) for name in names]
    others = [thing for module in modules for thing in vars(module).values() if _is_record(thing)]
    return found | {record: "" for record in others if record not in found}


def _note(record: type, where: str, found: dict[type, str]) -> None:
    """Note a record, then those that its keys read; the first place found is the one told."""
    if record in found:
        return
    found[record] = where
    for name, key in keys_of(record).items():
        for inner in _records_in(key.kind):
            _note(inner, f"{where} › `{name}`" if record not in TOPS or "/" in where else f"`{name}`", found)


def _is_record(thing: object) -> bool:
    return isinstance(thing, type) and is_dataclass(thing) and bool(keys_of(thing))


def _records_in(kind: object) -> Iterator[type]:
    """Yield the records that a kind reads, however deep in lists, mappings and alternatives they are."""
    for part in vars(kind).values() if isinstance(kind, Kind) else ():
        parts = part.values() if isinstance(part, dict) else part if isinstance(part, tuple) else (part,)
        for one in parts:
            if isinstance(one, type) and is_dataclass(one):
                yield one
            else:
                yield from _records_in(one)


def charter_keys() -> str:
    """Return a table of keys for each record of the charter language."""
    return "\n\n".join(table_of(record, where) for record, where in records().items())


def table_of(record: type, where: str = "") -> str:
    """Return the heading, the place and the keys of one record."""
    about = (record.__doc__ or "").strip().splitlines()[0]
    rows = [
        f"| `{name}` | {_cell(_one_line(key.doc))} | {_value(key)} |" for name, key in keys_of(record).items()
    ]
    head = [f"## {spaced_name(record)}", "", about, "", f"Stands in {where}." if where else "", ""]
    return "\n".join([*head, "| key | what it says | value |", "|---|---|---|", *rows])


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
    for line in _live(law_name):
        yield line.format(page="audit.md")


def _live(law: str) -> Iterator[str]:
    for rule in LIVE_RULES:
        if rule.law == law:
            yield f"- [`{rule.name}`]({{page}}) ({rule.level}): {rule.title}"


def list_of_live_rules() -> str:
    """Return the laws with the rules that events can break."""
    found = []
    for law in LAWS:
        rules = [line.replace("[", "").replace("]({page})", "") for line in _live(law.name)]
        found += [f"## {law.name}\n\n{law.title}\n\n" + "\n".join(rules)] if rules else []
    return "\n\n".join(found)


def table_of_events() -> str:
    """Return every kind of event with its fields; those with a default may be left out."""
    head = ["| event | what happened | fields beside `at`, `case`, `contact` |", "|---|---|---|"]
    rows = [f"| `{name}` | {_cell(_first_line(cls))} | {_fields(cls)} |" for name, cls in kinds().items()]
    return "\n".join([*head, *rows])


def _first_line(cls: type) -> str:
    return (cls.__doc__ or "").strip().splitlines()[0]


def _fields(cls: type[Event]) -> str:
    own = [part for part in parts_of(cls) if part.key not in ("at", "case", "contact")]
    names = [f"`{part.key}`" + ("" if part.default is MISSING else " (may be left out)") for part in own]
    return ", ".join(names) or "–"


def table_of_indicators() -> str:
    """Return every indicator with its formula."""
    rows = [f"| `{each.name}` | {_cell(each.formula)} |" for each in DEFINITIONS]
    return "\n".join(["| indicator | formula |", "|---|---|", *rows])


def table_of_measures() -> str:
    """Return every measure with the standards that name it."""
    named: dict[str, list[str]] = {name: [] for name in MEASURES}
    for rule in standards():
        if rule.live and rule.live.by:
            named[rule.live.by].append(f"`{rule.id}`")
    rows = [f"| `{name}` | {sort} | {', '.join(named[name])} |" for name, sort in MEASURES.items()]
    return "\n".join(["| measure | what it is | standards |", "|---|---|---|", *rows])


def rule_pages() -> dict[str, Path]:
    """Return where the page of each rule stands, by `law/rule`, whether it has been written or not."""
    check = ROOT / "src" / "possible" / "check"
    return {
        f"{law.name}/{rule.name}": check / law.name.replace("-", "_") / "docs" / f"{rule.name}.md"
        for law in LAWS
        for rule in law.rules
    }


def settings() -> str:
    """Return a table of the settings of the service."""
    rows = [f"| `{one.name}` | {_cell(one.does)} | {_default(one.default)} |" for one in SETTINGS]
    return "\n".join(["| setting | what it does | unless set |", "|---|---|---|", *rows])


def _default(text: str) -> str:
    return f"`{text}`" if text else "–"


PARTS: dict[str, Callable[..., str]] = {
    "charter keys": charter_keys,
    "commands": list_of_commands,
    "help of": help_of,
    "rules": list_of_rules,
    "live rules": list_of_live_rules,
    "events": table_of_events,
    "indicators": table_of_indicators,
    "measures": table_of_measures,
    "settings": settings,
}
