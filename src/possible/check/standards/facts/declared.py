"""What the company declares and nothing else depends on: publication, access, contracts, manners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from possible.charter.kinds import ListOf, OneOf, Record, Text, YesNo, key, record
from possible.charter.quantities import SPAN, WORD
from possible.check.law import Broken
from possible.check.standards.facts.register import fact
from possible.check.standards.said import sentence
from possible.check.standards.strictness import no_longer
from possible.check.subject import Subject
from possible.values import N_, Refused, Sentence, Span, span

MACHINE = ("yaml", "json", "xml", "csv")
OFTEN = ("each week", "each month", "each quarter", "each year")
AFTER_CLOSING = re.compile(r"never|after .*(closed|solved|resolved|agreed).*")
STOPPED = ("stopped", "suspended", "paused", "on hold")


def _not_declared(subject: Subject, message: Sentence, *keys: str) -> Broken:
    attempt = sentence(N_("declare it under `declarations`: `{key}`"), key=": ".join(keys))
    return Broken(subject.charter.place("declarations", *keys), message, (), attempt)


@record
class PublishedWanted:
    """What is published: in which form, and how often figures appear."""

    machine_readable: bool = key(YesNo(), "in a form that machines read", default=False)
    figures: str = key(OneOf(*OFTEN), "figures at least so often", default="")


@fact("published", Record(PublishedWanted))
def published(subject: Subject, want: PublishedWanted) -> Iterator[Broken]:
    """The charter is published, in these forms, with figures this often."""
    given = subject.charter.declarations.published
    if given is None:
        yield _not_declared(
            subject, sentence(N_("Nothing says where the charter is published.")), "published"
        )
        return
    if want.machine_readable and not set(given.as_) & set(MACHINE):
        message = sentence(N_("The charter is not published in a form that machines read."))
        yield Broken(subject.charter.place("declarations", "published", "as"), message)
    if want.figures and (
        given.figures not in OFTEN or OFTEN.index(given.figures) > OFTEN.index(want.figures)
    ):
        message = sentence(N_("Measured figures do not appear `{want}`."), want=want.figures)
        yield Broken(subject.charter.place("declarations", "published", "figures"), message)


@fact("access-standard", ListOf(WORD))
def access_standard(subject: Subject, want: tuple[str, ...]) -> Iterator[Broken]:
    """One of these standards of accessibility is met, and somebody looked by hand on a known day."""
    given = subject.charter.declarations.access
    if given is None or not any(name in given.standard for name in want):
        message = sentence(
            N_("No standard of accessibility is declared; one of: {names}."), names=", ".join(want)
        )
        yield _not_declared(subject, message, "access", "standard")
    elif given.audited is None or given.audited < date(subject.charter.version.year - 3, 1, 1):
        message = sentence(N_("Nobody has looked at accessibility by hand in the last three years."))
        yield _not_declared(subject, message, "access", "audited")


@fact("commitment-at-most", SPAN)
def commitment_at_most(subject: Subject, want: Span) -> Iterator[Broken]:
    """The longest minimum term of a contract."""
    given = subject.charter.declarations.contracts
    if given is None or given.commitment is None or not no_longer(given.commitment, want):
        message = sentence(
            N_("The minimum term of contracts is not declared to be {want} or less."), want=want
        )
        yield _not_declared(subject, message, "contracts", "commitment")


def _before(text: str) -> Span:
    found = re.fullmatch(r"(.+) before", text)
    if not found:
        raise Refused(sentence(N_("`{text}` is no time before; write `1 month before`."), text=text))
    return span(found[1])


@fact("changes-told", Text(_before, "a time before, such as `1 month before`"))
def changes_told(subject: Subject, want: Span) -> Iterator[Broken]:
    """Changes of a contract are told this long before."""
    given = subject.charter.declarations.contracts
    try:
        told = _before(given.changes_told) if given else None
    except Refused:
        told = None
    if told is None or not no_longer(want, told):
        message = sentence(N_("Changes of contracts are not declared to be told {want} before."), want=want)
        yield _not_declared(subject, message, "contracts", "changes-told")


@fact("ends-online", YesNo())
def ends_online(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A contract can be ended online."""
    given = subject.charter.declarations.contracts
    if not (given and given.end_online):
        yield _not_declared(
            subject, sentence(N_("A contract cannot be ended online.")), "contracts", "end-online"
        )


@fact("bundle-may-end", YesNo())
def bundle_may_end(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """The whole bundle may end when part of it is not supplied."""
    given = subject.charter.declarations.contracts
    if not (given and given.whole_bundle_may_end):
        message = sentence(N_("The whole bundle cannot end when part of it is not supplied."))
        yield _not_declared(subject, message, "contracts", "whole-bundle-may-end")


@fact("deposits-back", SPAN)
def deposits_back(subject: Subject, want: Span) -> Iterator[Broken]:
    """Deposits and sums paid ahead come back this soon."""
    given = subject.charter.declarations.contracts
    if not (given and given.deposits_back and no_longer(given.deposits_back, want)):
        message = sentence(N_("Deposits are not declared to come back within {want}."), want=want)
        yield _not_declared(subject, message, "contracts", "deposits-back")


@record
class RecordingsWanted:
    """What holds for recorded calls."""

    notice: bool = key(YesNo(), "told before", default=False)
    consent: bool = key(YesNo(), "only when the customer agrees", default=False)
    copy: bool = key(YesNo(), "the customer gets a copy", default=False)
    keep: Span | None = key(SPAN, "kept at least so long", default=None)
    must: bool = key(YesNo(), "calls must be recorded", default=False)


@fact("recordings", Record(RecordingsWanted))
def recordings(subject: Subject, want: RecordingsWanted) -> Iterator[Broken]:
    """Recorded calls are announced, agreed to, kept and handed out like this."""
    given = subject.charter.declarations.recordings
    if given is None:
        if want.must:
            yield _not_declared(subject, sentence(N_("Nothing says that calls are recorded.")), "recordings")
        return
    if want.notice and not given.notice:
        yield _not_declared(
            subject, sentence(N_("Nobody is told that the call is recorded.")), "recordings", "notice"
        )
    if want.copy and not given.copy:
        yield _not_declared(
            subject, sentence(N_("A customer gets no copy of the recording.")), "recordings", "copy"
        )
    if want.keep and not (given.keep and no_longer(want.keep, given.keep)):
        message = sentence(N_("Recordings are not kept for {want}."), want=want.keep)
        yield _not_declared(subject, message, "recordings", "keep")
    if want.consent and "recording" not in subject.charter.consents:
        message = sentence(N_("Calls are recorded, and nobody is asked: `consents` lacks `recording`."))
        yield Broken(subject.charter.place("consents"), message)


@fact("no-selling-in-a-fault", YesNo())
def no_selling_in_a_fault(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Nothing is sold in a contact about a fault."""
    if subject.charter.declarations.selling_in_a_fault is not False:
        message = sentence(N_("Nothing says that nothing is sold in a contact about a fault."))
        yield _not_declared(subject, message, "selling-in-a-fault")


@fact("survey-after-closing", YesNo())
def survey_after_closing(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """No survey is sent before the case is closed."""
    if not AFTER_CLOSING.fullmatch(subject.charter.declarations.survey):
        message = sentence(N_("A survey is not declared to wait until the case is closed."))
        yield _not_declared(subject, message, "survey")


@fact("no-collection-in-dispute", YesNo())
def no_collection_in_dispute(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Nothing is collected or cut off while it is disputed."""
    if subject.charter.declarations.debt_collection_in_dispute not in STOPPED:
        message = sentence(N_("Collection is not declared to stop while something is disputed."))
        yield _not_declared(subject, message, "debt-collection-in-dispute")


@fact("people-say-their-name", YesNo())
def people_say_their_name(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """People say who they are."""
    if not subject.charter.declarations.people_say_their_name:
        yield _not_declared(
            subject, sentence(N_("Nothing says that people say who they are.")), "people-say-their-name"
        )


@fact("automats-say-so", YesNo())
def automats_say_so(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """An automatic assistant says that it is one."""
    if not subject.charter.declarations.automats_say_so:
        message = sentence(N_("Nothing says that an automatic assistant says that it is one."))
        yield _not_declared(subject, message, "automats-say-so")
