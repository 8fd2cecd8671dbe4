"""The house's own rules hold over the whole tree, and each of them can fail."""

from pathlib import Path

import pytest

from tools.lint import ADDRESSES, ROOT, UNFINISHED, committed, lines_with, long_files, long_functions

CODE = [path for path in sorted((ROOT / "src").rglob("*.py")) if "migrations" not in path.parts]
THE_LINT = ROOT / "tools" / "lint.py"  # it names what it looks for


def test_no_file_is_too_long() -> None:
    assert long_files(CODE) == []


def test_no_function_is_too_long() -> None:
    assert long_functions(CODE) == []


def test_nothing_unfinished_is_committed() -> None:
    assert (
        lines_with(UNFINISHED, [file for file in committed(".py", ".md", ".yaml") if file != THE_LINT]) == []
    )


def test_no_address_of_a_registry_or_of_one_machine_is_committed() -> None:
    assert lines_with(ADDRESSES, [file for file in committed() if file != THE_LINT]) == []


def test_a_long_file_and_a_long_function_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "long.py"
    file.write_text("def f():\n" + "    x = 1\n" * 40 + "\n" * 460)
    assert long_files([file]) == [f"{file}: 501 lines, 500 at most"]
    assert long_functions([file]) == [f"{file}:1: f has 41 lines, 40 at most"]


def test_a_docstring_is_no_part_of_a_functions_length(tmp_path: Path) -> None:
    file = tmp_path / "documented.py"
    file.write_text('def f():\n    """One.\n\n    Two.\n    """\n' + "    x = 1\n" * 39)
    assert long_functions([file]) == []


@pytest.mark.parametrize(
    "line",
    [
        "https://" + "pypi" + ".org/simple",
        "--index" + "-url x",
        "see /" + "work/shared",
        "https://files." + "pythonhosted" + ".org/a",
    ],
)
def test_an_address_is_seen(tmp_path: Path, line: str) -> None:
    file = tmp_path / "page.md"
    file.write_text(f"fine\n{line}\n")
    assert lines_with(ADDRESSES, [file]) == [f"{file}:2: {line}"]


def test_unfinished_work_is_seen_and_a_binary_file_is_passed_over(tmp_path: Path) -> None:
    file, picture = tmp_path / "a.py", tmp_path / "a.png"
    file.write_text("# TO" + "DO: later\n")
    picture.write_bytes(b"\0TO" + b"DO")
    assert lines_with(UNFINISHED, [file, picture]) == [f"{file}:1: # TO" + "DO: later"]
