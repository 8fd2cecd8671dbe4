"""What makes a price nothing after the work: said beside the price, before anybody agrees to it."""

from __future__ import annotations

from possible.charter.causes import CAUSES
from possible.charter.promises import Remedy
from possible.values import N_, Money, Sentence, sentence


def free_when(remedy: Remedy | None, price: Money | None) -> Sentence | None:
    """Return the sentence that says what makes a price nothing; None where nothing does."""
    if remedy is None or price is None or not price.cents or not remedy.free_when:
        return None
    first, *others = (sentence(CAUSES[cause]) for cause in remedy.free_when)
    causes = first
    for other in others:
        causes = sentence(N_("{one}, or {other}"), one=causes, other=other)
    return sentence(N_("Nothing to pay if the technician finds {causes}."), causes=causes)
