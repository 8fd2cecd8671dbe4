"""What was acknowledged to the clients: the book that they keep, and that the tables are held against."""

import itertools
from dataclasses import dataclass, field

from possible_web.records.models import Case, Contact, Draft, Message, Note


@dataclass
class Book:
    """Contacts, messages, notes and drafts, as their writers know them.

    `tried`: each text that was ever sent, with its key: it may be there once, acknowledged or not. `drafts`: what
    each draft may be now: one text once it was acknowledged, several while an answer is missing.
    """

    contacts: set = field(default_factory=set)
    cases: set = field(default_factory=set)
    messages: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    tried: dict = field(default_factory=dict)
    drafts: dict = field(default_factory=dict)
    numbers: itertools.count = field(default_factory=itertools.count)

    def text(self, who: str) -> str:
        """Return a text that nobody else writes."""
        return f"{who} writes line {next(self.numbers)}."

    def draft(self, place: tuple, *may_be, certain: bool) -> None:
        before = () if certain else self.drafts.get(place, {None})
        self.drafts[place] = {*before, *may_be}


def lost(book: Book) -> list[str]:
    """Return what was acknowledged and is not there, or is there twice."""
    found = [f"contact {one}" for one in book.contacts - set(Contact.objects.values_list("token", flat=True))]
    found += [f"case {one}" for one in book.cases - set(Case.objects.values_list("reference", flat=True))]
    for model, kept in ((Message, book.messages), (Note, book.notes)):
        there = dict(model.objects.values_list("key", "text"))
        found += [f"{model.__name__} {key}" for key, text in kept.items() if there.get(key) != text]
        texts = list(model.objects.values_list("text", flat=True))
        found += [f"twice {text}" for text in set(texts) if texts.count(text) > 1]
        found += [f"unheard of {text}" for text in set(texts) - set(book.tried)]
    rows = Draft.objects.values_list("staff__name", "case__reference", "kind", "text")
    drafts = {(name, reference, kind): text for name, reference, kind, text in rows}
    for place, may_be in book.drafts.items():
        if drafts.get(place) not in may_be:
            found.append(f"draft {place}: {drafts.get(place)!r} is none of {may_be}")
    return found + [f"draft {place} unheard of" for place in drafts.keys() - book.drafts.keys()]
