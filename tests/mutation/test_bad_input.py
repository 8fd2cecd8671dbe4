"""Whatever a charter's files hold, each command ends with 0, 1 or 2 and a sentence with a place, never a traceback."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings

from possible.charter import files_of
from possible.cli.main import main
from tests.mutation.edits import HERE
from tests.mutation.spoilt import spoilt

FUZZ = settings(deadline=None, suppress_health_check=list(HealthCheck))
GOOD = HERE / "charters" / "cest-possible"


def written(folder: Path, files: dict[str, bytes]) -> Path:
    """Write the files anew into a folder."""
    for old in sorted(folder.rglob("*"), reverse=True):
        old.unlink() if old.is_file() else old.rmdir()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def run(*words: str) -> tuple[int, str]:
    """Return the exit code and all that was printed; an exception is the test's failure."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main(list(words))
    return code, out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spoilt")


@FUZZ
@given(files=spoilt())
@pytest.mark.timeout(600)  # hundreds of whole checks: it is long where others use the machine
def test_check_never_falls_over(folder: Path, files: dict[str, bytes]):
    code, text = run("check", str(written(folder, files)))
    event(f"exit {code}")
    assert code in (0, 1, 2), text
    assert text


@FUZZ
@given(files=spoilt())
@pytest.mark.timeout(600)  # hundreds of whole checks: it is long where others use the machine
def test_no_other_command_falls_over(folder: Path, files: dict[str, bytes]):
    where = str(written(folder, files))
    for words in (
        ("check", "--format", "json", where),
        ("check", "--format", "sarif", "--lang", "fr", where),
        ("explain", where, "technician-visit", "outage=no", "swaps=1"),
        ("explain", "--language", "fr", where, "bill-correction", "bill-error=none", "bill-age=400"),
        ("diff", str(GOOD), where),
        ("diff", "--format", "json", where, str(GOOD)),
    ):
        code, text = run(*words)
        assert code in (0, 1, 2), (words, text)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("charter.yaml", b"charter: 1\ncharter: 1\n", "twice"),
        ("charter.yaml", b"a: &a [1]\nb: [*a, *a]\n", "Anchors"),
        ("charter.yaml", b"[" * 5000, "nested"),
        ("charter.yaml", b"", "empty"),
        ("charter.yaml", b"company: \xff\n", "UTF-8"),
        ("charter.yaml", b"company: a\x00b\n", "U+0000"),
        ("charter.yaml", b"a: 1\n---\nb: 2\n", "more than one document"),
        ("charter.yaml", b"a: [1, 2\n", "not YAML"),
        ("charter.yaml", b"# big\n" + b"a" * 4_000_001, "a file is not read"),
        ("words/fr.yaml", b"- 1\n", "mapping"),
        ("words/zz-bad_tag!.yaml", b"language: x\n", "language"),
        ("playbooks/other.yaml", b"playbook: another\nsteps: []\n", "other.yaml"),
        ("stories/s.yaml", b"- name: 1\n", "who"),
        ("wordz/fr.yaml", b"language: x\n", "words"),
    ],
)
def test_a_bad_file_is_told_with_its_place_and_exit_2(tmp_path: Path, name: str, content: bytes, says: str):
    code, text = run("check", str(written(tmp_path, {**files_of(str(GOOD)), name: content})))
    assert code == 2
    assert name in text
    assert says in text


@pytest.mark.parametrize("where", ["missing", "empty", "file.txt", "charter.yaml/inside"])
def test_no_charter_is_told_too(tmp_path: Path, where: str):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("no charter")
    (tmp_path / "charter.yaml").mkdir()
    code, text = run("check", str(tmp_path / where))
    assert (code, where in text) == (2, True), text


def test_fifty_megabytes_are_refused_by_size(tmp_path: Path):
    with written(tmp_path, dict(files_of(str(GOOD)))).joinpath("charter.yaml").open("wb") as file:
        file.truncate(50_000_000)
    code, text = run("check", str(tmp_path))
    assert code == 2
    assert "bytes" in text


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["explain"],
        ["diff", "x"],
        ["chek", "x"],
        ["check", "--format", "xml", "x"],
        ["explain", str(GOOD), "technician-visit", "outage"],
        ["explain", str(GOOD), "technician-visit", "outage=maybe"],
        ["explain", str(GOOD), "technicians-visit"],
        ["rules", "no-loop/nothing"],
        ["standards", "nothing"],
    ],
)
def test_wrong_words_end_with_2(words: list[str]):
    assert run(*words)[0] == 2


def test_the_process_itself_ends_so(tmp_path: Path):
    files = {**files_of(str(GOOD)), "charter.yaml": b"company: \xff\n"}
    done = subprocess.run(
        [sys.executable, "-m", "possible", "check", str(written(tmp_path, files))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stdout + done.stderr
    assert "charter.yaml:1:10" in done.stdout + done.stderr
