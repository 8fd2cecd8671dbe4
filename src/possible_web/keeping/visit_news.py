"""What a customer is told about who comes and when, in their language: by letter and on their case's page.

It always leaves them a choice: another window is one click away. What was told cannot be untold; who comes
after all is told as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from possible.answers import in_language, time_in_language, window_in_language
from possible.cli.say import say
from possible.values import N_, Language, Money, Sentence, sentence
from possible.values.instant import Instant
from possible_web.keeping.charters import charter_of
from possible_web.keeping.decisions import REASONS
from possible_web.keeping.journal import Entry, append
from possible_web.keeping.letters import speaking, write
from possible_web.keeping.words_kept import line_of_message
from possible_web.records.models import Message, Staff, Visit

VISIT_TOLD = "shell-visit-told"
SENTENCES: Mapping[str, tuple[str, str]] = {
    "other": (
        N_("Another technician comes: {technician}"),
        N_(
            "{technician} comes instead, in the window that you were promised: {window}. "
            "Nothing else changes, and you need do nothing. If it no longer suits you, choose another window "
            "on the page of your case."
        ),
    ),
    "other-language": (
        N_("Another technician comes: {technician}"),
        N_(
            "{technician} comes instead, in the window that you were promised: {window}. "
            "{technician} does not speak your language. If you want one who does, choose another window on "
            "the page of your case, or ask for a person who helps you on the telephone meanwhile."
        ),
    ),
    "late": (
        N_("Your technician will be late"),
        N_(
            "{reason}: {technician} is not at your door before {time}, and you were promised {window}. "
            "We are sorry. If nobody is there by then, we owe you {amount}, unasked. You can wait, or choose "
            "another window now on the page of your case."
        ),
    ),
    "late-unpaid": (
        N_("Your technician will be late"),
        N_(
            "{reason}: {technician} is not at your door before {time}, and you were promised {window}. "
            "We are sorry. You can wait, or choose another window now on the page of your case."
        ),
    ),
    "after-all": (
        N_("{technician} comes after all"),
        N_(
            "{technician} comes after all, in the window that you were promised: {window}. "
            "What we wrote before about somebody else no longer holds. We are sorry for the confusion."
        ),
    ),
    "away": (
        N_("We rang, and nobody opened"),
        N_(
            "{technician} rang at your door, and nobody opened. Nothing is charged for that, and the price "
            "that you agreed to holds. Choose another window on the page of your case."
        ),
    ),
    "asked": (
        N_("May we come at another time?"),
        N_(
            "You were promised {window}. We would rather come at another time: {reason}. "
            "Nothing moves without you. If you agree, choose another window on the page of your case; "
            "if you do nothing, we come as promised."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class VisitNews:
    """What one customer is told: which sentence, and what fills it; `key` makes it once only."""

    name: str
    key: str
    technician: str = ""
    reason: str = "other"
    comes: Instant | None = None
    credit: Money | None = field(default=None)


def tell(row: Visit, news: VisitNews, now: Instant) -> None:
    """Write it to the customer and put it on the page of the case, in the language of the case."""
    case = row.case
    key = f"visit {row.pk} {row.day} {news.key}"
    with speaking(case.language):
        subject, text = said(row, news)
        plain = say(text)
    write(case, key, (subject, text), now)
    message, fresh = Message.objects.get_or_create(
        key=f"told {key}"[:64],
        defaults={
            "case": case,
            "by": Message.By.COMPANY,
            "language": case.language,
            "text": plain,
            "at": now,
        },
    )
    body = {
        "visit": row.name,
        "told": news.name,
        "technician": news.technician,
        "starts": row.starts,
        "ends": row.ends,
        "comes": news.comes,
    }
    topics = (f"case-{case.pk}", "desk-cases")
    lines = [Entry(at=now, kind=VISIT_TOLD, body=body, case=case.pk, topics=topics)]
    append([*([line_of_message(message)] if fresh else ()), *lines])


def said(row: Visit, news: VisitNews) -> tuple[Sentence, Sentence]:
    """Return subject and text; to be said while its language is spoken."""
    charter, language = charter_of(row.case.charter_id).charter, Language(row.case.language)
    zone = ZoneInfo(charter.timezone)
    name = "late-unpaid" if news.name == "late" and news.credit is None else news.name
    subject, text = SENTENCES[name]
    who = Staff.objects.filter(name=news.technician).values_list("shown_name", flat=True).first()
    reason = say(sentence(REASONS.get(news.reason, REASONS["other"])))
    facts = {
        "technician": who or news.technician,
        "window": window_in_language(Instant(row.starts), Instant(row.ends), zone, language),
        "time": time_in_language(news.comes, zone, language) if news.comes is not None else "",
        "amount": in_language(news.credit, language) if news.credit is not None else "",
        "reason": reason[:1].upper() + reason[1:] if name in ("late", "late-unpaid") else reason,
    }
    return _filled(subject, facts), _filled(text, facts)


def _filled(text: str, facts: Mapping[str, str]) -> Sentence:
    return sentence(text, **{name: value for name, value in facts.items() if "{" + name + "}" in text})


def reason_for(case_language: str, reason: str) -> str:
    """Return the reason for which nobody can come, in the language of a case: it is told as it stands."""
    with speaking(case_language):
        return say(sentence(REASONS.get(reason, REASONS["other"])))
