"""Cases that belong together: linked, merged, taken apart again. No row moves, so undoing is exact."""

from __future__ import annotations

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append, locked_case
from possible_web.keeping.families import merged_into
from possible_web.records.models import Case, CaseLink, Staff

LINKED, MERGED, TAKEN_APART = "shell-case-linked", "shell-case-merged", "shell-case-unmerged"


@action
def do_link_cases(one: int, other: int, staff: Staff, now: Instant) -> CaseLink:
    """Note that two cases belong together; again, nothing happens. `Refused` for a case and itself."""
    if one == other:
        raise Refused(sentence(N_("A case cannot be linked with itself.")))
    first, second = (locked_case(number) for number in sorted((one, other)))
    kept = CaseLink.objects.filter(
        kind=CaseLink.Kind.RELATED, one=first, other=second, undone_at=None
    ).first()
    return kept or _linked(first, second, CaseLink.Kind.RELATED, staff, now)


@action
def do_unlink_cases(link: CaseLink, staff: Staff, now: Instant) -> None:
    """Note that two cases do not belong together after all (linked or merged); again, nothing happens."""
    _taken_apart(link, staff, now)


@action
def do_merge_cases(one: int, into: int, staff: Staff, now: Instant) -> CaseLink:
    """Let one case go on in another of the same customer: its page leads there, and nothing of it is changed.

    `Refused`: another customer's, itself, one that is merged already, or while somebody talks in it.
    """
    if one == into:
        raise Refused(sentence(N_("A case cannot be merged with itself.")))
    locked = {number: locked_case(number) for number in sorted((one, into))}
    _may_merge(locked[one], locked[into])
    return _linked(locked[one], locked[into], CaseLink.Kind.MERGE, staff, now)


def _may_merge(case: Case, into: Case) -> None:
    if case.customer_id != into.customer_id:
        raise Refused(
            sentence(N_("These cases are of two customers.")),
            sentence(N_("link them: then each keeps its own page")),
        )
    for each in (case, into):
        if merged_into(each):
            raise Refused(
                sentence(N_("Case {reference} is merged already."), reference=each.reference),
                sentence(N_("take it apart first, or merge with the case that it goes on in")),
            )
    if case.state.get("talks") or case.state.get("callbacks"):
        raise Refused(
            sentence(N_("Somebody talks in case {reference}, or a call is owed."), reference=case.reference),
            sentence(N_("merge the other case into it, or finish first")),
        )


@action
def do_unmerge_case(case_id: int, staff: Staff, now: Instant) -> None:
    """Let a case go on by itself again; `Refused` when it is not merged."""
    case = locked_case(case_id)
    link = CaseLink.objects.filter(one=case, kind=CaseLink.Kind.MERGE, undone_at=None).first()
    if link is None:
        raise Refused(sentence(N_("Case {reference} is not merged."), reference=case.reference))
    _taken_apart(link, staff, now)


def _taken_apart(link: CaseLink, staff: Staff, now: Instant) -> None:
    if not CaseLink.objects.filter(pk=link.pk, undone_at=None).update(undone_at=now):
        return
    _note(link, TAKEN_APART, staff, now)


def _linked(one: Case, other: Case, kind: str, staff: Staff, now: Instant) -> CaseLink:
    link = CaseLink.objects.create(one=one, other=other, kind=kind, by=staff, at=now)
    _note(link, MERGED if kind == CaseLink.Kind.MERGE else LINKED, staff, now)
    return link


def _note(link: CaseLink, kind: str, staff: Staff, now: Instant) -> None:
    """Write one line into the journal of each of the two."""
    pairs = ((link.one, link.other), (link.other, link.one))
    append(
        Entry(
            at=now,
            kind=kind,
            case=case.pk,
            body={"agent": staff.name, "link": link.kind, "other": other.reference},
            topics=(f"case-{case.pk}", "desk-cases"),
        )
        for case, other in pairs
    )
