"""The worker as a process, started by `possible serve`."""

from __future__ import annotations

from argparse import Namespace

from possible_web.project.commands import work
from possible_web.project.parent import end_with_parent

if __name__ == "__main__":
    end_with_parent()
    raise SystemExit(work.run(Namespace(data=None)))
