"""A charter's folder: what belongs to it, what does not, and what cannot be read; never a traceback."""

import errno
from pathlib import Path

import pytest

from possible.charter import Unreadable, files_of, load
from tests.core.charter.small import FILES


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "small"


def fault(folder) -> str:
    with pytest.raises(Unreadable) as unreadable:
        load(str(folder))
    return "; ".join(
        f"{found.place} {found.kind}: {found.message}" + (f" | {found.attempt}" if found.attempt else "")
        for found in unreadable.value.faults
    ).replace(str(folder), "HERE")


def test_a_folder_is_read(folder):
    assert list(files_of(str(folder))) == [
        "charter.yaml", "playbooks/box.yaml", "stories/first.yaml", "words/en.yaml",
    ]  # fmt: skip
    charter = load(str(folder))
    assert charter.company == "Pamplemousse"
    assert str(charter.place("lines", "chat")) == f"{folder}/charter.yaml:19:3"
    assert str(charter.place("words", "en", "say", "hello")) == f"{folder}/words/en.yaml:2:7"
    assert str(charter.place("no", "such", "thing")) == f"{folder}/charter.yaml:1:1"


@pytest.mark.parametrize("name", ["", "/", "/charter.yaml", "/."])
def test_a_folder_may_be_named_in_several_ways(folder, name):
    assert load(f"{folder}{name}") == load(str(folder))


@pytest.mark.parametrize("name", [".", "charter.yaml", "./charter.yaml"])
def test_the_current_folder(folder, monkeypatch, name):
    monkeypatch.chdir(folder)
    charter = load(name)
    assert charter.place("lines", "chat").file in ("charter.yaml", "./charter.yaml")


def test_a_folder_that_is_not_there(tmp_path):
    assert fault(tmp_path / "nowhere") == "HERE no-charter: There is no such folder."


def test_an_empty_folder(tmp_path):
    assert fault(tmp_path) == (
        "HERE no-charter: There is no `charter.yaml` in `HERE`. | `possible init HERE` writes one"
    )


def test_another_file_is_no_charter(folder):
    assert "no-charter" in fault(folder / "words" / "en.yaml")


def test_a_folder_in_place_of_the_file(tmp_path):
    (tmp_path / "charter.yaml").mkdir()
    assert fault(tmp_path) == "HERE/charter.yaml no-charter: This is a folder; a file is needed."


def test_a_folder_in_place_of_a_catalogue(folder):
    (folder / "words" / "fr.yaml").mkdir()
    assert fault(folder) == "HERE/words/fr.yaml not-readable: This cannot be read: Is a directory."


@pytest.mark.parametrize("name", ["charter.yaml", "words/en.yaml"])
def test_a_file_that_may_not_be_read(folder, name, monkeypatch):
    opened = Path.open

    def refuse(path: Path, *args, **kwargs):
        if path == folder / name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)  # root, as in many containers, may read everything
    assert fault(folder) == f"HERE/{name} not-readable: This cannot be read: Permission denied."


@pytest.mark.parametrize("what", ["iterdir", "is_file"])
def test_a_folder_that_may_not_be_read(folder, what, monkeypatch):
    def refuse(path: Path):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, what, refuse)
    told = "HERE" if what == "iterdir" else "HERE/charter.yaml"
    assert fault(folder) == f"{told} not-readable: This cannot be read: Permission denied."


def test_a_link_to_nowhere_and_a_link_to_itself(folder):
    (folder / "words" / "fr.yaml").symlink_to(folder / "words" / "fr.yaml")
    assert "HERE/words/fr.yaml not-readable: This cannot be read: " in fault(folder)
    (folder / "words" / "fr.yaml").unlink()
    (folder / "words" / "fr.yaml").symlink_to(folder / "nowhere.yaml")
    assert fault(folder) == "HERE/words/fr.yaml not-readable: This cannot be read: No such file or directory."


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("charter.yml", " | call it `charter.yaml`"),
        ("word/fr.yaml", " | did you mean `words`?"),
        ("playbook/router.yaml", " | did you mean `playbooks`?"),
        ("words/fr.yml", " | call it `words/fr.yaml`"),
        ("rota.yaml", ""),
    ],
)
def test_a_file_that_would_be_passed_over_is_told(folder, name, told):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("a: b", encoding="utf-8")
    assert fault(folder) == (
        f"HERE/{name} strange-file: A charter has no such file: beside `charter.yaml` it has `*.yaml` in "
        f"`playbooks/`, `words/`, `stories/`.{told}"
    )


def test_other_files_do_no_harm(folder):
    (folder / "README.md").write_text("# hello", encoding="utf-8")
    (folder / "words" / ".en.yaml.swp").write_bytes(b"\0\0")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.yaml").write_text("a: [", encoding="utf-8")
    assert load(str(folder)).company == "Pamplemousse"


def test_a_catalogue_that_is_named_after_no_language(folder):
    (folder / "words" / "english.yaml").write_text("language: English", encoding="utf-8")
    assert fault(folder) == (
        "HERE/words/english.yaml wrong-value: `english` is no language tag; write `fr`, `en` or `pt-BR`."
    )
