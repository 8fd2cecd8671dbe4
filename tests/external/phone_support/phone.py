"""A phone of our own, after the specification of the tasks: switches, a SIM card, settings, and a network that it finds.

What the phone shows (service, technology) changes only when it searches the network: after a change of airplane mode,
SIM, preferred network, mobile data, roaming or APN, and after a restart.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MODES = {"2g_only": "2g", "3g_only": "3g", "4g_only": "4g", "4g_5g_preferred": "4g-5g"}
TECHNOLOGY = {"2g": "2g", "3g": "3g", "4g": "4g", "4g-5g": "5g"}
MBPS = {"2g": (0.1 + 0.4) / 2, "3g": (1 + 5) / 2, "4g": (10 + 100) / 2, "5g": (50 + 500) / 2}
SIGNAL = {"poor": 0.2, "fair": 0.5, "good": 0.8, "excellent": 1.0}
WORDS = ((1, "very-poor"), (5, "poor"), (25, "fair"), (100, "good"))


@dataclass
class Phone:
    """The state of the customer's phone; the operator's side is asked for what it allows."""

    airplane: bool = False
    sim_missing: bool = False
    sim_lock: str = ""
    data: bool = True
    roaming: bool = False
    mode: str = "4g-5g"
    data_saver: bool = False
    vpn: str = "off"  # off, good, poor
    apn_ok: bool = True
    mmsc: bool = True
    wifi_calling: bool = False
    mms_over_wifi: bool = False
    permissions: dict[str, set[str]] = field(
        default_factory=lambda: {"messaging": {"sms", "storage", "phone"}, "browser": {"storage", "network"}}
    )
    reset_pending: bool = False
    abroad: bool = False
    signal: str = "good"
    service: bool = True

    def search(self, line_active: bool) -> None:
        """Look for the network."""
        usable = not (self.airplane or self.sim_missing or self.sim_lock)
        self.service = usable and self.apn_ok and line_active

    def restart(self) -> None:
        """Apply a reset of the APN that is pending; the search follows."""
        if self.reset_pending:
            self.apn_ok = self.mmsc = True
            self.reset_pending = False

    @property
    def sim(self) -> str:
        """What the phone says about the SIM card."""
        return "missing" if self.sim_missing else "locked" if self.sim_lock else "active"

    @property
    def technology(self) -> str:
        """The network that it is connected to."""
        return TECHNOLOGY[self.mode] if self.service else "none"

    def data_works(self, roaming_allowed: bool, exceeded: bool) -> bool:
        """Tell whether mobile data works at all."""
        at_home_or_roaming = not self.abroad or (self.roaming and roaming_allowed)
        return self.service and self.data and not exceeded and at_home_or_roaming

    @property
    def mbps(self) -> float:
        """The speed where data works."""
        vpn = 0.1 if self.vpn == "poor" else 1.0
        return MBPS[TECHNOLOGY[self.mode]] * SIGNAL[self.signal] * vpn * (0.2 if self.data_saver else 1.0)

    def sends_mms(self, data_works: bool) -> bool:
        """Tell whether a picture message goes through."""
        in_its_way = self.wifi_calling and self.mms_over_wifi
        permitted = {"sms", "storage"} <= self.permissions["messaging"]
        return data_works and self.technology != "2g" and not in_its_way and self.mmsc and permitted


def described(mbps: float) -> str:
    """Return the word of a speed test."""
    return next((word for limit, word in WORDS if mbps < limit), "excellent")
