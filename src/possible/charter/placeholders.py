"""The closed list of placeholders for each kind of text, and those that a text cannot do without.

Whoever says a text fills every placeholder of its kind; a name that stands in no list would reach the
customer as a gap in braces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.playbooks import Act
from possible.charter.promises import THE_WINDOW

if TYPE_CHECKING:
    from possible.charter.model import Charter
    from possible.charter.ways import Key

LINE = "line."
TERM = "term."
CASE = frozenset({"company", "reference", "team", "agent", "customer", "language", "date", "time"})
NOW = CASE | {"since", "estimate", "position", "opening", "window"}
BY_SECTION: dict[str, frozenset[str]] = {
    "say": NOW,
    "ask": CASE,
    "because": NOW,
    "answers": NOW | {"price", "because"},
    "outside": frozenset({"company"}),
    "waiting": frozenset({"company", "team", "position", "estimate", "time"}),
    "remedies": NOW | {"price", "because", "code", "amount", "count", "credit"},
    "promises": NOW | {"credit", "price", "amount"},
    "consents": CASE | {"price"},
    "do": frozenset({"company"}),
    "again": frozenset({"sentence"}),
}
OF_A_NO: dict[str, frozenset[str]] = {
    "form": CASE | {"asked", "because", "instead", "appeal"},
    "person": frozenset({"team", "company"}),
    "appeal": CASE | {"outside"},
}
NAMES = ("lines", "teams", "questions", "terms")


def is_name(key: Key) -> bool:
    """Tell whether a key holds a name or a choice, which stands inside other sentences and has no gaps."""
    return key[0] in NAMES or key[0::2] == ("remedies", "name") or (key[0] == "ask" and key[-1] != "ask")


def may(charter: Charter, key: Key) -> frozenset[str]:
    """Return the placeholders that the text of a key may have; `{line.<name>}` stands in sentences only."""
    if is_name(key):
        return frozenset()
    lines = frozenset(f"{LINE}{name}" for name in charter.lines)
    if key[0] == "no":
        return OF_A_NO.get(key[-1], frozenset()) | lines
    filled = _filled(charter, key[-1]) if key[0] == "do" else frozenset[str]()
    terms = _terms(charter) if key[0] in ("ask", "do") else frozenset[str]()
    return BY_SECTION.get(key[0], frozenset()) | lines | filled | terms


def must(charter: Charter, key: Key) -> frozenset[str]:
    """Return the placeholders without which a text leaves out what it is for.

    The price of an offer and the credit of a promise have rules of their own (`price-not-said`, `not-said`).
    """
    needed: frozenset[str]
    match key:
        case ("no", word):
            needed = _of_a_no(charter, word)
        case ("again", _):
            needed = frozenset({"sentence"})
        case ("waiting", "call-back-offer"):
            needed = frozenset({"time"})
        case ("remedies", name, "offer"):
            needed = frozenset({"window"} if _visited(charter, name) else ())
        case ("promises", name):
            needed = frozenset({"window"} if _in_a_window(charter, name) else ())
        case ("consents", name, "ask"):
            needed = frozenset({"price"} if _priced(charter, name) else ())
        case _:
            needed = frozenset()
    return needed


def _of_a_no(charter: Charter, word: str) -> frozenset[str]:
    if word == "form":
        return frozenset({"because", "instead", *(["appeal"] if charter.complaints.ladder else [])})
    if word == "person":
        return frozenset({"team"})
    return frozenset({"outside"} if word == "appeal" and charter.complaints.outside else ())


def _in_a_window(charter: Charter, promise: str) -> bool:
    """Tell whether a promise is kept within a window that is agreed; a remedy must then have one."""
    if promise not in charter.promises or charter.promises[promise].within != THE_WINDOW:
        return False
    starting = [remedy for remedy in charter.remedies.values() if remedy.promise == promise]
    return not starting or any(remedy.window for remedy in starting)


def _acts(charter: Charter) -> list[Act]:
    steps = (step for playbook in charter.playbooks.values() for step in playbook.steps)
    return [step for step in steps if isinstance(step, Act)]


def _filled(charter: Charter, action: str) -> frozenset[str]:
    return frozenset(gap for act in _acts(charter) if act.do == action for gap in act.with_)


def _terms(charter: Charter) -> frozenset[str]:
    """Return the gaps that the glossary fills, in whichever language it has the word."""
    keys = (key for words in charter.words.values() for key in words.texts if key.startswith("terms."))
    return frozenset(TERM + key.removeprefix("terms.") for key in keys)


def _priced(charter: Charter, consent: str) -> bool:
    return any(act.consent == consent and act.price for act in _acts(charter))


def _visited(charter: Charter, name: str) -> bool:
    remedy = charter.remedies.get(name)
    return bool(remedy and remedy.window and charter.teams[remedy.by].visits)
