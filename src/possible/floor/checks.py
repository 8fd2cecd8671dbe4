"""What cannot have happened is refused, before anything is changed; what a happening is about is returned."""

from __future__ import annotations

from possible.floor.desks import Desk
from possible.floor.hall import Hall
from possible.floor.happenings import (
    Accepted,
    CameIn,
    Declined,
    Joined,
    Left,
    Paused,
    Released,
    Resumed,
    WentOut,
    WrappedUp,
)
from possible.floor.places import Waiting
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant, written


def in_order(hall: Hall, at: Instant) -> None:
    """Refuse what comes too late."""
    if at < hall.now:
        message = N_("`{at}` is before `{now}`, up to which the floor has been told.")
        raise Refused(sentence(message, at=written(at), now=written(hall.now)))


def can_join(hall: Hall, joined: Joined) -> None:
    """Refuse who waits already, and who is with an agent unless that agent hands it on."""
    want = joined.want
    if want.contact in hall.waiting:
        raise Refused(sentence(N_("Contact `{contact}` waits already."), contact=want.contact))
    desk = hall.holders.get(want.contact)
    if desk is not None and want.holder != desk.name:
        message = N_("Contact `{contact}` is with `{agent}`.")
        attempt = N_("Name `{agent}` as its holder until the next one accepts, or let it be released first.")
        facts = {"contact": want.contact, "agent": desk.name}
        raise Refused(sentence(message, **facts), sentence(attempt, agent=desk.name))
    if desk is None and want.holder:
        raise _not_with(want.contact, want.holder)


def can_leave(hall: Hall, left: Left) -> Waiting:
    """Refuse who does not wait."""
    waiting = hall.waiting.get(left.contact)
    if waiting is None:
        raise Refused(sentence(N_("Contact `{contact}` does not wait."), contact=left.contact))
    return waiting


def can_come_in(hall: Hall, came: CameIn) -> Desk | None:
    """Refuse who is there already."""
    desk = hall.desks.get(came.agent.name)
    if desk is not None and not desk.gone:
        raise Refused(sentence(N_("Agent `{agent}` is at work already."), agent=came.agent.name))
    return desk


def can_pause(hall: Hall, paused: Paused) -> Desk:
    """Refuse who takes no contacts in any case."""
    desk = _at_work(hall, paused.agent)
    if not desk.open:
        raise Refused(sentence(N_("Agent `{agent}` is on a break already."), agent=paused.agent))
    return desk


def can_resume(hall: Hall, resumed: Resumed) -> Desk:
    """Refuse who is not on a break."""
    desk = _at_work(hall, resumed.agent)
    if desk.open:
        raise Refused(sentence(N_("Agent `{agent}` is not on a break."), agent=resumed.agent))
    return desk


def can_go_out(hall: Hall, out: WentOut) -> Desk:
    """Refuse who is not there."""
    return _at_work(hall, out.agent)


def is_offered(hall: Hall, answer: Accepted | Declined) -> Waiting:
    """Refuse what was not offered to this agent, or no longer is."""
    waiting = hall.offers.get(answer.contact)
    if waiting is None or waiting.taker != answer.agent or waiting.expires <= answer.at:
        message = N_("Contact `{contact}` is not offered to `{agent}` (any more).")
        raise Refused(sentence(message, contact=answer.contact, agent=answer.agent))
    return waiting


def can_release(hall: Hall, released: Released) -> Desk:
    """Refuse to let go of what is not held, or of what the next one has not accepted yet."""
    desk = hall.holders.get(released.contact)
    if desk is None or desk.name != released.agent:
        raise _not_with(released.contact, released.agent)
    if released.contact in hall.waiting:
        message = N_("Contact `{contact}` is still with `{agent}`: nobody has accepted it yet.")
        attempt = N_("Wait until somebody accepts, or say that it waits no more.")
        facts = {"contact": released.contact, "agent": released.agent}
        raise Refused(sentence(message, **facts), sentence(attempt))
    return desk


def can_wrap_up(hall: Hall, wrapped: WrappedUp) -> Desk:
    """Refuse where there is no wrap-up, or its time is over."""
    desk = hall.desks.get(wrapped.agent)
    if desk is None or wrapped.contact not in desk.wraps or desk.wraps[wrapped.contact][2] <= wrapped.at:
        message = N_("Agent `{agent}` has no wrap-up of contact `{contact}`.")
        raise Refused(sentence(message, agent=wrapped.agent, contact=wrapped.contact))
    return desk


def anything_goes(hall: Hall, happening: object) -> None:
    """Time may always pass."""


def _at_work(hall: Hall, agent: str) -> Desk:
    desk = hall.desks.get(agent)
    if desk is None or desk.gone:
        raise Refused(sentence(N_("Agent `{agent}` is not at work."), agent=agent))
    return desk


def _not_with(contact: str, agent: str) -> Refused:
    return Refused(sentence(N_("Contact `{contact}` is not with `{agent}`."), contact=contact, agent=agent))
