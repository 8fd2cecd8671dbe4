"""Cases and complaints: reference, memory, closing, the ladder, the body outside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from possible.charter.kinds import Record, YesNo, key, record
from possible.charter.model import HandOnInPractice
from possible.charter.promises import CUSTOMER_AGREES, Else, Promise
from possible.charter.quantities import SPAN
from possible.charter.steps import HandOn
from possible.check.law import Broken
from possible.check.standards.facts.reach import steps
from possible.check.standards.facts.register import COUNT, CannotBeCompared, fact
from possible.check.standards.said import sentence
from possible.check.standards.strictness import longest, no_longer, shortfalls
from possible.check.subject import Subject
from possible.values import N_, Span

STAYS = "stays behind"
AT_ONCE = re.compile(
    r"at once|immediately|on opening|at the (start|beginning|opening)|in the first .+"
    r"|during the (contact|call)|before the (contact|call) ends|within \d+ (s|min|seconds?|minutes?)"
)


@fact("reference-at-once", YesNo())
def reference_at_once(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """The customer has the reference of the case before the contact ends."""
    given = subject.charter.cases.reference
    if not AT_ONCE.fullmatch(given):
        message = sentence(
            N_("The customer does not have the reference of the case before the contact ends.")
        )
        attempt = sentence(N_("write `reference: in the first minute`"))
        yield Broken(subject.charter.place("cases", "reference"), message, (), attempt)


@fact("case-travels", YesNo())
def case_travels(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """What the customer has said goes along when they are handed on."""
    charter = subject.charter
    left = [
        (at, step.hand_on) for at, step in steps(charter) if isinstance(step, HandOn) and step.case == STAYS
    ]
    left += [
        (("teams", name, "in-practice", str(index)), act.hand_on)
        for name, team in charter.teams.items()
        for index, act in enumerate(team.in_practice)
        if isinstance(act, HandOnInPractice) and act.case == STAYS
    ]
    for at, team in left:
        message = sentence(N_("The customer is handed on to `{team}` without the case."), team=team)
        yield Broken(charter.place(*at, "case"), message)


@fact("contacts-join", YesNo())
def contacts_join(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A new contact on the same matter joins its case."""
    if subject.charter.cases.joins is None:
        message = sentence(N_("A new contact on the same matter begins again."))
        yield Broken(
            subject.charter.place("cases", "joins"), message, (), sentence(N_("write `joins: 60 days`"))
        )


@fact("lost-connection", YesNo())
def lost_connection(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A lost connection starts a promise to call back."""
    charter = subject.charter
    promise = charter.promises.get(charter.cases.lost_connection)
    if promise is None or promise.until != "called":
        message = sentence(N_("Nobody calls back when the connection is lost."))
        yield Broken(charter.place("cases", "lost-connection"), message)


@fact("closes-with-customer", YesNo())
def closes_with_customer(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A case never closes because time has passed: the customer agrees."""
    given = subject.charter.cases.closes
    if given != CUSTOMER_AGREES:
        message = sentence(N_("A case closes without the customer: {when}."), when=given)
        yield Broken(subject.charter.place("cases", "closes"), message)


@record
class LadderWanted:
    """How soon complaints are answered on each rung and in all, and what a late answer owes."""

    rungs: int = key(COUNT, "how many rungs there are at least", default=1)
    first: Span | None = key(SPAN, "the first rung", default=None)
    each: Span | None = key(SPAN, "each rung", default=None)
    together: Span | None = key(SPAN, "all rungs together", default=None)
    else_: Else | None = key(Record(Else), "what a late answer owes", name="else", default=None)


@fact("complaints-ladder", Record(LadderWanted))
def complaints_ladder(subject: Subject, want: LadderWanted) -> Iterator[Broken]:
    """Complaints are answered this soon, and a late answer pays."""
    charter, ladder = subject.charter, subject.charter.complaints.ladder
    if len(ladder) < want.rungs:
        message = sentence(
            N_("The complaints ladder has {given} rungs; the standard asks for {want}."),
            given=len(ladder),
            want=want.rungs,
        )
        yield Broken(charter.place("complaints", "ladder"), message)
        return
    for index, rung in enumerate(ladder):
        limit = want.first if want.first and index == 0 else want.each
        at = ("complaints", "ladder", str(index))
        if rung.within is None and (limit or want.together):
            yield Broken(charter.place(*at), sentence(N_("The rung `{who}` has no time."), who=rung.who))
        elif limit and rung.within and not no_longer(rung.within, limit):
            message = sentence(
                N_("The rung `{who}` answers within {given}; the standard asks for {want} or less."),
                who=rung.who,
                given=rung.within,
                want=limit,
            )
            yield Broken(charter.place(*at, "within"), message)
        yield from _late(subject, at, rung.else_, want)
    yield from _together(subject, want)


def _late(subject: Subject, at: tuple[str, ...], owed: Else | None, want: LadderWanted) -> Iterator[Broken]:
    ours, theirs = (Promise(from_="received", until="answered", else_=part) for part in (owed, want.else_))
    short = shortfalls(ours, theirs)
    if short and not any(one.comparable for one in short):
        raise CannotBeCompared(sentence(N_("Its sums are in another currency than those of the charter.")))
    yield from (Broken(subject.charter.place(*at, *one.key), one.message) for one in short if one.comparable)


def _together(subject: Subject, want: LadderWanted) -> Iterator[Broken]:
    spans = [rung.within for rung in subject.charter.complaints.ladder if rung.within]
    if not (want.together and spans):
        return
    if len({span.unit for span in spans}) == 1:
        kept = no_longer(Span(sum(span.count for span in spans), spans[0].unit), want.together)
    else:
        kept = sum(map(longest, spans)) <= want.together.about
    if not kept:
        message = sentence(N_("All rungs together take longer than {want}."), want=want.together)
        yield Broken(subject.charter.place("complaints", "ladder"), message)


@record
class OutsideWanted:
    """When a body outside the company can be asked."""

    after: Span | None = key(SPAN, "after how long at most", default=None)
    deadlock: bool = key(YesNo(), "earlier too, when neither side moves", default=False)


@fact("outside-body", Record(OutsideWanted))
def outside_body(subject: Subject, want: OutsideWanted) -> Iterator[Broken]:
    """A body outside the company is named, and can be asked this soon."""
    charter, given = subject.charter, subject.charter.complaints.outside
    if given is None:
        message = sentence(N_("Nobody outside the company is named who decides."))
        yield Broken(
            charter.place("complaints"),
            message,
            (),
            sentence(N_("write `outside: {example}`"), example="{who: …, after: …}"),
        )
        return
    if want.after and not (given.after and no_longer(given.after, want.after)):
        late = given.after or sentence(N_("not limited"))
        message = sentence(
            N_("The outside body can be asked after: {given}; the standard asks for {want} or less."),
            given=late,
            want=want.after,
        )
        yield Broken(charter.place("complaints", "outside", "after"), message)
    if want.deadlock and not given.or_:
        message = sentence(N_("The outside body cannot be asked earlier when neither side moves."))
        yield Broken(
            charter.place("complaints", "outside"), message, (), sentence(N_("write `or: at deadlock`"))
        )
    for name in charter.languages:
        if name in charter.words and not charter.words[name].text("outside", given.who):
            message = sentence(N_("The outside body is not worded in `{language}`."), language=name)
            yield Broken(charter.place("words", name, "outside", given.who), message)
