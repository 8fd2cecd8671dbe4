"""Reading a command line: argparse, in the user's language, that says what may have been meant."""

from __future__ import annotations

import argparse
from difflib import get_close_matches
from typing import NoReturn

from possible.cli.commands import Command, helps
from possible.cli.say import LANGUAGES, say
from possible.values.text import N_

# argparse's own words, as in its source: listed to be found by `make translations`.
ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
    N_("the following arguments are required: %s"),
)
argparse._ = say  # type: ignore[attr-defined]  # its one seam for translation; gettext's own is global


class WrongUse(Exception):  # noqa: N818 - it reads as what happened
    """A command line that cannot be understood; the usage is printed with it."""

    def __init__(self, parser: argparse.ArgumentParser, message: str) -> None:
        super().__init__(message)
        self.usage = parser.format_usage()


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that raises instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        """Raise WrongUse with argparse's sentence."""
        raise WrongUse(self, message)

    def understand(self, words: list[str]) -> argparse.Namespace:
        """Read all words; WrongUse names the first that is not understood, and the option that is close.

        Long options come first: else a wrong one's value would be taken for something else and blamed.
        """
        options = self.options()
        given = words[: words.index("--")] if "--" in words else words
        for word in given:
            if word.startswith("--") and word.split("=")[0] not in options:
                raise self._not_understood(word)
        args, left = self.parse_known_args(words)
        if left:
            raise self._not_understood(left[0])
        return args

    def options(self) -> list[str]:
        """Return every option, short and long."""
        return list(self._option_string_actions)

    def choices_after(self, option: str) -> list[str]:
        """Return the values that an option takes, when they are a closed list."""
        action = self._option_string_actions.get(option)
        return [str(choice) for choice in action.choices or ()] if action else []

    def choices_in_place(self) -> list[str]:
        """Return the values of the arguments without a dash that take a closed list."""
        return [str(choice) for action in self._get_positional_actions() for choice in action.choices or ()]

    def _not_understood(self, word: str) -> WrongUse:
        close = get_close_matches(word.split("=", maxsplit=1)[0], self.options(), n=1)
        hint = "; " + say(N_("did you mean `{word}`?"), word=close[0]) if close else ""
        return WrongUse(self, say(N_("`{word}` is not understood"), word=word) + hint)


def of_command(name: str, command: Command) -> Parser:
    """Return the parser of one command."""
    about = say(command.HELP)
    parser = Parser(prog=f"possible {name}", description=about, allow_abbrev=False)
    command.add_arguments(parser)
    add_language(parser)
    return parser


def of_all() -> Parser:
    """Return the parser that only knows the words before a command; its help lists the commands."""
    parser = Parser(
        prog="possible",
        usage=f"possible [--version] [--lang {{{','.join(LANGUAGES)}}}] {say(N_('COMMAND'))} …",
        description=say(N_("Customer service as one document that can be run, proved and simulated.")),
        epilog=_list_of_commands(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help=say(N_("print the version and exit")))
    add_language(parser)
    return parser


def add_language(parser: argparse.ArgumentParser) -> None:
    """Show `--lang` in the help; it is read before anything else, so that errors are in it too."""
    parser.add_argument("--lang", choices=LANGUAGES, help=say(N_("the language of messages (default: LANG)")))


def language_in(words: list[str]) -> tuple[str | None, list[str]]:
    """Return the value of `--lang`, wherever it stands, and the other words."""
    for at, word in enumerate(words):
        if word == "--":
            break
        if word == "--lang" and words[at + 1 : at + 2] and words[at + 1] in LANGUAGES:
            return words[at + 1], words[:at] + words[at + 2 :]
        if word.startswith("--lang=") and word.removeprefix("--lang=") in LANGUAGES:
            return word.removeprefix("--lang="), words[:at] + words[at + 1 :]
    return None, words


def _list_of_commands() -> str:
    known = helps()
    width = max(map(len, known))
    lines = [f"  {name:<{width}}  {say(text)}" for name, text in known.items()]
    more = say(N_("`possible COMMAND --help` tells more about one."))
    return "\n".join([say(N_("commands:")), *lines, "", more])
