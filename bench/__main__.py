"""`python -m bench` lists the benchmarks, `python -m bench NAME …` runs some.

`python -m bench all` runs every one. A benchmark is a module of this folder with a docstring and `main()`.
"""

import ast
import os
import sys
from importlib import import_module
from pathlib import Path
from platform import python_version


def benchmarks(folder: Path = Path(__file__).parent) -> dict[str, str]:
    """Return the benchmarks and the first line of what they say of themselves; imports none of them."""
    found = {}
    for file in sorted(folder.glob("[a-z]*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body):
            found[file.stem] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found


def main(words: list[str]) -> int:
    """List or run; returns 2 for a name that is no benchmark."""
    known = benchmarks()
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
        print(f"  {name:<16}{known[name]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
