"""How visits, people and moments are said on the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from possible.charter.facts import LANGUAGE_FACT
from possible.values import Money, Sentence
from possible.values.instant import MINUTE, Instant
from possible_web.board.scene import Scene
from possible_web.keeping.risks import Risk, why
from possible_web.records.models import Staff, Visit


@dataclass(frozen=True)
class Said:
    """The words of one page."""

    scene: Scene

    @cached_property
    def names(self) -> Mapping[str, str]:
        """How people are called, by their name in the plan."""
        return dict(Staff.objects.values_list("name", "shown_name"))

    def who(self, name: str) -> str:
        """Return how somebody is called; empty for nobody."""
        return self.names.get(name, name)

    def time(self, at: int) -> str:
        """Return the time of day, to the minute."""
        return self.scene.speech.time(at - at % MINUTE)

    def window(self, row: Visit) -> str:
        """Return the window that was promised."""
        return self.scene.speech.hours(row.starts, row.ends)

    def about(self, row: Visit) -> str:
        """Return what a visit is about: the service, and the language where it is not the company's first."""
        speech, facts = self.scene.speech, row.case.state.get("facts", {})
        service = facts.get("service", "")
        found = str(speech.value("service", service)) if service else ""
        if row.language and row.language != self.scene.charter.languages[0]:
            language = speech.value(LANGUAGE_FACT, row.language)
            found = ", ".join(filter(None, (found, str(language))))
        return found

    def why(self, risk: Risk) -> Sentence:
        """Return why a promise is late or in danger."""
        comes = risk.stay.row.arrived_at if risk.stay.row.state == Visit.State.ARRIVED else risk.stay.starts
        clock = {
            "starts": self.time(comes or risk.stay.starts),
            "ends": self.time(risk.stay.row.ends),
            "before": self.time(risk.after.ends) if risk.after else "",
        }
        return why(risk, self.who(risk.stay.key.technician), clock)

    def money(self, amount: Money) -> str:
        """Return a sum."""
        return self.scene.speech.money(amount)

    def language(self, tag: str) -> str:
        """Return the name of a language."""
        return str(self.scene.speech.value(LANGUAGE_FACT, tag))

    def local(self, at: int) -> str:
        """Return the time as a field of a form wants it (`14:05`)."""
        minutes = (at - self.scene.midnight) // MINUTE
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def moment_on(scene: Scene, text: str) -> Instant | None:
    """Return the instant of a time (`14:05`) on the day of the scene; nothing for no time."""
    hours, colon, minutes = text.strip().partition(":")
    if not (colon and hours.isdecimal() and minutes[:2].isdecimal() and text.isascii()):
        return None
    found = int(hours[:3]) * 60 + int(minutes[:2])
    return Instant(scene.midnight + found * MINUTE) if found <= 24 * 60 else None
