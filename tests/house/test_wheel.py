"""What is installed elsewhere holds all that the product needs, and nothing that only we need."""

import subprocess
import sys
import zipfile
from email import message_from_string

import pytest

from tools.lint import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    target = tmp_path_factory.mktemp("wheel")
    line = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    subprocess.run(line, cwd=ROOT, capture_output=True, check=True)
    with zipfile.ZipFile(next(target.glob("*.whl"))) as file:
        yield file


def test_everything_that_is_no_code_comes_along(wheel):
    package = ROOT / "src"
    needed = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*")
        if path.suffix in {".po", ".md", ".yaml", ".json", ".typed", ".html", ".txt", ".css", ".js"}
    }
    assert {"possible/locale/fr/cli.po", "possible_web/pages/static/kit.css"} < needed
    assert needed - set(wheel.namelist()) == set()


def test_tests_stay_at_home(wheel):
    assert [name for name in wheel.namelist() if "test_" in name or "conftest" in name] == []


def test_the_story_is_told_where_nothing_else_is_installed(wheel, tmp_path):
    wheel.extractall(tmp_path / "installed")
    run = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import possible; print(possible.__file__);"
        "from possible.cli.main import main; sys.exit(main())"
    )
    line = [sys.executable, "-c", run, str(tmp_path / "installed")]

    def done(*words):
        return subprocess.run(
            [*line, *words], cwd=tmp_path, capture_output=True, text=True, check=False, env={"LANG": "C"}
        )

    demo = done("demo")
    assert (demo.returncode, demo.stderr) == (0, "")
    assert demo.stdout.splitlines()[:2] == [
        f"{tmp_path}/installed/possible/__init__.py",
        "One story, three charters of Pamplemousse Télécom",
    ]
    assert done("init", "first").returncode == 0
    assert done("check", "first").returncode == 0


def test_it_needs_two_small_packages_and_no_django(wheel):
    name = next(name for name in wheel.namelist() if name.endswith("/METADATA"))
    said = message_from_string(wheel.read(name).decode())
    assert said["Name"] == "cest-possible"
    assert said["License-Expression"] == "Apache-2.0"
    plain = [line for line in said.get_all("Requires-Dist") if "extra ==" not in line]
    assert plain == ["pyyaml>=6.0.2", "tzdata>=2025.1"]
