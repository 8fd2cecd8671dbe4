"""The catalogues against the code: `python -m tools.translations` fails when a sentence is not translated.

`python -m tools.translations update [package …]` writes new sentences into the catalogues first. Sentences
are found by reading the code, not by importing it: the literal arguments of `N_`, `sentence`, `Sentence`
and `say`, and in the templates of pages those of `_` and `say`. There is one catalogue per package and
language, so that two people seldom meet in one.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from tools.templates import sentences, templates

MARKERS = {"N_", "sentence", "Sentence", "say"}
SOURCES = tuple(Path(__file__).parent.parent / "src" / name for name in ("possible", "possible_web"))
LANGUAGES = ("fr",)
_PERCENT = re.compile(r"%(?:\(\w+\))?[srd]")


@dataclass(slots=True)
class Found:
    """The sentences of the code, by package, each with the files that say it; and what cannot be read."""

    sentences: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, package: str, text: str, file: str) -> None:
        """Note that `file` says `text`."""
        files = self.sentences.setdefault(package, {}).setdefault(text, [])
        if file not in files:
            files.append(file)


def extract(source: Path) -> Found:
    """Read every module and every template below `source`, the folder of a package of ours."""
    found = Found()
    for path in templates(source):
        inside = path.relative_to(source)
        for line, said in sentences(path):
            _note_text(found, said, inside.parts[0], inside, line)
    for path in sorted(source.rglob("*.py")):
        inside = path.relative_to(source)
        if path.name.startswith("test_"):
            continue
        package = inside.parts[0] if len(inside.parts) > 1 else "cli"
        for node in _marked(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
            _note(found, node, package, inside)
    return found


def _marked(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MARKERS:
                yield node


def _note(found: Found, node: ast.Call, package: str, inside: Path) -> None:
    """Note one marked sentence; a text put together at run time can never be found in a catalogue."""
    text = node.args[0]
    if isinstance(text, ast.Constant) and isinstance(text.value, str):
        _note_text(found, text.value, package, inside, node.lineno)
    elif isinstance(text, ast.JoinedStr | ast.BinOp) or getattr(node.func, "id", "") == "N_":
        _note_text(found, None, package, inside, node.lineno)


def _note_text(found: Found, text: str | None, package: str, inside: Path, line: int) -> None:
    where = f"{inside}:{line}"
    if text is None:
        found.faults.append(f"{where}: a marked sentence must be one literal text with {{named}} gaps")
        return
    found.add(package, text, inside.as_posix())
    if placeholders(text) is None:
        found.faults.append(f"{where}: a brace that is no named gap in: {text}")


def placeholders(text: str) -> list[str] | None:
    """Return the names of the gaps, sorted, with `%` gaps as they are; None when the braces do not fit."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return None
    if not all(name.isidentifier() for name in names):
        return None
    return sorted({*names, *_PERCENT.findall(text)})


def faults_in(
    found: Found, locale: Path, language: str, translated: dict[str, tuple[str, str]] | None = None
) -> list[str]:
    """Return what is wrong with the catalogues of one language, one line each.

    `translated` remembers how each sentence is said and where, over the catalogues of several packages.
    """
    faults = list(found.faults)
    translated = {} if translated is None else translated
    for package in sorted(found.sentences.keys() | _catalogues(locale, language)):
        file = catalogue_file(locale, language, package)
        known = load(file, language)
        wanted = found.sentences.get(package, {})
        faults += [f"{file.name}: no longer said: {m.id}" for m in known if m.id and m.id not in wanted]
        for text in wanted:
            message = known.get(text)
            faults += [f"{file.name}: {fault}: {text}" for fault in _faults_of(message)]
            if message and message.string:
                said, elsewhere = translated.setdefault(text, (str(message.string), file.name))
                if said != message.string:
                    faults.append(f"{file.name}: said otherwise in {elsewhere}: {text}")
    return faults


def _faults_of(message: Message | None) -> Iterator[str]:
    if message is None:
        yield "missing"
    elif message.fuzzy:
        yield "fuzzy"
    elif not message.string:
        yield "not translated"
    elif placeholders(str(message.string)) != placeholders(str(message.id)):
        yield "other gaps than in English"
    elif message.string != spaced(str(message.string)):
        yield "a space that may break before : ; ! ? » or after «; `make translations` mends it"


def update(
    found: Found, locale: Path, language: str, packages: Sequence[str] = (), others: Sequence[Path] = ()
) -> None:
    """Write new sentences into the catalogues (of some packages, or of all); drop what is no longer said.

    What another catalogue (here or below `others`) translates already is taken over from there.
    """
    files = {name: catalogue_file(locale, language, name) for name in found.sentences}
    known_files = [*files.values(), *(file for other in others for file in (other / language).glob("*.po"))]
    everywhere = {str(m.id): m for file in known_files for m in load(file, language) if m.id and m.string}
    for package in packages or sorted(files.keys() | _catalogues(locale, language)):
        if package not in files:
            catalogue_file(locale, language, package).unlink()
            continue
        known, fresh = load(files[package], language), Catalog(locale=language)
        for text, places in found.sentences[package].items():
            old = known.get(text)
            message = old if old and old.string else everywhere.get(text)
            string, flags = (message.string, message.flags) if message else ("", set())
            fresh.add(text, string, [(place, 0) for place in places], flags=flags)
        save(fresh, files[package], language)


def spaced(text: str) -> str:
    """Return a French text whose spaces before : ; ! ? » and after « cannot break."""
    text = re.sub(r" (?=:(?:\s|$)|»)|(?<=«) ", "\u00a0", text)
    return re.sub(r" (?=[;!?](?:\s|$))", "\u202f", text)


def catalogue_file(locale: Path, language: str, package: str) -> Path:
    """Return where the translations of one package are kept."""
    return locale / language / f"{package}.po"


def load(file: Path, language: str) -> Catalog:
    """Read a catalogue; one that is not there is empty."""
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def save(catalogue: Catalog, file: Path, language: str) -> None:
    """Write a catalogue without dates and line numbers, so that it changes only when its sentences do."""
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = spaced(message.string)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        head = (
            f'Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n'
        )
        stream.write(f'msgid ""\nmsgstr ""\n"{head}"\n\n'.encode())
        write_po(stream, catalogue, width=0, omit_header=True, include_lineno=False, sort_output=False)


def _catalogues(locale: Path, language: str) -> set[str]:
    return {file.stem for file in (locale / language).glob("*.po")}


def main(words: Sequence[str], *sources: Path) -> int:
    """Update when asked to, then check; returns 1 when anything is left to do."""
    found = {source: extract(source) for source in sources or SOURCES}
    faults: list[str] = []
    for language in LANGUAGES:
        translated: dict[str, tuple[str, str]] = {}
        for source, said in found.items():
            locale = source / "locale"
            if words[:1] == ["update"]:
                update(said, locale, language, words[1:], [other / "locale" for other in found])
            faults += [f"{language}/{fault}" for fault in faults_in(said, locale, language, translated)]
    for fault in faults:
        print(fault)
    count = len({text for said in found.values() for texts in said.sentences.values() for text in texts})
    print(f"{count} sentences, {len(faults)} to mend" if faults else f"{count} sentences, all translated")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
