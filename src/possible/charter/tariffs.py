"""What a minute costs, in which phase of a call, from which network."""

from __future__ import annotations

from enum import StrEnum

from possible.charter.kinds import ByShape, Kind, ListOf, MapOf, OneOf, Record, key, record
from possible.charter.quantities import RATE
from possible.values import N_, Rate, Refused, sentence


class Phase(StrEnum):
    """Where a call is while the meter may run."""

    CONNECT = "connect"
    MENU = "menu"
    QUEUE = "queue"
    TALK = "talk"
    HOLD = "hold"
    TRANSFER = "transfer"


PHASES = tuple(phase.value for phase in Phase)
PHASE: Kind[str] = OneOf(*PHASES)
CLASSES = ("free", "geographic", "mobile", "nongeo-basic", "shared-cost", "premium")
PER_MINUTE = ByShape(RATE, MapOf(RATE, keys=PHASE))


@record
class Meter:
    """What a call costs from one network: once when connected, and by the minute in the phases named."""

    per_call: Rate | None = key(RATE, "what each call costs once, when it is connected", default=None)
    per_minute: Rate | dict[str, Rate] | None = key(
        PER_MINUTE, "what a minute costs: one rate, or a rate for each phase", default=None
    )
    charged_in: tuple[str, ...] | None = key(
        ListOf(PHASE), "the phases in which the meter runs; the others are free", default=None
    )

    def __post_init__(self) -> None:
        """Refuse a rate of which nobody knows when it runs."""
        if isinstance(self.per_minute, Rate) and self.charged_in is None:
            message = N_("A price per minute needs `charged-in`: the phases in which it runs.")
            raise Refused(sentence(message), sentence(N_("name them: `charged-in: [talk]`")))
        if self.charged_in is not None and not isinstance(self.per_minute, Rate):
            raise Refused(sentence(N_("`charged-in` needs one rate in `per-minute`.")))

    def rate(self, phase: str) -> Rate | None:
        """Return what a minute of this phase costs (for `connect`: the call, once); None when it is free."""
        if phase == Phase.CONNECT and self.per_call:
            return self.per_call
        if isinstance(self.per_minute, dict):
            return self.per_minute.get(phase) or None
        if self.per_minute and phase in (self.charged_in or ()):
            return self.per_minute
        return None


METER = Record(Meter)


@record
class Tariff(Meter):
    """A tariff: a class of numbers, and a meter for all networks or one for each; a help fee comes on top."""

    number_class: str = key(OneOf(*CLASSES), "the class of number that the law knows", name="class")
    own_network: Meter | None = key(METER, "the meter for calls from the company's own network", default=None)
    other_network: Meter | None = key(METER, "the meter for calls from other networks", default=None)
    help_fee: Meter | None = key(METER, "what the company earns on top of the call", default=None)

    def __post_init__(self) -> None:
        """Refuse a tariff that says its price twice."""
        Meter.__post_init__(self)
        split = self.own_network or self.other_network
        if split and (self.per_call or self.per_minute or self.charged_in):
            message = N_("Write the price once: for all networks, or for `own-network` and `other-network`.")
            raise Refused(sentence(message))

    def meters(self) -> dict[str, Meter]:
        """Return the meter of each network: `own-network` and `other-network`."""
        return {"own-network": self.own_network or self, "other-network": self.other_network or self}


FREE = Tariff(number_class="free")
