"""What a dispatcher decides about a broken day: a value that a page carries, signed against forgery.

It names the version of the day that it was made on, and who was to do what then, so that whoever comes too
late is told what has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from django.core import signing

from possible.dispatch.events import Event, PartMissing, Sick, Traffic
from possible.dispatch.plan import Plan, TurnKey
from possible.values import N_, Refused, sentence

SALT = "possible.decision"
AN_HOUR = 3600
RISK, SICK, PART, LEAVE = "risk", "sick", "part", "leave"
REASONS = {
    "sick": N_("our technician has fallen ill"),
    "late": N_("our technician is held up at another visit"),
    "traffic": N_("the traffic is heavy today"),
    "part": N_("a part that is needed is missing"),
    "other": N_("our day has been turned over"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """What has happened to a day: `risk` (nothing new: promises are in danger), `sick`, `part`.

    `left`: how many of the part are still in the van. `reason`: one of `REASONS`, told to customers.
    """

    kind: str = RISK
    technician: str = ""
    part: str = ""
    left: int = 0
    reason: str = "late"

    def event(self, plan: Plan, day: str) -> Event:
        """Return it as the core knows it; `Refused` for somebody who does not work on that day."""
        key = TurnKey(day, self.technician)
        if self.kind == RISK:  # nothing new: the roads are as slow as they are
            return Traffic(day, plan.traffic.get(day, 100))
        if key not in plan.turns:
            raise Refused(sentence(N_("This technician does not work on that day.")))
        return Sick(key) if self.kind == SICK else PartMissing(key, self.part, self.left)


@dataclass(frozen=True, slots=True)
class Decision:
    """Who takes which visits in which order, who is called off, who is told what.

    `routes`: the new order of each technician whose day changes. `gone`: visits called off. `told`: the
    sentence of each customer who is told something (of `visit_news`). `before`: the technician of each
    visit when it was decided (empty: none).
    """

    team: str
    day: str
    version: int
    happening: Happening
    routes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)

    @property
    def date(self) -> date:
        """The day."""
        return date.fromisoformat(self.day)

    def concerned(self) -> list[int]:
        """The visits whose customers are told something, or called off."""
        return sorted({int(name) for name in (*self.gone, *self.told)})


def signed(decision: Decision) -> str:
    """Return a decision as a field of a form holds it."""
    return signing.dumps(asdict(decision), salt=SALT, compress=True)


def read(text: str) -> Decision:
    """Return the decision that a form sent; `Refused` for one that nobody of us made, or an hour ago."""
    try:
        found = signing.loads(text, salt=SALT, max_age=AN_HOUR)
    except (signing.BadSignature, ValueError):
        raise Refused(
            sentence(N_("This proposal is too old.")), sentence(N_("look at the day as it is now"))
        ) from None
    found["happening"] = Happening(**found["happening"])
    found["gone"] = tuple(found["gone"])
    found["routes"] = {name: tuple(route) for name, route in found["routes"].items()}
    return Decision(**found)
