"""`python -m tools.picture`: the picture of the README, drawn from what `possible check` really prints.

It runs the check of the story's charter, takes the first finding of a few rules, and writes an SVG that
follows the reader's light or dark mode. A test draws it again and compares.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "as-it-was.svg"
CHARTER = "charters/as-it-was"
SHOWN = (
    "free-wait/paid-on-hold",
    "no-loop/number-names-itself",
    "reasoned-no/outside-tables",
    "one-answer/depends-on-who",
)
COLUMNS, ROW, LETTER, MARGIN = 104, 20, 8.43, 18
HEAD = re.compile(r"^(?P<place>\S+:\d+:\d+)  (?P<rule>[a-z-]+/[a-z-]+)")
LABEL = re.compile(r"^  (?P<label>path|try):")

STYLE = """
  svg { color-scheme: light dark; }
  rect { fill: #fbfaf7; stroke: #d9d4c8; }
  text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
  text { fill: #23272e; }
  .place, .label { fill: #6b6558; }
  .rule { fill: #b3261e; font-weight: bold; }
  .typed { fill: #0b5cad; font-weight: bold; }
  @media (prefers-color-scheme: dark) {
    rect { fill: #15191f; stroke: #343c46; }
    text { fill: #dfe5ec; }
    .place, .label { fill: #9aa4b1; }
    .rule { fill: #ff8f85; }
    .typed { fill: #7db8f5; }
  }
"""


def checked(charter: str) -> str:
    """Return what `possible check` prints of a charter in this repository, in English."""
    possible = Path(sys.executable).parent / "possible"
    line = [str(possible), "check", charter, "--lang", "en"]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def findings_in(text: str) -> dict[str, list[str]]:
    """Return the lines of the first finding of each rule."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        head = HEAD.match(line)
        if head:
            lines = found.setdefault(head["rule"], []) if head["rule"] not in found else []
        if head or line.startswith("  "):
            lines.append(line)
    return found


def shown(text: str, rules: Sequence[str]) -> list[str]:
    """Return the lines of the picture: the command, one finding of each rule, the closing line."""
    found = findings_in(text)
    lines = [f"$ possible check {CHARTER}"]
    for rule in rules:
        lines += ["", *(part for line in found[rule] for part in _folded(line))]
    return [*lines, "", "…", text.splitlines()[-1].partition(" · digest")[0]]


def _folded(line: str) -> list[str]:
    """Fold a line at the width of the picture, below the words that it begins with."""
    label = LABEL.match(line)
    return wrap(line, COLUMNS, subsequent_indent=" " * (label.end() + 1 if label else 2))


def drawn(lines: Sequence[str]) -> str:
    """Return an SVG of the lines, as a terminal would show them; its text is its description."""
    width, height = round(COLUMNS * LETTER) + 2 * MARGIN, len(lines) * ROW + 2 * MARGIN
    rows = "\n".join(_row(number, line) for number, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" xml:space="preserve">\n'
        f"<title>possible check {CHARTER}</title>\n<style>{STYLE}</style>\n"
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>\n{rows}\n</svg>\n'
    )


def _row(number: int, line: str) -> str:
    return f'<text x="{MARGIN}" y="{MARGIN + ROW * number + 15}">{"".join(_spans(line))}</text>'


def _spans(line: str) -> Iterator[str]:
    head, label = HEAD.match(line), LABEL.match(line)
    if line.startswith("$ "):
        yield f'<tspan class="typed">{escape(line)}</tspan>'
    elif head:
        yield f'<tspan class="place">{escape(head["place"])}</tspan>  '
        yield f'<tspan class="rule">{escape(head["rule"])}</tspan>{escape(line[head.end() :])}'
    elif label:
        yield f'  <tspan class="label">{label["label"]}:</tspan>{escape(line[label.end() :])}'
    else:
        yield escape(line)


def picture() -> str:
    """Return the picture as it would be drawn now."""
    return drawn(shown(checked(CHARTER), SHOWN))


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
    print(PICTURE)
