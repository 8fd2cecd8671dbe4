"""A charter's folder: `charter.yaml` with `playbooks/`, `words/` and `stories/` beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from possible.charter.nodes import LARGEST
from possible.charter.unreadable import Fault, Unreadable, close_to
from possible.values import N_, Place, Sentence, sentence

MAIN = "charter.yaml"
FOLDERS = ("playbooks", "words", "stories")
SUFFIXES = (".yaml", ".yml")


def files_of(folder: str) -> dict[str, bytes]:
    """Return the YAML files of a charter's folder by their names in it; raises `Unreadable`."""
    top = Path(folder)
    try:
        if top.name == MAIN and top.is_file():
            top = top.parent
        if not (top / MAIN).is_file():
            raise Unreadable([_no_charter(top, folder)])
        found = sorted(_yaml_in(top))
        strange = [path for path in found if not _belongs(path.relative_to(top))]
        if strange:
            raise Unreadable([_strange(path, top) for path in strange])
        return {str(path.relative_to(top)): _content(path) for path in found}
    except OSError as error:
        raise Unreadable([_fault(Path(error.filename or folder), error)]) from None


def _yaml_in(top: Path) -> Iterator[Path]:
    """Return the YAML files in a folder and in the folders right below it; hidden ones are an editor's."""
    for path in top.iterdir():
        if path.name.startswith("."):
            continue
        if path.suffix in SUFFIXES:
            yield path
        elif path.is_dir():
            yield from (file for file in path.iterdir() if file.suffix in SUFFIXES and file.name[0] != ".")


def _belongs(path: Path) -> bool:
    return str(path) == MAIN or (path.parts[0] in FOLDERS and path.suffix == ".yaml")


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _fault(path: Path, error: OSError) -> Fault:
    message = N_("This cannot be read: {why}.")
    return Fault("not-readable", Place(str(path)), sentence(message, why=error.strerror or error))


def _no_charter(top: Path, folder: str) -> Fault:
    if (top / MAIN).is_dir():
        return Fault(
            "no-charter", Place(str(top / MAIN)), sentence(N_("This is a folder; a file is needed."))
        )
    if not top.exists():
        return Fault("no-charter", Place(folder), sentence(N_("There is no such folder.")))
    message = sentence(N_("There is no `charter.yaml` in `{folder}`."), folder=folder)
    attempt = sentence(N_("`possible init {folder}` writes one"), folder=folder)
    return Fault("no-charter", Place(folder), message, attempt)


def _strange(path: Path, top: Path) -> Fault:
    message = N_("A charter has no such file: beside `charter.yaml` it has `*.yaml` in {folders}.")
    folders = ", ".join(f"`{folder}/`" for folder in FOLDERS)
    name = path.relative_to(top)
    renamed = name.with_suffix(".yaml")
    if _belongs(renamed):
        hint: Sentence | None = sentence(N_("call it `{name}`"), name=renamed)
    else:
        hint = close_to(name.parts[0], (*FOLDERS, MAIN))
    return Fault("strange-file", Place(str(path)), sentence(message, folders=folders), hint)
