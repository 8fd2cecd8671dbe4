"""What pages of stories cost at 1,000 stories and at 100,000 with a million comments: 1.3 times at most.

Both databases are SQLite files made from one seed; pages are asked for by Django's test client, in turns.
`POSSIBLE_BENCH_STORIES=20000` makes the large one smaller (ten comments to a story, always).
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.timing import Row, compare, table

ROOT = Path(__file__).resolve().parent.parent
SMALL, LARGE, COMMENTS = 1_000, int(os.environ.get("POSSIBLE_BENCH_STORIES", "100000")), 10
TAGS = 50
START = 1_700_000_000_000
WORDS = (
    "box", "call", "wait", "music", "agent", "bill", "fault", "line", "visit", "technician",
    "router", "picture", "shop", "hour", "week", "month", "price", "answer", "nobody", "somebody",
    "house", "painter", "neighbour", "French", "English", "again", "twice", "tomorrow", "never", "always",
    "free",
)  # fmt: skip
TIMES = 21
WRITER = (
    "INSERT INTO records_writer (id, token, name, mail, language, since, verified_at, links) "
    "VALUES (%s, %s, %s, %s, '', 1, 1, 0)"
)
STORY = (
    "INSERT INTO records_story (id, token, writer_id, name, title, text, html, language, state, created_at, "
    "changed_at, shown_at, likes, comments, held_for, reason) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, 'en', 'shown', %s, %s, %s, %s, %s, '[]', '')"
)
COMMENT = (
    "INSERT INTO records_comment (id, key, story_id, parent_id, writer_id, name, text, html, language, "
    "state, at, likes, held_for, reason) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'en', 'shown', %s, 0, '[]', '')"
)


def main() -> None:
    """Make both databases, and print each page's cost beside the small one's."""
    with tempfile.TemporaryDirectory(prefix="possible-bench-") as folder:
        os.environ |= {
            "POSSIBLE_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "possible_web.project.settings",
            "POSSIBLE_PUBLIC_URL": "http://localhost:8000",
        }
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        small, large = (_made(Path(folder) / f"{size}.sqlite3", size) for size in (SMALL, LARGE))
        pages = list(_pages(SMALL).items())
        rows = [_row(name, path, (SMALL, small), (LARGE, large)) for name, path in pages]
        print(f"{LARGE:,} stories with {LARGE * COMMENTS:,} comments; the peer is the same page at {SMALL:,}")
        print(table(rows, f"at {SMALL:,}"))


def _pages(size: int) -> dict[str, str]:
    """Return the pages: each exists in both databases, and shows as many stories or comments."""
    return {
        "newest": "/stories",
        "newest, the tenth page": f"/stories?after={START + size // 2}-{size // 2}",
        "most liked": "/stories?by=liked",
        "a tag": "/stories/tag/tag-7",
        "one story": f"/stories/{size // 2}",
        "a story, each time another": "/stories/",
        "search, a word of every third": "/stories/search?words=painter",
        "search, two words": "/stories/search?words=painter+tomorrow",
        "search, a rare word": "/stories/search?words=rare",
        "feed": "/stories/feed",
    }


def _row(name: str, path: str, small: tuple[int, Any], large: tuple[int, Any]) -> Row:
    return compare(name, _asking(path, *large), _asking(path, *small), times=TIMES)


def _asking(path: str, size: int, link: Any) -> Callable[[], object]:
    """Return the work of asking for a page five times; a path with an open end gets a story that is drawn."""
    from django.core.cache import cache
    from django.db import connections
    from django.test import Client

    from possible_web.pages import limits

    client, chance = Client(), random.Random(size)

    def ask() -> None:
        connections["default"] = link
        limits.forget()
        for _ in range(5):
            at = f"{path}{chance.randrange(1, size)}" if path.endswith("/") else path
            assert client.get(at, headers={"host": "localhost"}).status_code == 200, at  # noqa: S101

    connections["default"] = link
    cache.clear()
    return ask


def _made(file: Path, size: int) -> Any:
    """Return a connection to a new database with a charter in force and `size` stories."""
    from django.db import connections

    from possible_web.project.database import bring_up_to_date

    settings = {**connections.settings["default"], "NAME": str(file)}
    connections.settings[file.stem] = settings
    link = connections["default"] = connections.create_connection(file.stem)
    link.alias = "default"
    bring_up_to_date()
    _publish()
    with link.cursor() as cursor:
        cursor.execute("BEGIN")
        for statement, rows in _rows(size):
            cursor.executemany(statement, rows)  # type: ignore[arg-type]  # any rows
        cursor.execute("COMMIT")
        # Rows that come one by one are merged as they come; those that came at once are merged here.
        cursor.execute("INSERT INTO records_told(records_told) VALUES('optimize')")
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return link


def _publish() -> None:
    from possible.charter import files_of, read
    from possible.values.instant import Instant
    from possible_web.actions.charters import By, Proof, do_publish_charter

    folder = str(ROOT / "charters" / "cest-possible")
    files = files_of(folder)
    texts = {name: content.decode() for name, content in files.items()}
    do_publish_charter(read(files, folder), texts, Proof({}), By("bench"), Instant(START))


def _rows(size: int) -> Iterator[tuple[str, Iterator[tuple[object, ...]]]]:
    chance = random.Random(20_261_201)
    yield (
        WRITER,
        ((n, f"w{n}", f"Reader {n}", f"r{n}@example.org") for n in range(1, 101)),
    )
    yield (
        "INSERT INTO records_tag (id, slug, name, stories) VALUES (%s, %s, %s, %s)",
        ((n, f"tag-{n}", f"tag {n}", size // TAGS) for n in range(1, TAGS + 1)),
    )
    yield (
        STORY,
        (_story(n, size, chance) for n in range(1, size + 1)),
    )
    yield (
        "INSERT INTO records_tagged (story_id, tag_id, at) VALUES (%s, %s, %s)",
        ((n, n % TAGS + 1, START + n) for n in range(1, size + 1)),
    )
    yield (
        COMMENT,
        (_said(n, m) for n in range(1, size + 1) for m in range(COMMENTS)),
    )


def _said(story: int, place: int) -> tuple[object, ...]:
    """Return a comment; every other one replies to the one before."""
    parent = _comment(story, place - 1) if place % 2 else None
    key, name, at = f"c{story}-{place}", f"Reader {place + 1}", START + story + place
    return (_comment(story, place), key, story, parent, place + 1, name, "Me too.", "<p>Me too.</p>", at)


def _comment(story: int, place: int) -> int:
    return (story - 1) * COMMENTS + place + 1


def _story(number: int, size: int, chance: random.Random) -> tuple[object, ...]:
    words = " ".join(chance.choices(WORDS, k=60)) + (" rare" if number % (size // 5) == 0 else "")
    at = START + number
    title, html = f"Story {number}", f"<p>{words}</p>"
    likes = chance.randrange(100)
    return (number, f"s{number}", number % 100 + 1, "Reader", title, words, html, at, at, at, likes, COMMENTS)


if __name__ == "__main__":
    main()
