"""What is known already, so that a question which is asked twice is seen."""

from __future__ import annotations

from dataclasses import dataclass, field

from possible.values.events import Event, FactAsked, FactLearnt

LOOKED = "playbook"  # what is seen anew after each act of a repair (is there a picture now?) is asked anew


@dataclass(slots=True)
class Known:
    """The facts of one case (or customer, or contact) that somebody has said or looked up."""

    facts: dict[str, str] = field(default_factory=dict)

    def again(self, event: Event) -> bool:
        """Take an event; tell whether it asks for what is known."""
        if isinstance(event, FactLearnt) and event.source != LOOKED:
            self.facts[event.fact] = event.value
        return isinstance(event, FactAsked) and event.fact in self.facts and not event.anew
