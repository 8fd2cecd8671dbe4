"""What became of a story that turned into a case: solved or not, when, what it cost, which rule changed.

Nothing private: no reference, no name of a customer, no word of what was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from possible.answers import in_language
from possible.charter.compare import changes
from possible.measure.receipt import Tally
from possible.values import Language, Money
from possible.values.events import AnswerGiven, CaseReopened, CaseSolved
from possible.values.instant import HOUR, Instant
from possible_web.keeping import events_of
from possible_web.keeping.charters import charter_in_force, charter_of
from possible_web.pages.speech import Speech
from possible_web.records.models import Activation, Case, Journal, Story

LATELY = 20  # activations that are searched for the one that changed a row
OVER = (Case.Status.SOLVED, Case.Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case stands: since when it is solved (or nothing), its days, contacts and price, rules changed.

    `changed`: the number of the activation that shows what changed; 0 without one.
    """

    solved: str
    days: int
    contacts: int
    cost: str
    rules: tuple[str, ...]
    changed: int


def outcome_of(story: Story, speech: Speech) -> Outcome | None:
    """Return what became of a story; nothing while it is no case."""
    case = story.case
    if case is None:
        return None
    tally, solved, asked = Tally(str(case.pk), ""), None, set()
    for event in events_of(Journal.objects.filter(case=case.pk).order_by("position")):
        tally.feed(event)
        if isinstance(event, CaseSolved):
            solved = event.at
        elif isinstance(event, CaseReopened):
            solved = None
        elif isinstance(event, AnswerGiven):
            asked.add(event.question)
    receipt = tally.result
    ended = solved if case.status in OVER and solved else None
    last = ended or case.changed_at
    rules, changed = _changed(case, frozenset(asked))
    return Outcome(
        speech.day(ended) if ended else "",
        max(0, last - case.opened_at) // (24 * HOUR),
        len(receipt.contacts),
        _cost(receipt.paid, speech),
        rules,
        changed,
    )


def _cost(paid: tuple[Money, ...], speech: Speech) -> str:
    if not paid:
        return in_language(Money(0, speech.charter.currency), Language(speech.language))
    return " + ".join(in_language(each, Language(speech.language)) for each in paid)


def _changed(case: Case, questions: frozenset[str]) -> tuple[tuple[str, ...], int]:
    """Return the rows of the case's questions that changed since, and the newest activation that did it."""
    rules = _changed_rules(_known(case.charter_id), _known(charter_in_force().id), questions)
    if not rules:
        return (), 0
    lately = list(Activation.objects.order_by("-pk").values_list("pk", "charter_id")[:LATELY])
    for (number, new), (_, old) in pairwise(lately):
        if set(rules) & set(_changed_rules(_known(old), _known(new), questions)):
            return rules, number
    return rules, lately[0][0]


def _known(version_id: int) -> tuple[int, str]:
    return version_id, charter_of(version_id).digest


@lru_cache(maxsize=256)
def _changed_rules(old: tuple[int, str], new: tuple[int, str], questions: frozenset[str]) -> tuple[str, ...]:
    """Return the rows of some questions that changed between two versions: each its row's id and digest."""
    if old == new or not questions:
        return ()
    found = changes(charter_of(old[0]).charter, charter_of(new[0]).charter)
    rows = (
        change.path[3]
        for change in found
        if change.path[0] == "questions" and change.path[1] in questions and change.path[2:3] == ("rules",)
        if len(change.path) > 3
    )
    return tuple(dict.fromkeys(rows))


def when_solved(case: Case) -> Instant | None:
    """Return since when a case is solved, for lists; nothing while it is open."""
    return Instant(case.closed_at or case.changed_at) if case.status in OVER else None
