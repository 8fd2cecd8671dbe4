"""A receipt as sentences, line by line, in the order in which one would ask."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from possible.ledger import line_told
from possible.measure.periods import UTC
from possible.measure.receipt import ContactLine, Credited, Promised, Receipt, Said, Sums
from possible.values import N_, Sentence, sentence
from possible.values.instant import HOUR, MINUTE, SECOND, Instant, local

KINDS = (
    ("waited", N_("waited {time}")),
    ("menu", N_("in menus {time}")),
    ("held", N_("on hold {time}")),
    ("transferred", N_("handed on {time}")),
    ("spoke", N_("spoke {time}")),
)
OUTCOMES = {
    "kept": (N_("{promise}, by {due}: kept"), N_("{promise}, without a time: kept")),
    "broken": (N_("{promise}, by {due}: broken"), N_("{promise}, without a time: broken")),
    "ended": (N_("{promise}, by {due}: the matter had ended"), N_("{promise}: the matter had ended")),
    "running": (N_("{promise}, by {due}: still running"), N_("{promise}, without a time: still running")),
}


def lasted(milliseconds: int) -> Sentence:
    """Return a length of time in words: seconds, minutes with seconds, or hours with minutes."""
    seconds = milliseconds // SECOND
    if milliseconds >= HOUR:
        return sentence(N_("{hours} h {minutes} min"), hours=seconds // 3600, minutes=seconds // 60 % 60)
    if milliseconds >= MINUTE:
        return sentence(N_("{minutes} min {seconds} s"), minutes=seconds // 60, seconds=seconds % 60)
    return sentence(N_("{count} s"), count=seconds)


def when(at: Instant, zone: ZoneInfo) -> str:
    """Return a moment as the clock on the wall shows it: `2026-12-01 09:30`."""
    return f"{local(at, zone):%Y-%m-%d %H:%M}"


def itemised(receipt: Receipt, zone: ZoneInfo = UTC) -> Iterator[tuple[int, Sentence]]:
    """Yield the sentences of a receipt, each with how far it is set in."""
    yield 0, _head(receipt)
    for contact in receipt.contacts:
        yield 1, _contact(contact, zone)
    yield 1, _waited(receipt)
    yield 1, _money(receipt)
    yield from _parts(N_("Told:"), [_told(said, zone) for said in receipt.told])
    yield from _parts(N_("Promised:"), [_promised(each, zone) for each in receipt.promised])
    yield from _parts(N_("Paid back:"), [_credited(each, zone) for each in receipt.credits])
    yield from _parts(N_("Bill:"), [line_told(line) for line in receipt.bill.lines])
    again = ", ".join(dict.fromkeys(each.fact for each in receipt.asked_again))
    if again:
        yield 1, sentence(N_("Asked again although it was known: {facts}"), facts=again)
    if receipt.solved is not None:
        yield 1, sentence(N_("Solved at {at}."), at=when(receipt.solved, zone))


def _parts(head: str, lines: list[Sentence]) -> Iterator[tuple[int, Sentence]]:
    if lines:
        yield 1, sentence(head)
        yield from ((2, line) for line in lines)


def _head(receipt: Receipt) -> Sentence:
    if receipt.reference:
        text = N_("Receipt of {subject} (reference {reference})")
        return sentence(text, subject=receipt.subject, reference=receipt.reference)
    return sentence(N_("Receipt of {subject}"), subject=receipt.subject)


def _contact(contact: ContactLine, zone: ZoneInfo) -> Sentence:
    """Return the line of a contact; its parts add up to how long it lasted, nothings are left out."""
    text = N_("{at} {line} ({channel}, {language}): {lasted} in all")
    found = sentence(
        text, at=when(contact.began, zone), line=contact.line, channel=contact.channel,
        language=contact.language, lasted=lasted(contact.lasted),
    )  # fmt: skip
    for name, part in KINDS:
        if getattr(contact, name):
            spent = sentence(part, time=lasted(getattr(contact, name)))
            found = sentence("{before} · {more}", before=found, more=spent)
    return sentence("{before} · {more}", before=found, more=sentence(N_("ended: {how}"), how=contact.how))


def _waited(receipt: Receipt) -> Sentence:
    facts = {
        "waited": lasted(receipt.minutes("waited")),
        "held": lasted(receipt.minutes("held") + receipt.minutes("transferred")),
    }
    cost = _sums(receipt.to_wait)
    if cost is None:
        return sentence(N_("Waited {waited}, on hold or handed on {held}; waiting cost nothing."), **facts)
    return sentence(
        N_("Waited {waited}, on hold or handed on {held}; waiting cost {cost}."), **facts, cost=cost
    )


def _money(receipt: Receipt) -> Sentence:
    nothing = sentence(N_("nothing"))
    return sentence(
        N_("Calls: {calls} · remedies: {fees} · paid back: {credits}"),
        calls=_sums(receipt.calls) or nothing,
        fees=_sums(receipt.fees) or nothing,
        credits=_sums(receipt.credited) or nothing,
    )


def _sums(sums: Sums) -> str | None:
    return " + ".join(str(amount) for amount in sums) or None


def _told(said: Said, zone: ZoneInfo) -> Sentence:
    facts = {"at": when(said.at, zone), "question": said.question, "answer": said.answer}
    found = sentence(N_("{at} {question}: {answer}"), **facts)
    parts = (
        (N_("price {what}"), said.price),
        (N_("because {what}"), said.because),
        (N_("instead {what}"), said.instead),
        (N_("appeal {what}"), ", ".join(said.appeal)),
    )
    for text, what in parts:
        if what:
            found = sentence("{before} · {more}", before=found, more=sentence(text, what=what))
    return found


def _promised(each: Promised, zone: ZoneInfo) -> Sentence:
    dated, undated = OUTCOMES[each.outcome]
    if each.due is None:
        return sentence(undated, promise=each.promise)
    return sentence(dated, promise=each.promise, due=when(each.due, zone))


def _credited(each: Credited, zone: ZoneInfo) -> Sentence:
    text = N_("{at} {amount} ({credit})") if each.unasked else N_("{at} {amount} ({credit}), when asked")
    return sentence(text, at=when(each.at, zone), amount=each.amount, credit=each.credit)
