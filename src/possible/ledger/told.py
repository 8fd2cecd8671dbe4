"""A line of a bill as sentences: what it is, and why it is what it is."""

from __future__ import annotations

from possible.charter.causes import CAUSES
from possible.ledger.entries import Kind
from possible.ledger.fold import Line, State
from possible.values import N_, Money, Sentence, sentence

STATES = {
    State.FREE: N_("nothing to pay"),
    State.DISPUTED: N_("disputed: not collected until it is decided"),
    State.DUE: N_("on the next bill"),
    State.BILLED: N_("on bill {bill}"),
}


def line_told(line: Line) -> Sentence:
    """Return a line in the words of the charter: its name, what it comes to, why, and where it stands."""
    text = N_("{name}: {amount}, {state}")
    facts = {
        "name": line.name or line.of,
        "amount": Money(line.due, line.currency) if line.currency else "",
        "state": state_told(line),
    }
    why = why_told(line)
    if why is None:
        return sentence(text, **facts)
    return sentence(N_("{name}: {amount}, {state} ({why})"), **facts, why=why)


def state_told(line: Line) -> Sentence:
    """Return where a line stands, in a few words."""
    if line.given and line.open:
        return sentence(N_("taken off the next bill"))
    billed = line.last(Kind.BILLED)
    return sentence(STATES[line.state], bill=billed.ref if billed else "")


def why_told(line: Line, promise: str = "") -> Sentence | None:
    """Return why a line is less than was quoted, or why it was given; None where nothing needs a reason.

    `promise`: how the broken promise is called (else its name in the charter).
    """
    back, waiver, rejected = (line.last(kind) for kind in (Kind.UPHELD, Kind.WAIVER, Kind.REJECTED))
    if back is not None:
        return sentence(N_("you were right: {reason}"), reason=back.why)
    if waiver is not None:
        return _waived(waiver.by, waiver.why, promise)
    if rejected is not None:
        return sentence(N_("it stays as it is: {reason}"), reason=rejected.why)
    if line.given and line.name:
        return sentence(N_("we broke a promise: {promise}"), promise=promise or line.name)
    return None


def _waived(by: str, why: str, promise: str) -> Sentence:
    if by == "promise":
        return sentence(N_("we broke a promise: {promise}"), promise=promise or why)
    if by == "cause":
        return sentence(N_("the technician found {cause}"), cause=sentence(CAUSES.get(why, why)))
    return sentence(N_("{who} let it go: {reason}"), who=by, reason=why)
