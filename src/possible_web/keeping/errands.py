"""Acts from the road, each once: known by the name that the phone gave it, timed by what its clock can mean.

A technician's phone keeps what is done without a network and sends it again until it is answered. So an act
that was received has a row with its answer, written in the transaction of what it did; one that was refused
has one too, and what had been sent stays in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from possible.values import N_, Refused, Sentence, sentence
from possible.values.instant import MINUTE, Instant
from possible_web.keeping.charters import charter_in_force
from possible_web.records.models import Staff, VanAct, Visit

SKEW = 5 * MINUTE  # a phone's clock may be so much ahead of ours
KEYS = 8, 64


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that came with an act: a photo, or a signature."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Act:
    """Something done on the road. `key`: made by the phone. `visit`: its number, 0 for none.

    `at`: when, by the phone's clock, in milliseconds; None where it did not say.
    """

    key: str
    kind: str
    visit: int = 0
    at: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    file: Sent | None = None

    @property
    def digest(self) -> str:
        """Return what tells two acts apart: everything but the name, as hexadecimal digits."""
        content = hashlib.sha256(self.file.content).hexdigest() if self.file else ""
        whole = [self.kind, self.visit, self.at, sorted(self.fields.items()), content]
        return hashlib.sha256(json.dumps(whole).encode()).hexdigest()

    def text(self, name: str, most: int) -> str:
        """Return a field without blank ends; `Refused` when it is longer than `most` characters."""
        found = self.fields.get(name, "").replace("\r\n", "\n").strip()
        if len(found) > most:
            raise Refused(
                sentence(N_("This is too long ({count} characters)."), count=len(found)),
                sentence(N_("write {most} characters at most"), most=most),
            )
        return found


def answered(staff: Staff, act: Act) -> VanAct | None:
    """Return the row of an act that was received before; `Refused` for another act under the same name."""
    if not KEYS[0] <= len(act.key) <= KEYS[1]:
        raise Refused(sentence(N_("This act has no name.")), sentence(N_("load the page again")))
    row = VanAct.objects.filter(key=act.key).first()
    if row is not None and (row.staff_id, row.digest) != (staff.pk, act.digest):
        raise Refused(
            sentence(N_("Something else was sent under this name before.")),
            sentence(N_("load the page again")),
        )
    return row


def keep_answer(staff: Staff, act: Act, happened: Instant, now: Instant, said: Sentence | Refused) -> VanAct:
    """Keep what became of an act, for whoever sends it again."""
    refused = isinstance(said, Refused)
    attempt = said.attempt if isinstance(said, Refused) else None
    return VanAct.objects.create(
        key=act.key,
        staff=staff,
        visit_number=act.visit,
        kind=act.kind[:16],
        digest=act.digest,
        sent=dict(act.fields),
        said_at=act.at,
        happened_at=happened,
        received_at=now,
        outcome=VanAct.Outcome.REFUSED if refused else VanAct.Outcome.DONE,
        said=as_plain(said.why if isinstance(said, Refused) else said),
        attempt=as_plain(attempt) if attempt else None,
    )


def happened_at(act: Act, day: date, now: Instant, not_before: int = 0) -> Instant:
    """Return when an act happened: by the phone's clock where that can be, else now.

    It can be from the beginning of the visit's day on, and not in the future; a clock that is a few minutes
    ahead means now. `not_before`: what had happened already.
    """
    begins = max(charter_in_force().charter.calendar().starts(day), not_before)
    if act.at is None or not begins <= act.at <= now + SKEW:
        return Instant(max(now, not_before))
    return Instant(min(act.at, now))


def day_here(now: Instant) -> date:
    """Return the day on the company's wall."""
    return charter_in_force().charter.calendar().day(now)


def coming(staff: Staff, now: Instant) -> list[Visit]:
    """Return the visits of today of somebody, in the order of their route, those that are over too."""
    kept = (Visit.State.BOOKED, Visit.State.ARRIVED, Visit.State.DONE)
    rows = Visit.objects.filter(technician=staff, day=day_here(now), state__in=kept)
    found = rows.select_related("case__customer", "case__charter", "order", "report")
    return sorted(
        found, key=lambda row: (row.state != Visit.State.DONE, row.planned_at or row.starts, row.pk)
    )


# ---- sentences in rows ----------------------------------------------------------------------------------


def as_plain(said: Sentence) -> dict[str, Any]:
    """Return a sentence as JSON: it is said later, in the language of whoever reads."""
    facts = {name: as_plain(fact) if isinstance(fact, Sentence) else fact for name, fact in said.facts}
    return {"text": said.text, "facts": facts}


def from_row(plain: Mapping[str, Any]) -> Sentence:
    """Return the sentence that a row holds."""
    facts = {
        name: from_row(fact) if isinstance(fact, dict) else fact for name, fact in plain["facts"].items()
    }
    return Sentence(plain["text"], tuple(facts.items()))
