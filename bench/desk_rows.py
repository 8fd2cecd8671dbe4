"""The rows of our cases for `bench.desk`: two are played by the service's own actions, the others copies."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.desk_words import Told, told

BATCH = 2000
FIRST = 9_000_000_000  # the numbers of the rows that are played: found again in any text
TABLES = ("customer", "identity", "case", "contact", "message", "timer", "outbox")
OF_STAFF = ("owner_id", "agent_id", "staff_id")
AGENT = "agent00"
OF_A_SHIFT = ("CameIn", "WentOut")


@dataclass(frozen=True, slots=True)
class Played:
    """A case that was played: the rows that came of it, table by table, as JSON.

    `reference`, `tokens`: names in these texts that each copy has anew.
    """

    names: dict[str, list[str]]
    rows: dict[str, str]
    reference: str
    tokens: tuple[str, ...]


def play(*, open_: bool) -> Played:
    """Play one chat with an agent: it ends solved, or with the case still open. Returns what came of it."""
    from django.db import connection

    from possible.journey import turns
    from possible.values.instant import Instant
    from possible_web.actions import contacts, desk, messages
    from possible_web.keeping.clock import now
    from possible_web.records.models import Customer, Identity, Message, Staff

    with connection.cursor() as cursor:
        last = _number_rows(cursor)
    at, agent = now(), Staff.objects.get(name=AGENT)
    customer = Customer.objects.create(name="@name@", language="en", since=at)
    Identity.objects.create(customer=customer, kind="mail", value="@mail@", said_at=at)
    desk.do_change_presence(agent, "available", at)
    arrival = contacts.Arrival("chat", "en", token=secrets.token_urlsafe(16))
    contact = contacts.do_begin_contact(customer, arrival, at)
    case, token = contact.case_id or 0, contact.token
    contacts.do_take_turn(case, turns.Says(contact=token, fact="problem", value="fault"), at)
    contacts.do_take_turn(case, turns.WantsPerson(contact=token), at)
    desk.do_accept_offer(token, agent, Instant(at + 5000))
    keys = [secrets.token_urlsafe(16) for _ in range(2)]
    for key, author, text in (
        (keys[0], messages.Author(Message.By.CUSTOMER), "@text@"),
        (keys[1], messages.Author(Message.By.AGENT, staff=agent), "@reply@"),
    ):
        said = messages.Writing(key, text, "en", contact)
        messages.do_send_message(case, author, said, Instant(at + 60_000))
    if not open_:
        contacts.do_take_turn(case, turns.IsSolved(contact=token), Instant(at + 120_000))
    contacts.do_take_turn(case, turns.Finishes(contact=token), Instant(at + 120_000))
    desk.do_change_presence(agent, "offline", Instant(at + 120_000))
    contact.refresh_from_db()
    reference = contact.case.reference if contact.case else ""
    return _played_since(last, reference, (customer.token, token, *keys))


def _number_rows(cursor: Any) -> int:
    """Let the next rows have numbers of their own kind; returns the last position of the journal."""
    for place, table in enumerate(TABLES):
        name = f"records_{table}"
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {name}")  # noqa: S608 - names of ours
        first = max(int(cursor.fetchone()[0]), FIRST + 1000 * place)
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
        cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [name, first])
    cursor.execute("SELECT coalesce(max(position), 0) FROM records_journal")
    return int(cursor.fetchone()[0])


def _played_since(last: int, reference: str, tokens: tuple[str, ...]) -> Played:
    from django.db import connection

    names, rows = {}, {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM records_{table} WHERE id > {FIRST} ORDER BY id")  # noqa: S608
            names[table] = [each[0] for each in cursor.description]
            rows[table] = [json.dumps(row) for row in cursor.fetchall()]
        cursor.execute("SELECT * FROM records_journal WHERE position > %s ORDER BY position", [last])
        names["journal"] = [each[0] for each in cursor.description]
        rows["journal"] = [json.dumps(row) for row in cursor.fetchall()]
    case = max(json.loads(row)[0] for row in rows["case"])
    own = {table: f"[{', '.join(_of(case, table, found))}]" for table, found in rows.items()}
    return Played(names, own, reference, tokens)


def _of(case: int, table: str, rows: list[str]) -> list[str]:
    """Return the rows that are this case's and its customer's: not of the shift, nor of the case before."""
    if table == "journal":
        return [row for row in rows if "presence-changed" not in row and not _of_shift(row)]
    if table == "timer":
        return [row for row in rows if f"case {case} " in row]
    newest = max((json.loads(row)[0] for row in rows), default=0)
    return [
        row for row in rows if (table == "message" and f" {case}," in row) or json.loads(row)[0] == newest
    ]


def _of_shift(row: str) -> bool:
    return any(f'told\\": \\"{name}' in row or f'"told": "{name}' in row for name in OF_A_SHIFT)


def write(played: dict[bool, Played], size: int) -> None:
    """Write the rows of all cases, in this transaction."""
    from django.db import connection

    from possible_web.keeping.pools import ALL, locked_pool

    counted: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for some in _some(size):
            for table in (*TABLES, "journal"):
                names = played[True].names[table]
                rows = [row for case in some for row in _copies(played[case.open], table, case, counted)]
                marks = ", ".join(["%s"] * len(names))
                into = ", ".join(f'"{name}"' for name in names)
                cursor.executemany(f"INSERT INTO records_{table} ({into}) VALUES ({marks})", rows)  # noqa: S608
    pool = locked_pool(ALL)
    pool.pool_seq = counted["pool_seq"]
    pool.save(update_fields=["pool_seq"])


def _some(size: int) -> Iterator[list[Told]]:
    found: list[Told] = []
    for case in told(size):
        found.append(case)
        if len(found) == BATCH:
            yield found
            found = []
    if found:
        yield found


def reference_of(number: int) -> str:
    """Return the reference of a case: six signs."""
    return f"{number:06d}"


def _copies(played: Played, table: str, case: Told, counted: Counter[str]) -> Iterator[list[Any]]:
    """Yield a table's rows of one case: what was played, with other names, numbers and words."""
    for values in json.loads(_renamed(played.rows[table], played, case)):
        row = dict(zip(played.names[table], values, strict=True))
        if table == "journal":
            row["position"] = None
            if row["pool_seq"] is not None:
                row["pool_seq"] = _next(counted, "pool_seq")
        else:
            row["id"] = _next(counted, table) if table not in ("customer", "case", "contact") else case.number
        if table == "case" and row["due"] is not None:
            row["due"] += case.number
        for name in OF_STAFF:
            if row.get(name) is not None:
                row[name] = case.agent + 1
        yield list(row.values())


def _next(counted: Counter[str], name: str) -> int:
    counted[name] += 1
    return counted[name]


def _renamed(text: str, played: Played, case: Told) -> str:
    """Return a row's JSON with the names of another case in it."""
    for place, token in enumerate(played.tokens):
        text = text.replace(token, f"{case.number:016d}{place}bench")
    text = text.replace(played.reference, reference_of(case.number)).replace(AGENT, f"agent{case.agent:02d}")
    for place, table in enumerate(TABLES):
        if table in ("customer", "case", "contact"):
            for number in (FIRST + 1000 * place + 1, FIRST + 1000 * place + 2):
                text = text.replace(str(number), str(case.number))
    for mark in ("name", "mail", "text", "reply"):
        text = text.replace(f"@{mark}@", getattr(case, mark))
    return text
