"""A call that we owe, as its customer sees it: who calls, by when, at which number, or what else can be."""

from __future__ import annotations

from dataclasses import dataclass

from possible_web.keeping.force import force_of
from possible_web.keeping.people import staff_named
from possible_web.keeping.reach import PHONE, newest
from possible_web.portal.frame import Scene, chat_line


@dataclass(frozen=True, slots=True)
class Owed:
    """`name`: who is asked to call first, empty for whoever is free. `before`: when at the latest, in words.

    `number`: empty where we know none. `can_write`: somebody is there who can write in the language.
    """

    name: str
    before: str
    number: str
    can_write: bool


def owed_call(scene: Scene) -> Owed | None:
    """Return the call that is owed in a case; None where none is."""
    call = min(scene.case.callbacks, key=lambda each: not each.owner, default=None)
    if call is None:
        return None
    due = next((clock.due for clock in scene.case.clocks if clock.id == call.clock), None)
    there = force_of(scene.row.charter_id).spoken(scene.now)[call.waited.team]
    caller = staff_named(call.owner)
    return Owed(
        name=caller.shown_name if caller else "",
        before=scene.speech.moment(due) if due and due > scene.now else "",
        number=newest(scene.row.customer, PHONE),
        can_write=bool(chat_line(scene.speech.charter, scene.speech.language)) and call.language in there,
    )
