"""Helpers: a neighbour, somebody of the family, an interpreter, invited by the customer's own link."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from possible.journey import turns
from possible.values import N_, Refused, sentence
from possible.values.instant import HOUR, Instant
from possible_web.keeping import Entry, action, append
from possible_web.keeping.turning import Turning
from possible_web.records.models import Helper
from possible_web.records.people import new_token

CONSENT = "helper"
INVITED, WITHDRAWN, JOINED = "shell-helper-invited", "shell-helper-withdrawn", "shell-helper-joined"
ALLOWED = ("chat", "visit", "receipt")
LASTS = 7 * 24 * HOUR
MOST = 5


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is to help, by the name that the customer gives, and what they may see."""

    name: str
    allows: tuple[str, ...]


def digest_of(token: str) -> str:
    """Return what is kept of a link: who reads the database cannot open it."""
    return hashlib.sha256(token.encode()).hexdigest()


@action
def do_invite_helper(case_id: int, invitation: Invitation, now: Instant) -> tuple[Helper, str]:
    """Let somebody help with a case for a week; returns the row and the secret of the link, told only now.

    `Refused` without anything that they may see, without a name, and for more than five at a time.
    """
    allows = [word for word in ALLOWED if word in invitation.allows]
    name = invitation.name.strip()
    if not name or len(name) > 200:
        raise Refused(sentence(N_("Say who it is.")), sentence(N_("a name of 200 characters at most")))
    if not allows:
        raise Refused(sentence(N_("Choose what they may see.")))
    turning = Turning(case_id, now)
    there = Helper.objects.filter(case_id=case_id, withdrawn_at=None, ends_at__gt=now)
    if there.count() >= MOST:
        raise Refused(sentence(N_("Five people help already.")), sentence(N_("withdraw a link first")))
    if CONSENT in turning.force.charter.consents:
        turning.take(turns.Consents(consent=CONSENT, given=True))
    turning.keep()
    token = new_token()
    made = Helper.objects.create(
        case_id=case_id,
        digest=digest_of(token),
        name=name,
        allows=allows,
        invited_at=now,
        ends_at=now + LASTS,
    )
    _note(INVITED, made, now)
    return made, token


@action
def do_withdraw_helper(helper: Helper, now: Instant) -> None:
    """End what a link shows, at once; a second time changes nothing."""
    if Helper.objects.filter(pk=helper.pk, withdrawn_at=None).update(withdrawn_at=now):
        _note(WITHDRAWN, helper, now)


@action
def do_join_helper(helper: Helper, now: Instant) -> None:
    """Note that a helper opened the link and is there."""
    _note(JOINED, helper, now)


def _note(kind: str, helper: Helper, now: Instant) -> None:
    append([entry_of(kind, helper, now)])


def entry_of(kind: str, helper: Helper, now: Instant) -> Entry:
    """Return the line of the journal that says what became of a helper's link."""
    topics = (f"case-{helper.case_id}",)
    return Entry(at=now, kind=kind, body={"helper": helper.pk}, case=helper.case_id, topics=topics)
