"""`python -m tools.templates`: the Jinja2 templates of pages, read and not run.

Every text in them is said by `_("…")` (or `say("…")` in mails), so that it can be translated; nothing is
inline (no style, no script, no handler), so that the page's policy can forbid all of it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent
SAYING = ("_", "say")
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "data-label"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
# What a name alone says: the product, and what stands for something that is filled in.
UNTRANSLATED = re.compile(r"\b(Possible|UTC)\b|&\w+;")
FILLED = " "
WHOLE = {"html", "area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
ATTRIBUTES = re.compile(r"\{% block (?:body|layout) %\}.*?\{% endblock %\}", re.DOTALL)


def templates(source: Path) -> list[Path]:
    """Return the templates below the folder of a package."""
    return sorted(path for path in source.rglob("jinja2/**/*") if path.suffix in {".html", ".txt"})


def sentences(path: Path) -> Iterator[tuple[int, str | None]]:
    """Yield line and text of each sentence that is said; None where the text is put together at run time.

    A bare name or attribute (`_(title)`) stands for a sentence that the code says, and is left out.
    """
    tree = _environment().parse(path.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SAYING and call.args:
            text = call.args[0]
            if isinstance(text, nodes.Const) and isinstance(text.value, str):
                yield call.lineno, text.value
            elif not isinstance(text, nodes.Name | nodes.Getattr):
                yield call.lineno, None


def faults_in(paths: Iterable[Path]) -> list[str]:
    """Return what is untranslated or inline in templates, one line each."""
    return [f"{path}:{fault}" for path in paths for fault in _faults(path)]


def _faults(path: Path) -> Iterator[str]:
    reader = _Reader()
    reader.feed(_with_gaps(path))
    reader.close()
    yield from reader.faults


def _with_gaps(path: Path) -> str:
    """Return a template's own HTML; what Jinja fills in is a sign that is no letter.

    The blocks `body` and `layout` fill attributes of `<body>`: they hold no text.
    """
    source = ATTRIBUTES.sub(lambda found: "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))
    lexed = _environment().lex(source)
    parts = []
    for _, kind, text in lexed:
        if kind == "data":
            parts.append(text)
        elif kind.endswith("_begin"):
            parts.append(FILLED)
        if kind != "data":
            parts.append("\n" * text.count("\n"))
    return "".join(parts)


def _environment() -> Environment:
    return Environment(autoescape=True)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.faults: list[str] = []
        self.as_it_is: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag not in WHOLE and (self.as_it_is or tag == "kbd" or "lang" in names):
            self.as_it_is.append(tag)  # keys have one name, and what names its language is said in that one
        if tag == "style" or (tag == "script" and "src" not in names):
            self._fault(f"<{tag}> is inline")
        for name, value in attrs:
            self._attribute(name, value or "")

    def _attribute(self, name: str, value: str) -> None:
        if name == "style" or name.startswith(("on", "hx-on")) or value.strip().startswith("javascript:"):
            self._fault(f"{name}= is inline")
        if name in READ_ALOUD and _said(value):
            self._fault(f'{name}="{value}" is not translated')

    def handle_endtag(self, tag: str) -> None:
        if tag in self.as_it_is:
            while self.as_it_is.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if _said(data) and not self.as_it_is:
            self._fault(f"not translated: {' '.join(data.split())}")

    def _fault(self, what: str) -> None:
        self.faults.append(f"{self.getpos()[0]}: {what}")


def _said(text: str) -> bool:
    return bool(LETTERS.search(UNTRANSLATED.sub("", text)))


def main(source: Path = ROOT / "src" / "possible_web") -> int:
    """Tell every fault; returns 1 when there is one."""
    found = templates(source)
    faults = faults_in(found)
    for fault in faults:
        print(fault)
    print(f"{len(found)} templates, {len(faults)} to mend")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
