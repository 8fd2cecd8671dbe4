"""The entry of `possible`: imports nothing but `sys`, so that `--version` costs next to nothing."""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if words in (["--version"], ["-V"]):
        from possible._version import __version__

        print(f"possible {__version__}")
        return 0
    return 2
