"""`python -m bench` lists the benchmarks, `python -m bench NAME …` runs some.

`python -m bench all` runs every one. A benchmark is a module of this folder with a docstring and `main()`.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from platform import python_version


def names() -> list[str]:
    """Return the names of the benchmarks."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return [
        file.stem
        for file in files
        if "\ndef main(" in file.read_text(encoding="utf-8") and file.stem[0] != "_"
    ]


def main(words: list[str]) -> int:
    """List or run; returns 2 for a name that is no benchmark."""
    known = names()
    wrong = [word for word in words if word not in known and word != "all"]
    if wrong:
        print(f"no benchmark `{wrong[0]}`; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    for name in known if "all" in words else words:
        load = " ".join(f"{part:.1f}" for part in os.getloadavg())
        print(f"== {name} (Python {python_version()}, {os.cpu_count()} cores, load {load})", flush=True)
        import_module(f"bench.{name}").main()
        print(flush=True)
    for name in known if not words else []:
        print(f"  {name:<16}{(import_module(f'bench.{name}').__doc__ or '').strip().splitlines()[0]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
