"""Messages and notes: each is a row and a line of the journal, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from possible.values import N_
from possible_web.keeping.words_kept import NOTED, SENT
from possible_web.project.auditing.fault import Check, Fault, fault
from possible_web.records.models import Journal, Message, Note

GONE = N_("the journal tells of it, and there is no row")
UNTOLD = N_("the journal says nothing of it")
AGAIN = N_("the journal tells of it {count} times")
KINDS: tuple[tuple[str, str, type[Model]], ...] = ((SENT, "message", Message), (NOTED, "note", Note))


def of_writing() -> Iterator[Fault]:
    """Yield what was written and is gone, what is there and was never told, and what was told twice."""
    for kind, name, model in KINDS:
        bodies = Journal.objects.filter(kind=kind).values_list("body", flat=True).iterator(chunk_size=2000)
        told = Counter(int(body[name]) for body in bodies)
        there = set(_numbers(model))
        for number, count in told.items():
            if number not in there:
                yield fault(Check.LOST_MESSAGE, f"{name} {number}", GONE)
            if count > 1:
                yield fault(Check.TWICE, f"{name} {number}", AGAIN, count=count)
        for number in sorted(there - told.keys()):
            yield fault(Check.LOST_MESSAGE, f"{name} {number}", UNTOLD)


def _numbers(model: Any) -> Iterator[int]:
    return iter(model.objects.values_list("pk", flat=True).iterator(chunk_size=2000))
