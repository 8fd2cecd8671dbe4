"""Style sheets and scripts: bundled, kept in memory, served under an address that names their content.

What is asked for with its digest never changes, so browsers keep it for a year.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
# One request for each kind: a page asks for `site.css` and `site.js`, staff for `work.css` too.
BUNDLES = {
    "site.css": ("vendor/pico.min.css", "kit.css", "site.css"),
    "site.js": (
        "vendor/htmx.min.js",
        "vendor/sse.min.js",
        "vendor/idiomorph-ext.min.js",
        "kept.js",
        "site.js",
    ),
    "work.css": ("work.css",),
    "desk.js": ("desk.js",),
    "van.css": ("van.css",),
    "van.js": ("van-queue.js", "van.js"),
    "van-worker.js": ("van-queue.js", "van-worker.js"),
    "board.js": ("board.js",),
    "passkey.js": ("passkey.js",),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: its bytes plain and compressed, its type, and a digest of its content."""

    plain: bytes
    packed: bytes
    media_type: str
    digest: str


@cache
def assets() -> dict[str, Asset]:
    """Return every asset by its name."""
    return {name: _asset(name, parts) for name, parts in BUNDLES.items()}


def _asset(name: str, parts: tuple[str, ...]) -> Asset:
    plain = b"\n".join((FOLDER / part).read_bytes() for part in parts)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    digest = hashlib.sha256(plain).hexdigest()[:16]
    return Asset(plain, gzip.compress(plain, 9, mtime=0), f"{media_type}; charset=utf-8", digest)


def address(name: str) -> str:
    """Return the address of an asset. KeyError when there is none of that name."""
    return f"{PREFIX}{name}?v={assets()[name].digest}"
