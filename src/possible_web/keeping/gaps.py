"""What only the moment knows of a charter's sentences: `{window}`, `{time}`, `{code}`, `{date}`."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from possible.answers import day_in_language, in_language, moment_in_language
from possible.cli.say import say
from possible.journey.force import InForce
from possible.promises import Clock
from possible.values import N_, Language, Money
from possible.values.instant import Instant
from possible_web.records.models import Case

CHOSEN = N_("in a window that you choose")
IN_QUESTION = N_("the sum in question")
SEVERAL = N_("several")


def of_answer(force: InForce, case: Case, answer: str, language: Language, now: Instant) -> Mapping[str, str]:
    """Return what fills an answer's sentence before anything is agreed."""
    charter, zone = force.charter, ZoneInfo(force.charter.timezone)
    remedy = charter.remedies.get(answer)
    within = remedy.within if remedy else None
    rung = next((each for each in charter.complaints.ladder if each.within), None)
    heard = force.calendar.due(now, rung.within) if rung and rung.within else now
    return {
        "window": say(CHOSEN),
        "time": moment_in_language(heard, zone, language),
        "code": case.reference,
        "reference": case.reference,
        "amount": say(IN_QUESTION),
        "count": say(SEVERAL),
        "date": day_in_language(force.calendar.due(now, within) if within else now, zone, language),
    }


def of_promise(
    force: InForce, clock: Clock, window: str, agent: str, language: Language
) -> Mapping[str, str]:
    """Return what fills a promise's sentence: until when, in which window, by whom, and what is owed else."""
    charter, zone = force.charter, ZoneInfo(force.charter.timezone)
    due = clock.due or clock.started
    found = {
        "time": moment_in_language(due, zone, language),
        "date": day_in_language(due, zone, language),
        "opening": moment_in_language(clock.started, zone, language),
        "window": window,
        "agent": agent,
    }
    promise = charter.promises.get(clock.promise)
    owed = promise.else_.credit if promise and promise.else_ else ()
    sums = [in_language(Money(one.cents, one.currency), language) for one in owed if not one.months]
    return found | ({"credit": sums[0]} if sums else {})
