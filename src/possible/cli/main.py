"""The entry of `possible`: nothing but `sys` is imported here, so that `--version` costs next to nothing."""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command line (by default the process's own) and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if words in (["--version"], ["-V"]):
        from possible._version import __version__

        sys.stdout.write(f"possible {__version__}\n")
        return 0
    from possible.cli.run import run

    return run(words)
