"""`possible completion`: the script that a shell loads, and the words that it asks for while one types.

The scripts ask back (`possible completion <shell> -- …`), which imports the one command that is being typed
and nothing else; so they never age.
"""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace

from possible.cli.arguments import of_all, of_command
from possible.cli.commands import load, names
from possible.cli.say import say
from possible.values.text import N_

NAME = "completion"
HELP = N_("print the completion script for a shell")

SCRIPTS = {
    "bash": """\
_possible() {
    mapfile -t COMPREPLY < <("$1" completion bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _possible possible
""",
    "zsh": """\
#compdef possible
_possible() {
    local -a found
    found=("${(@f)$("${words[1]}" completion zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    [[ -n "$found" ]] && compadd -a found || _files
}
compdef _possible possible
""",
    "fish": """\
function __possible
    set -l typed (commandline -opc) (commandline -ct)
    possible completion fish -- $typed[2..-1] 2>/dev/null
end
complete -c possible -a '(__possible)'
""",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Take the shell, and after `--` what its script saw typed."""
    parser.add_argument("shell", choices=SCRIPTS, help=say(N_("the shell that will load the script")))
    parser.add_argument("typed", nargs="*", default=[], help=SUPPRESS)


def run(args: Namespace) -> int:
    """Print the script, or the words that can stand where the last of the typed words stands."""
    if args.typed:
        print(*completions(args.typed), sep="\n")
    else:
        print(SCRIPTS[args.shell], end="")
    return 0


def completions(typed: list[str]) -> list[str]:
    """Return the words that may stand last; none lets the shell offer file names."""
    *before, begun = typed
    return [word for word in _candidates(before) if word.startswith(begun)]


def _candidates(before: list[str]) -> list[str]:
    if not before:
        return [*names(), *of_all().options()]
    if before[0] not in names():
        return []
    parser = of_command(before[0], load(before[0]))
    return parser.choices_after(before[-1]) or [*parser.choices_in_place(), *parser.options()]
