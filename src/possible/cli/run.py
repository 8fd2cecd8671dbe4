"""From words to a command and its exit code; nothing that a user does ends in a traceback."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, TextIO, cast

from possible.cli.arguments import WrongUse, language_in, of_all, of_command
from possible.cli.commands import BUILT_IN, load, names
from possible.cli.say import say, speak, wanted
from possible.values.text import N_, Refused, sentence

if TYPE_CHECKING:
    from io import TextIOWrapper

UNREADABLE = 2
INTERRUPTED = 130  # as shells count: 128 + the signal
BROKEN_PIPE = 141


def run(words: list[str]) -> int:
    """Run one command line; returns 2 when it cannot be understood or its input cannot be read."""
    language, words = language_in(words)
    speak(language or wanted(os.environ))
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_letters(stream)
    try:
        code = _run(words)
        sys.stdout.flush()
    except SystemExit as left:  # argparse, after --help
        return int(left.code or 0)
    except BrokenPipeError:  # `possible … | head`; the interpreter would complain once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except _what_users_cause() as error:
        print(_told(error), file=sys.stderr)
        return UNREADABLE
    return code


def _run(words: list[str]) -> int:
    if not words or words[0].startswith("-"):
        return _without_command(words)
    name, *rest = words
    if name not in BUILT_IN and name not in names():
        raise unknown(name)
    command = load(name)
    return command.run(of_command(name, command).understand(rest))


def _without_command(words: list[str]) -> int:
    """Answer `possible`, `possible --help` and `possible --lang fr --version`."""
    parser = of_all()
    if parser.understand(words).version:
        from possible._version import __version__

        print(f"possible {__version__}")
    else:
        parser.print_help()
    return 0


def unknown(name: str) -> Refused:
    """Return the refusal of a command that there is not, with the one that was meant."""
    close = get_close_matches(name, names(), n=1, cutoff=0.5)
    hint = sentence(N_("did you mean `{word}`?"), word=close[0]) if close else sentence("possible --help")
    return Refused(sentence(N_("There is no command `{name}`."), name=name), hint)


def _what_users_cause() -> tuple[type[Exception], ...]:
    """Return the errors that are told rather than raised; asked only once there is one, so imported late."""
    from possible.charter.unreadable import Unreadable

    return (WrongUse, Refused, Unreadable, OSError)


def _told(error: Exception) -> str:
    from possible.charter.unreadable import Unreadable
    from possible.cli.findings import told

    if isinstance(error, WrongUse):
        return f"{error.usage}possible: {error}"
    if isinstance(error, Refused):
        hint = "\n  " + say(N_("try: {attempt}"), attempt=error.attempt) if error.attempt else ""
        return f"possible: {say(error.why)}{hint}"
    if isinstance(error, Unreadable):
        return "\n".join(told(fault.finding()) for fault in error.faults)
    return f"possible: {getattr(error, 'filename', '')}: {getattr(error, 'strerror', '') or error}"


def _never_fail_on_letters(stream: TextIO) -> None:
    """Let a terminal that lacks a letter (→, é) print `?` for it."""
    if hasattr(stream, "reconfigure"):
        cast("TextIOWrapper", stream).reconfigure(errors="replace")
