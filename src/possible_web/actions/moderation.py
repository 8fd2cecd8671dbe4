"""Moderation: readers report, rules hold back, a lead decides with a reason for everybody, and undoes."""

from __future__ import annotations

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append
from possible_web.keeping.in_public import REPORTS, let_stand, take_away
from possible_web.records.models import Comment, Report, Ruling, Staff, Story
from possible_web.records.stories import State

RULED = "shell-story-ruled"
ENOUGH = 3
LONGEST = 400


@action
def do_report_told(told: Story | Comment, who: str, reason: str, now: Instant) -> Report:
    """Report something; three readers hold it until somebody has looked. The same reader counts once."""
    reason = " ".join(reason.replace("\x00", "").split())
    if not reason:
        raise Refused(sentence(N_("Say what is wrong with it.")), sentence(N_("a few words are enough")))
    row = type(told).objects.select_for_update(no_key=True).get(pk=told.pk)
    what = _what(row)
    report = Report.objects.get_or_create(who=who, **what, defaults={"reason": reason[:LONGEST], "at": now})[
        0
    ]
    if row.state == State.SHOWN and Report.objects.filter(**what, settled_at=None).count() >= ENOUGH:
        row.held_for = [*row.held_for, REPORTS]
        row.save(update_fields=["held_for"])
        _noted(row, State.HELD, None, "", now)
        take_away(row, State.HELD)
    return report


@action
def do_rule_told(told: Story | Comment, shown: bool, by: Staff, reason: str, now: Instant) -> Ruling:  # noqa: FBT001 - it is what is decided
    """Show or hide something; a hidden thing shows its reason, so there must be one. Reports are settled."""
    reason = " ".join(reason.replace("\x00", "").split())[:LONGEST]
    row = type(told).objects.select_for_update(no_key=True).get(pk=told.pk)
    if row.state not in (State.HELD, State.SHOWN, State.HIDDEN):
        raise Refused(sentence(N_("There is nothing to decide about it any more.")))
    if not shown and not reason:
        raise Refused(
            sentence(N_("What is hidden needs a reason that everybody can read.")),
            sentence(N_("for example: it names a person who did not agree")),
        )
    ruling = _noted(row, State.SHOWN if shown else State.HIDDEN, by, reason, now)
    _put(row, ruling.after, reason, now)
    Report.objects.filter(**_what(row), settled_at=None).update(settled_at=now)
    return ruling


@action
def do_undo_ruling(ruling: Ruling, by: Staff, now: Instant) -> None:
    """Put something back where it stood before a decision; the decision stays in the record as undone."""
    row = ruling.story or ruling.comment
    if row is None:
        raise Refused(sentence(N_("There is nothing to decide about it any more.")))
    told = type(row).objects.select_for_update(no_key=True).get(pk=row.pk)
    if ruling.undone_at is not None or told.state != ruling.after:
        raise Refused(sentence(N_("Something else was decided meanwhile.")), sentence(N_("look at it again")))
    Ruling.objects.filter(pk=ruling.pk).update(undone_at=now)
    _put(told, ruling.before, "", now)
    _entry(told, ruling.before, by, "undone", now)


def _put(row: Story | Comment, state: str, reason: str, now: Instant) -> None:
    if state == State.SHOWN:
        if row.state != State.SHOWN:
            let_stand(row, now)
    else:
        take_away(row, state, reason)


def _noted(row: Story | Comment, after: str, by: Staff | None, reason: str, now: Instant) -> Ruling:
    _entry(row, after, by, reason, now)
    return Ruling.objects.create(**_what(row), staff=by, before=row.state, after=after, reason=reason, at=now)


def _entry(row: Story | Comment, after: str, by: Staff | None, reason: str, now: Instant) -> None:
    name = "story" if isinstance(row, Story) else "comment"
    body = {name: row.pk, "state": str(after), "who": by.name if by else "", "reason": reason}
    append([Entry(at=now, kind=RULED, body=body, topics=("stories-held",))])


def _what(row: Story | Comment) -> dict[str, Story | Comment]:
    return {"story": row} if isinstance(row, Story) else {"comment": row}
