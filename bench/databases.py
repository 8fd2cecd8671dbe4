"""The databases of a benchmark: SQLite in a folder, and a PostgreSQL of its own with power-safe commits."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"
PORT = 54_998


def programs() -> Path | None:
    """Return the folder of the newest server programs of Debian, or of those on the PATH; None without."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Give the address of an empty database on a server that listens in the folder, with its own settings."""
    bin_ = programs()
    if bin_ is None:
        raise FileNotFoundError("initdb")
    folder.mkdir()
    if os.getuid() == 0:
        for part in (folder.parent, folder):
            part.chmod(0o755)
        shutil.chown(folder, USER)
    data = folder / "data"
    _run(str(bin_ / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses= -c port={PORT}"
    server = [str(bin_ / "pg_ctl"), "-D", str(data), "-w"]
    _run(*server, "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://{USER}@/{USER}?host={folder}&port={PORT}"
    finally:
        _run(*server, "-m", "fast", "stop")


def _run(*line: str) -> None:
    """Run a program as the user `postgres` when we are root: the server refuses to run as root."""
    words = ["runuser", "-u", USER, "--", *line] if os.getuid() == 0 else list(line)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
