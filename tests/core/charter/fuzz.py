"""Random edits of the three charters, by bytes, by lines and by words: what hands and disks do to files."""

import re
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from possible.charter import files_of

CHARTERS = Path(__file__).resolve().parents[3] / "charters"
NAMES = ("cest-possible", "as-it-was", "legal-minimum-fr")
TOKEN = re.compile(r"[\w.%/+-]+|[\[\]{},:#\"'|>&*!-]")
ODD = (
    "", "no", "yes", "next", "always", "free", "any", "0", "-1", "1 or more", "under 0", "9" * 400, "99999999 h", "0 EUR",
    "0 USD", "{", "}", "[", "]", ":", "- ", "# ", "&a", "*a", "!!x", "|", ">", "\t", "\x00", "\ufeff", "é", "→", "{line.english}",
    "+33 1 99 00 00 40", "language", "charter", "2026-02-29", "1/0 of the monthly price", "24:00-00:00", "null", "~",
)  # fmt: skip


@cache
def originals(name: str) -> dict[str, bytes]:
    return files_of(str(CHARTERS / name))


@cache
def tokens(name: str) -> tuple[str, ...]:
    texts = [content.decode() for content in originals(name).values()]
    return tuple(sorted({token for text in texts for token in TOKEN.findall(text)} | set(ODD)))


@st.composite
def by_bytes(draw, content: bytes, _name: str) -> bytes:
    start = draw(st.integers(0, len(content)))
    end = min(len(content), start + draw(st.integers(0, 40)))
    return content[:start] + draw(st.binary(max_size=6)) + content[end:]


@st.composite
def by_lines(draw, content: bytes, _name: str) -> bytes:
    lines = content.split(b"\n")
    at = draw(st.integers(0, len(lines) - 1))
    to = draw(st.integers(0, len(lines) - 1))
    match draw(st.sampled_from(["drop", "twice", "swap", "indent", "outdent", "cut"])):
        case "drop":
            del lines[at : at + draw(st.integers(1, 5))]
        case "twice":
            lines.insert(to, lines[at])
        case "swap":
            lines[at], lines[to] = lines[to], lines[at]
        case "indent":
            lines[at] = b"  " + lines[at]
        case "outdent":
            lines[at] = lines[at].removeprefix(b"  ")
        case "cut":
            del lines[at:]
    return b"\n".join(lines)


@st.composite
def by_words(draw, content: bytes, name: str) -> bytes:
    text = content.decode()
    found = list(TOKEN.finditer(text)) or [re.match("", text)]
    chosen = found[draw(st.integers(0, len(found) - 1))]
    return (text[: chosen.start()] + draw(st.sampled_from(tokens(name))) + text[chosen.end() :]).encode(
        errors="replace"
    )


EDITS = {"bytes": by_bytes, "lines": by_lines, "words": by_words}


@st.composite
def edited(draw, kinds=tuple(EDITS), most: int = 3) -> dict[str, bytes]:
    """Draw the files of one of the charters after one to three edits; now and then a file is lost."""
    name = draw(st.sampled_from(NAMES))
    files = dict(originals(name))
    for _ in range(draw(st.integers(1, most))):
        file = draw(st.sampled_from(sorted(files)))
        kind = draw(st.sampled_from(kinds))
        try:
            files[file] = draw(EDITS[kind](files[file], name))
        except (UnicodeDecodeError, ValueError):  # an earlier edit left no text: bytes can still be edited
            files[file] = draw(by_bytes(files[file], name))
    if draw(st.integers(0, 20)) == 0:
        del files[draw(st.sampled_from(sorted(files)))]
    return files
