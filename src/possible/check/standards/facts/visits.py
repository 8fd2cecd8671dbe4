"""Visits: how wide the window is, which hours can be had, how late the company may cancel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from possible.charter import Charter
from possible.charter.kinds import Text, YesNo
from possible.charter.promises import Remedy
from possible.charter.quantities import SPAN
from possible.check.law import Broken
from possible.check.standards.facts.register import fact
from possible.check.standards.said import sentence
from possible.check.standards.strictness import DAY, no_longer
from possible.check.subject import Subject
from possible.values import N_, Refused, Span, span

EVENING = 18 * 60
SATURDAY = 5


def visits(charter: Charter) -> Iterator[tuple[str, Remedy]]:
    """Yield the remedies for which somebody comes."""
    yield from (
        (name, remedy) for name, remedy in charter.remedies.items() if charter.teams[remedy.by].visits
    )


@fact("window-at-most", SPAN)
def window_at_most(subject: Subject, want: Span) -> Iterator[Broken]:
    """The window of a visit is no wider than this."""
    for name, remedy in visits(subject.charter):
        if remedy.window is None or not no_longer(remedy.window, want):
            given = remedy.window or sentence(N_("not limited"))
            message = sentence(
                N_("The window of `{remedy}` is {given}; the standard asks for {want} or less."),
                remedy=name,
                given=given,
                want=want,
            )
            yield Broken(subject.charter.place("remedies", name, "window"), message)


@fact("evening-or-saturday", YesNo())
def evening_or_saturday(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Visits can be had on an evening or on a Saturday."""
    charter = subject.charter
    for name, remedy in visits(charter):
        given = [charter.hours_of(hours) for hours in charter.teams[remedy.by].languages.values()]
        late = any(end > EVENING for hours in given for day in hours.days[:SATURDAY] for _, end in day)
        if not (late or any(hours.days[SATURDAY] for hours in given)):
            message = sentence(N_("`{remedy}` cannot be had on an evening or on a Saturday."), remedy=name)
            yield Broken(charter.place("teams", remedy.by, "languages"), message)


_CUTOFF = re.compile(r"(?P<hour>\d\d):(?P<minute>\d\d) the (?:working )?day before|(?P<span>.+) before")


def notice(text: str) -> int:
    """Return the least seconds of notice of `18:00 the day before` or `24 h before`; `Refused` else."""
    found = _CUTOFF.fullmatch(text)
    if not found:
        raise Refused(
            sentence(N_("`{text}` is no time before a visit; write `18:00 the day before`."), text=text)
        )
    if found["span"]:
        return span(found["span"]).about
    return DAY - int(found["hour"]) * 3600 - int(found["minute"]) * 60


CUTOFF = Text(notice, "a time before the visit, such as `18:00 the day before`")


@fact("cancel-until", CUTOFF)
def cancel_until(subject: Subject, want: int) -> Iterator[Broken]:
    """The company cancels a visit no later than this."""
    for name, remedy in visits(subject.charter):
        try:
            given = notice(remedy.cancel_until) if remedy.cancel_until else -1
        except Refused:
            given = -1
        if given < want:
            message = sentence(
                N_("The company may cancel `{remedy}` later than the standard allows."), remedy=name
            )
            yield Broken(subject.charter.place("remedies", name, "cancel-until"), message)


@fact("moved-with-consent", YesNo())
def moved_with_consent(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A booked window moves only when the customer agrees."""
    for name, remedy in visits(subject.charter):
        if remedy.moved != "with consent":
            message = sentence(
                N_("The company may move `{remedy}` without asking the customer."), remedy=name
            )
            yield Broken(subject.charter.place("remedies", name, "moved"), message)


@fact("late-visit-free", YesNo())
def late_visit_free(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A visit that does not begin in its window is free."""
    charter = subject.charter
    for name, remedy in visits(charter):
        promise = charter.promises.get(remedy.promise)
        owed = promise.else_ if promise and promise.until == "arrived" else None
        if remedy.fee.cents and not (owed and owed.fee):
            message = sentence(N_("A late visit of `{remedy}` is charged all the same."), remedy=name)
            at = ("promises", remedy.promise, "else") if promise else ("remedies", name, "promise")
            yield Broken(
                charter.place(*at),
                message,
                (),
                sentence(N_("write `else: {example}`"), example="{fee: waived}"),
            )


@fact("missed-visit-owes", YesNo())
def missed_visit_owes(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Something is owed for a missed visit."""
    charter = subject.charter
    owed = [promise.else_ for promise in charter.promises.values() if promise.until == "arrived"]
    if not any(one and (one.credit or one.remedy) for one in owed):
        yield Broken(charter.place("promises"), sentence(N_("Nothing is owed for a missed visit.")))
