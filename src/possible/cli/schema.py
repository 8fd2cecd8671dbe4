"""`possible schema`: the JSON Schema of a charter's files, for editors."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from possible.cli.say import say
from possible.values.text import N_

NAME = "schema"
HELP = N_("print the JSON Schema of a charter's files, for editors")
FILES = ("charter", "words", "playbook", "story")  # as in `possible.charter.schema`, which is read late


def add_arguments(parser: ArgumentParser) -> None:
    """Take the kind of file."""
    parser.add_argument(
        "--file", choices=FILES, default=FILES[0], help=say(N_("the kind of file (default: charter)"))
    )


def run(args: Namespace) -> int:
    """Print the schema."""
    import json

    from possible.charter.schema import schema_of

    print(json.dumps(schema_of(args.file), ensure_ascii=False, indent=2))
    return 0
