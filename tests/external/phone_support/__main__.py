"""`python -m tests.external.phone_support TASKS.json [--skip 0.2 --seed N]`: play the tasks, print how many are solved."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tests.external.phone_support.tasks import all_graded
from tests.external.phone_support.world import UnknownName


def main() -> int:
    """Play the tasks of one file or several; 0 when all are solved, 1 when some are not, 2 for a file of another form."""
    parser = argparse.ArgumentParser(prog="phone_support", description=__doc__)
    parser.add_argument("tasks", nargs="+", type=Path, metavar="TASKS.json")
    parser.add_argument(
        "--skip", type=float, default=0.0, help="share of the customer's actions silently not done"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workflow", choices=("repaired", "literal"), default="repaired")
    args = parser.parse_args()
    try:
        graded = [one for path in args.tasks for one in all_graded(path, args.skip, args.seed, args.workflow)]
    except (OSError, ValueError, UnknownName) as error:
        print(f"cannot play these tasks: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    failed = [one.id for one in graded if not one.solved]
    moves, repeats = (max((getattr(one, name) for one in graded), default=0) for name in ("moves", "repeats"))
    lines = [
        f"solved {len(graded) - len(failed)}/{len(graded)}",
        f"longest run: {moves} questions and actions; most repeats of one: {repeats}",
        *(f"failed: {task}" for task in failed),
    ]
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:  # `| head -1` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
