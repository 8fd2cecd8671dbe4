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
        if path.suffix in {".po", ".md", ".yaml", ".json", ".typed"}
    }
    assert "possible/locale/fr/cli.po" in needed
    assert needed - set(wheel.namelist()) == set()


def test_tests_stay_at_home(wheel):
    assert [name for name in wheel.namelist() if "test_" in name or "conftest" in name] == []


def test_it_needs_one_package_and_no_django(wheel):
    name = next(name for name in wheel.namelist() if name.endswith("/METADATA"))
    said = message_from_string(wheel.read(name).decode())
    assert said["Name"] == "cest-possible"
    assert said["License-Expression"] == "Apache-2.0"
    plain = [line for line in said.get_all("Requires-Dist") if "extra ==" not in line]
    assert plain == ["pyyaml>=6.0.2"]
