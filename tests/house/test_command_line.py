"""The skeleton of the command line: quick, plain, in two languages, and never a traceback."""

import argparse
import inspect
import io
import subprocess
import sys
from pathlib import Path

import pytest

from possible._version import __version__
from possible.charter import Fault, Unreadable
from possible.cli import commands, run
from possible.cli.arguments import ARGPARSE, of_command
from possible.cli.completion import completions
from possible.cli.ink import Ink
from possible.cli.main import main
from possible.values import Place, Refused, sentence

POSSIBLE = Path(sys.executable).parent / "possible"
HEAVY = ("yaml", "zoneinfo", "possible.charter", "possible.check", "numpy", "importlib.metadata")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def imported_by(*words: str) -> set[str]:
    """Return the modules that a command line imports, as the interpreter itself lists them."""
    line = [sys.executable, "-X", "importtime", "-m", "possible", *words]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    return {row.rsplit("|", 1)[1].strip() for row in done.stderr.splitlines() if row.count("|") == 2}


def shell(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(POSSIBLE), *words], capture_output=True, text=True, check=False, env=environment
    )


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_answered_before_anything_is_imported(option):
    ours = {name for name in imported_by(option) if name.startswith("possible")}
    assert ours == {"possible", "possible.cli", "possible.cli.main", "possible._version"}
    assert not imported_by(option) & {"argparse", "re", *HEAVY}


@pytest.mark.parametrize("words", [("completion", "bash"), ("completion", "zsh", "--", "completion", "")])
def test_completion_does_not_load_the_world(words):
    assert not {name for name in imported_by(*words) if name.startswith(HEAVY[:-1])}


@pytest.mark.parametrize("name", commands.BUILT_IN)
def test_the_table_says_what_the_command_says(name):
    command = commands.load(name)
    assert (name, commands.BUILT_IN[name][1]) == (command.NAME, command.HELP)


@pytest.mark.parametrize("name", commands.BUILT_IN)
def test_every_command_has_help_in_both_languages(name, capsys):
    assert main([name, "--help"]) == 0
    english = capsys.readouterr().out
    assert main([name, "--help", "--lang", "fr"]) == 0
    french = capsys.readouterr().out
    assert english.startswith(f"usage: possible {name} ")
    assert french.startswith(f"usage\N{NO-BREAK SPACE}: possible {name} ")
    assert commands.BUILT_IN[name][1] in " ".join(english.split())
    assert commands.BUILT_IN[name][1] not in " ".join(french.split())


def test_version_and_help_of_the_whole(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"possible {__version__}\n"
    assert main(["--lang", "fr", "--version"]) == 0
    assert capsys.readouterr().out == f"possible {__version__}\n"
    assert main([]) == 0
    assert "commands:\n  " in capsys.readouterr().out
    assert main(["--lang=fr"]) == 0
    assert "commandes\N{NO-BREAK SPACE}:\n  " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["completoin"], "possible: There is no command `completoin`.\n  try: did you mean `completion`?\n"),
        (["qqq"], "possible: There is no command `qqq`.\n  try: possible --help\n"),
        (["--vresion"], "possible: `--vresion` is not understood; did you mean `--version`?\n"),
        (["completion", "--lagn", "fr"], "possible: `--lagn` is not understood; did you mean `--lang`?\n"),
        (
            ["completion", "tcsh"],
            "argument shell: invalid choice: 'tcsh' (choose from 'bash', 'zsh', 'fish')\n",
        ),
        (["completion"], "possible: the following arguments are required: shell\n"),
        (["--lang", "xx"], "possible: argument --lang: invalid choice: 'xx' (choose from 'en', 'fr')\n"),
        (
            ["--lang", "fr", "qqq"],
            "possible: Il n’y a pas de commande `qqq`.\n  essayez\N{NO-BREAK SPACE}: possible --help\n",
        ),
        (["--lang=fr", "completion"], "possible: il manque\N{NO-BREAK SPACE}: shell\n"),
    ],
)
def test_what_is_not_understood_is_said_and_exits_with_2(words, complaint, capsys):
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith(complaint)


@pytest.mark.parametrize("environment", [{"LANG": "fr_FR.UTF-8"}, {"LC_ALL": "fr", "LANG": "en_US"}])
def test_the_environment_chooses_the_language(environment):
    assert shell("qqq", **environment).stderr.startswith("possible: Il n’y a pas de commande `qqq`.\n")


def test_an_option_is_stronger_than_the_environment_and_an_unknown_language_is_english():
    assert "There is no command" in shell("qqq", "--lang", "en", LANG="fr_FR.UTF-8").stderr
    assert "There is no command" in shell("qqq", LANG="de_DE.UTF-8").stderr


def test_a_terminal_without_our_letters_gets_question_marks():
    done = shell("qqq", "--lang", "fr", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (
        2,
        "possible: Il n?y a pas de commande `qqq`.\n  essayez?: possible --help\n",
    )


def test_a_reader_who_leaves_early_is_no_error():
    line = f"{POSSIBLE} --help | head -c 1 > /dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout in {"0\n", "141\n"}  # depends on who is quicker


class Planted:
    """A command that fails in a given way."""

    NAME, HELP = "planted", "fails"

    def __init__(self, error):
        self.error = error

    def add_arguments(self, parser):
        pass

    def run(self, args):
        raise self.error


UNREADABLE = Unreadable(
    [Fault("unknown-key", Place("c.yaml", 3, 5), sentence("No `x`."), sentence("write `{y}`", y="y"))]
)


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (Refused(sentence("No `{x}`.", x="a"), sentence("b")), 2, "possible: No `a`.\n  try: b\n"),
        (Refused(sentence("No.")), 2, "possible: No.\n"),
        (
            FileNotFoundError(2, "No such file or directory", "c"),
            2,
            "possible: c: No such file or directory\n",
        ),
        (UNREADABLE, 2, "c.yaml:3:5  reading/unknown-key\n  No `x`.\n  try: write `y`\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_what_a_command_raises_is_told(monkeypatch, capsys, error, code, told):
    monkeypatch.setattr(run, "BUILT_IN", {"planted": ("", "")})
    monkeypatch.setattr(run, "load", lambda _: Planted(error))
    assert main(["planted"]) == code
    assert capsys.readouterr().err == told


def test_a_fault_of_our_own_is_not_hidden(monkeypatch):
    monkeypatch.setattr(run, "BUILT_IN", {"planted": ("", "")})
    monkeypatch.setattr(run, "load", lambda _: Planted(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["planted"])


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["comp"], ["completion"]),
        (["--ver"], ["--version"]),
        (["completion", ""], ["bash", "zsh", "fish", "-h", "--help", "--lang"]),
        (["completion", "z"], ["zsh"]),
        (["completion", "--lang", ""], ["en", "fr"]),
        (["nothing", ""], []),
    ],
)
def test_completion_offers_what_can_stand_there(typed, offered):
    assert completions(typed) == offered


def test_the_bash_script_works_in_bash():
    script = shell("completion", "bash").stdout
    use = 'COMP_WORDS=(possible completion f); COMP_CWORD=2; _possible "$0"; echo "${COMPREPLY[*]}"'
    done = subprocess.run(
        ["bash", "-c", script + use, str(POSSIBLE)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "fish\n"


def test_colour_is_for_terminals_only():
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    assert Ink.on(terminal, {}).error("no") == "\x1b[1;31mno\x1b[0m"
    assert Ink.on(terminal, {"NO_COLOR": "1"}).error("no") == "no"
    assert Ink.on(terminal, {"TERM": "dumb"}).error("no") == "no"
    assert Ink.on(io.StringIO(), {}).error("no") == "no"


def test_argparse_still_says_what_we_translate():
    source = inspect.getsource(argparse)
    flat = source.replace("\n", "\\n")
    missing = [text for text in ARGPARSE if text.replace("\n", "\\n") not in flat]
    assert missing == []


def test_a_command_joins_by_entry_point(monkeypatch):
    monkeypatch.setattr(commands, "_joined", lambda: {"guest": "possible.cli.completion"})
    assert commands.names()[-1] == "guest"
    assert commands.helps()["guest"] == "print the completion script for a shell"
    assert of_command("guest", commands.load("guest")).prog == "possible guest"
