"""The layers of the house: the contract holds, and breaks when somebody looks the wrong way."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.lint import ROOT

LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [str(LINT_IMPORTS), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_the_layers_hold(copy: Path) -> None:
    code, text = lint(copy)
    assert "Contracts: 4 kept, 0 broken." in text
    assert code == 0


@pytest.mark.parametrize(
    ("where", "line", "complaint"),
    [
        (
            "values/money.py",
            "import possible.charter",
            "possible.values is not allowed to import possible.charter",
        ),
        (
            "charter/read.py",
            "from possible.cli import say",
            "possible.charter is not allowed to import possible.cli",
        ),
        ("values/money.py", "import django", "possible is not allowed to import django"),
        ("charter/read.py", "import possible_web.records", "possible is not allowed to import possible_web"),
        (
            "../possible_web/records/people.py",
            "import possible_web.keeping",
            "possible_web.records is not allowed to import possible_web.keeping",
        ),
        (
            "../possible_web/desk/start.py",
            "import possible_web.portal.start",
            "possible_web.desk is not allowed to import possible_web.portal",
        ),
        (
            "../possible_web/actions/people.py",
            "import possible_web.actions.charters",
            "possible_web.actions.people is not allowed to import possible_web.actions.charters",
        ),
    ],
)
def test_a_look_the_wrong_way_is_seen(copy: Path, where: str, line: str, complaint: str) -> None:
    file = copy / "src" / "possible" / where
    file.write_text(file.read_text() + f"\n{line}\n")
    code, text = lint(copy)
    assert complaint in text
    assert code == 1


def test_siblings_do_not_know_each_other(copy: Path) -> None:
    for name in ("promises", "forecast"):
        folder = copy / "src" / "possible" / name
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
    (copy / "src/possible/promises/planted.py").write_text("import possible.forecast\n")
    code, text = lint(copy)
    assert "possible.promises is not allowed to import possible.forecast" in text
    assert code == 1


def test_a_room_that_no_layer_names_is_seen(copy: Path) -> None:
    (copy / "src/possible/attic").mkdir()
    (copy / "src/possible/attic/__init__.py").touch()
    code, text = lint(copy)
    assert "possible.attic" in text
    assert code == 1
