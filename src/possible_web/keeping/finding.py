"""Finding cases by words: of the case, its customer and their addresses, what was said, what was noted.

The index is kept by the database itself (migrations `0021_found`, `0062_found_lean`), in the transaction of
whatever is written. An entry's number is its row's, times eight, plus that of its kind.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.db import connection

MOST_WORDS = 8
LONGEST_WORD = 40
MOST = 200
_WORD = re.compile(r"\w+")
_KINDS = ("", "case", "customer", "identity", "message", "note")
_IN_SQLITE = """
    SELECT entry & 7, entry >> 3,
        CASE entry & 7 WHEN 1 THEN entry >> 3 ELSE coalesce(message.case_id, note.case_id) END,
        CASE entry & 7 WHEN 2 THEN entry >> 3 ELSE identity.customer_id END
    FROM (
        SELECT rowid AS entry FROM records_found WHERE records_found MATCH %s ORDER BY rowid DESC LIMIT %s
    )
    LEFT JOIN records_identity identity ON entry & 7 = 3 AND identity.id = entry >> 3
    LEFT JOIN records_message message ON entry & 7 = 4 AND message.id = entry >> 3
    LEFT JOIN records_note note ON entry & 7 = 5 AND note.id = entry >> 3
    ORDER BY entry DESC
"""
_IN_POSTGRESQL = """
    SELECT kind, "row", case_id, customer_id FROM records_found WHERE words @@ to_tsquery('simple', %s)
    ORDER BY id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words were found: the kind of row and its number, and the case or the customer that it is of."""

    kind: str
    row: int
    case: int | None
    customer: int | None


def words_of(text: str) -> list[str]:
    """Return the words that are looked for: small, without accents, eight at most."""
    plain = unicodedata.normalize("NFKD", text[:400]).lower()
    folded = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded)][:MOST_WORDS]


def found(text: str) -> list[Hit]:
    """Return where all these words stand (or words that begin so), the newest first, 200 at most."""
    words = words_of(text)
    if not words:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_IN_SQLITE, [" AND ".join(f'"{word}"*' for word in words), MOST])
            return [Hit(_KINDS[kind], *row) for kind, *row in cursor.fetchall()]
        cursor.execute(_IN_POSTGRESQL, [" & ".join(f"{word}:*" for word in words), MOST])
        return [Hit(*row) for row in cursor.fetchall()]


def found_stories(text: str, before: int = 0, most: int = 20) -> list[int]:
    """Return the numbers of shown stories that hold all these words, the newest first; `before`: older ones.

    Whole words: they are read in the order of the stories and no further than is shown, however many match.
    """
    words = words_of(text)
    if not words:
        return []
    last = before or 2**62
    if connection.vendor == "sqlite":
        query = " AND ".join(f'"{word}"' for word in words)
        statement = (
            "SELECT rowid FROM records_told WHERE records_told MATCH %s AND rowid < %s "
            "ORDER BY rowid DESC LIMIT %s"
        )
    else:
        query = " & ".join(words)
        statement = (
            "SELECT id FROM records_told WHERE words @@ to_tsquery('simple', %s) AND id < %s "
            "ORDER BY id DESC LIMIT %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(statement, [query, last, most])
        return [int(row[0]) for row in cursor.fetchall()]
