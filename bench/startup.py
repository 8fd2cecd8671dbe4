"""How long `possible` takes to start: `--version`, help and completion against a bare interpreter.

Target: `--version` under eight bare interpreter starts (`python -I -c ''`).
"""

import sys
from pathlib import Path

from bench.timing import compare, process, table

POSSIBLE = str(Path(sys.executable).parent / "possible")


def main() -> None:
    """Print the table; the peer is the bare interpreter, so the ratio counts its starts."""
    bare = process(sys.executable, "-I", "-c", "")
    commands = {
        "possible --version": ("--version",),
        "possible --help": ("--help",),
        "possible --help, in French": ("--help", "--lang", "fr"),
        "possible completion bash": ("completion", "bash"),
        "one press of TAB": ("completion", "bash", "--", "ch"),
    }
    rows = [compare(what, process(POSSIBLE, *words), bare, times=15) for what, words in commands.items()]
    print(table(rows, "bare start"))


if __name__ == "__main__":
    main()
