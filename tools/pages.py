"""`make docs`: every page of docs/, and the page of every rule, as HTML in build/docs.

Small on purpose: Markdown in, one style sheet, a list of pages at the side; no network, no script. Dead
links fail the build.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import normpath

from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin

from tools.reference import filled, rule_pages

ROOT = Path(__file__).parent.parent
SECTIONS = {
    "": "Possible",
    "tutorial": "Tutorial",
    "how-to": "How to",
    "reference": "Reference",
    "explanation": "Explanation",
    "decisions": "Decisions",
    "fr": "En français",
}
FRAME = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Possible</title>
<link rel="stylesheet" href="{up}pages.css">
<body>
<a class="skip" href="#main">{skip}</a>
<nav aria-label="{pages}">
{nav}
</nav>
<main id="main">
{main}
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it stands in the docs (`how-to/read.md`), and its Markdown."""

    name: str
    markdown: str

    @property
    def title(self) -> str:
        """The first heading."""
        found = re.search(r"^# (.+)$", self.markdown, re.MULTILINE)
        return found[1].replace("`", "") if found else self.name

    @property
    def address(self) -> str:
        """Where the page is written below the target."""
        return self.name.removesuffix(".md") + ".html"

    @property
    def section(self) -> str:
        """The folder at the top, empty for the first page."""
        return self.name.split("/")[0] if "/" in self.name else ""

    @property
    def language(self) -> str:
        """French in its own folder, English elsewhere."""
        return "fr" if self.section == "fr" else "en"


def read(docs: Path) -> list[Page]:
    """Return all pages: those of the folder, and those beside the rules."""
    files = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*.md"))}
    files |= {f"reference/rules/{rule}.md": path for rule, path in rule_pages().items() if path.exists()}
    files["changelog.md"] = ROOT / "CHANGELOG.md"
    return [Page(name, filled(path.read_text(encoding="utf-8"))) for name, path in files.items()]


def build(pages: list[Page], target: Path) -> list[str]:
    """Write every page as HTML below `target`; return the dead links."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table").use(anchors_plugin, max_level=4)
    bodies = {page.name: reader.render(page.markdown) for page in pages}
    faults = [fault for page in pages for fault in _dead_links(page, bodies, target)]
    for page in pages:
        file = target / page.address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(framed(page, bodies[page.name], pages), encoding="utf-8")
    return faults


def framed(page: Page, body: str, pages: list[Page]) -> str:
    """Return a whole HTML page, with the list of pages at its side and links to `.html`."""
    up = "../" * page.name.count("/")
    french = page.language == "fr"
    return FRAME.format(
        language=page.language,
        title=escape(page.title),
        up=up,
        skip="Aller au contenu" if french else "Skip to the text",
        pages="Pages",
        nav="\n".join(_nav(page, pages, up)),
        main=re.sub(r'(href="[^":]+?)\.md(#[^"]*)?"', r'\1.html\2"', body),
    )


def _nav(here: Page, pages: list[Page], up: str) -> Iterator[str]:
    for section, name in SECTIONS.items():
        listed = [page for page in pages if page.section == section and "/rules/" not in page.name]
        if listed:
            yield f"<h2>{name}</h2>\n<ul>"
            yield from (_nav_item(page, here, up) for page in sorted(listed, key=_nav_order))
            yield "</ul>"


def _nav_order(page: Page) -> tuple[bool, str]:
    return (not page.name.endswith("index.md"), page.name)


def _nav_item(page: Page, here: Page, up: str) -> str:
    current = ' aria-current="page"' if page is here else ""
    return f'<li><a href="{up}{page.address}"{current}>{escape(page.title)}</a></li>'


def _dead_links(page: Page, bodies: dict[str, str], target: Path) -> Iterator[str]:
    for link in re.findall(r'(?:href|src)="([^"]+)"', bodies[page.name]):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        name = normpath(str(PurePosixPath(page.name).parent / path)) if path else page.name
        if name not in bodies and not (target / name).is_file():
            yield f"{page.name}: there is no {link}"
        elif anchor and name in bodies and f'id="{anchor}"' not in bodies[name]:
            yield f"{page.name}: {name} has no heading {anchor}"


def main(target: Path = ROOT / "build" / "docs") -> int:
    """Build the docs; returns 1 when a link is dead."""
    docs = ROOT / "docs"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(docs, target, ignore=shutil.ignore_patterns("*.md"))
    pages = read(docs)
    faults = build(pages, target)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(pages)} pages in {target}, {len(faults)} dead links")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
