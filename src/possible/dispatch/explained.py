"""Answers as sentences: why a window is impossible, and how far a search went."""

from __future__ import annotations

from collections.abc import Callable

from possible.dispatch.certificates import Certificate, Full, NoArrangement, NobodyCan, PartsGone
from possible.dispatch.plan import Plan
from possible.dispatch.slots import Tier
from possible.values.text import N_, Sentence, sentence

TIERS = {
    Tier.INSERTION: N_("between two visits"),
    Tier.ANY_ORDER: N_("one technician's day in any order"),
    Tier.EXCHANGE: N_("one visit handed to a colleague"),
    Tier.DEEP: N_("the whole day rearranged"),
}
TIER_NAMES = {
    Tier.INSERTION: "insertion",
    Tier.ANY_ORDER: "any-order",
    Tier.EXCHANGE: "exchange",
    Tier.DEEP: "deep",
}
NOBODY = {
    "nobody-works": N_("Nobody works then."),
    "no-skill": N_("Nobody who works then has the skill: {about}."),
    "no-equipment": N_("Nobody who works then has the equipment: {about}."),
    "no-territory": N_("Nobody who works then serves the territory: {about}."),
    "no-part": N_("No van has what is needed then: {about}."),
    "no-reach": N_("Nobody can get there, do the work and be home by the end of the day."),
    "nobody-fits": N_("Nobody who works then has all that is needed: {about}."),
}
GONE = N_("All of `{part}` that is in the vans is promised.")
GONE_UNTIL = N_("All of `{part}` that is in the vans is promised; more comes on {until}.")
FULL = N_("The {turns} technicians who could come have {room} minutes, and {work} minutes of work.")
CROWDED = N_(
    "The {turns} technicians who could come can begin at most {most} such visits each "
    "between {start} and {end}, and have promised {visits}."
)
TRIED = N_(
    "Every way to share out {visits} promised visits among {turns} technicians was tried; none leaves room."
)


def because(plan: Plan, certificate: Certificate, clock: Callable[[int], str] = str) -> Sentence:
    """Why the window is impossible, in one sentence; `clock` says an instant as its readers do."""
    if isinstance(certificate, NobodyCan):
        return _nobody(plan, certificate)
    if isinstance(certificate, PartsGone):
        if certificate.until:
            return sentence(GONE_UNTIL, part=certificate.part, until=certificate.until)
        return sentence(GONE, part=certificate.part)
    if isinstance(certificate, Full):
        minutes = certificate.work // 60, certificate.room // 60
        if certificate.work <= certificate.room:
            return sentence(
                CROWDED,
                turns=len(certificate.turns),
                most=certificate.most,
                visits=len(certificate.visits),
                start=clock(certificate.start),
                end=clock(certificate.end),
            )
        return sentence(FULL, turns=len(certificate.turns), work=minutes[0], room=minutes[1])
    assert isinstance(certificate, NoArrangement)  # noqa: S101 - there are four kinds
    return sentence(TRIED, visits=len(certificate.visits), turns=len(certificate.turns))


def _nobody(plan: Plan, certificate: NobodyCan) -> Sentence:
    about = sorted({reason.about for reason in certificate.reasons if reason.about})
    until = [f"{part} ({plan.resupply[part]})" if part in plan.resupply else part for part in about]
    return sentence(NOBODY[certificate.rule], about=", ".join(until))
