"""A technician said that they cannot go on: a dispatcher takes it up, and the technician reads so."""

from __future__ import annotations

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append
from possible_web.keeping.rounds import topic_of
from possible_web.records.models import Staff, Trouble

SEEN = "shell-trouble-seen"


@action
def do_see_trouble(number: int, by: Staff, now: Instant) -> Trouble:
    """Note that a dispatcher took up what a technician said; the first one stays. `Refused` for none."""
    row = Trouble.objects.select_for_update(of=("self",)).select_related("staff").filter(pk=number).first()
    if row is None:
        raise Refused(sentence(N_("No technician has said this.")), sentence(N_("load the page again")))
    if row.seen_at is None:
        row.seen_at = now
        row.save(update_fields=["seen_at"])
        topics = (topic_of(row.day), f"agent-{row.staff.name}")
        body = {"trouble": row.pk, "agent": by.name}
        append([Entry(at=now, kind=SEEN, body=body, topics=topics)])
    return row
