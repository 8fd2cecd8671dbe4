"""How likely a customer's world is this or that: of facts by name, weights for their values.

A fact that is not here (another charter's) is drawn evenly from what it can be.
"""

from __future__ import annotations

from random import Random

Odds = tuple[tuple[str, int], ...]

PROBLEMS: Odds = (("fault", 64), ("bill", 18), ("leaving", 12), ("complaint", 6))
SERVICES: Odds = (("internet", 44), ("tv", 35), ("mobile", 21))
LINES: Odds = (("chat", 44), ("service", 42), ("english", 6), ("letters", 4), ("text-relay", 2), ("shops", 2))
# How many of a day's contacts begin in each hour of it.
HOURS = (2, 1, 1, 1, 1, 2, 5, 14, 30, 44, 48, 45, 36, 38, 42, 40, 42, 50, 54, 44, 30, 18, 9, 4)
# A goal is looked at first, and again after each thing that was done: rarely met at once.
GOALS = {
    "picture": ("no", "yes"),
    "web-page": ("fails", "opens"),
    "mobile-page": ("fails", "opens"),
    "fast-enough": ("no", "yes"),
    "bill-clear": ("no", "yes"),
}
GOAL_MET = 0.36
FACTS: dict[str, Odds] = {
    "outage": (("no", 94), ("yes", 6)),
    "swaps": (("0", 1),),
    "fragile": (("no", 93), ("yes", 7)),
    "slow": (("no", 68), ("yes", 32)),
    "bill-error": (("none", 50), ("ours", 34), ("unclear", 16)),
    "bill-age": (("12", 30), ("34", 30), ("61", 20), ("95", 10), ("410", 2)),
    "late-bills": (("0", 70), ("1", 18), ("2", 8), ("3", 4)),
    "months-left": (("0", 58), ("3", 14), ("7", 16), ("10", 12)),
    "minutes-late": (("0", 85), ("20", 10), ("55", 5)),
    "bill-point": (("subscription", 40), ("call", 25), ("visit", 15), ("other", 20)),
    "reason": (("moving", 38), ("price", 34), ("service-failed", 18), ("other", 10)),
    "box-light": (("steady", 35), ("red", 28), ("blinking", 25), ("off", 12)),
    "screen": (("no-signal", 46), ("no-network", 34), ("other", 20)),
    "other-screen": (("no-other", 50), ("none", 32), ("picture", 18)),
    "box-online": (("no", 60), ("yes", 40)),
    "tv-option": (("yes", 95), ("no", 5)),
    "line-test": (("good", 66), ("bad", 34)),
    "line-active": (("yes", 94), ("no", 6)),
    "ont-power": (("on", 86), ("off", 14)),
    "ont-los": (("off", 72), ("red", 28)),
    "ont-pon": (("steady", 70), ("blinking", 20), ("off", 10)),
    "ont-lan": (("on", 85), ("off", 15)),
    "router-light": (("steady", 55), ("blinking", 25), ("red", 20)),
    "wifi-light": (("on", 85), ("off", 15)),
    "near-router": (("slow", 50), ("fast", 34), ("no-matter", 16)),
    "band": (("2-4-ghz", 45), ("5-ghz", 30), ("other", 25)),
    "wifi-channel": (("crowded", 55), ("free", 45)),
    "cable-speed": (("slow", 35), ("fast", 35), ("no-cable", 30)),
    "airplane": (("off", 96), ("on", 4)),
    "signal": (("some", 84), ("none", 16)),
    "data-switch": (("on", 85), ("off", 15)),
    "abroad": (("no", 86), ("yes", 14)),
    "roaming": (("off", 55), ("on", 45)),
    "line-roams": (("yes", 80), ("no", 20)),
    "allowance": (("left", 76), ("used-up", 24)),
}


def one_of(draw: Random, odds: Odds) -> str:
    """Return one of some values by their weights."""
    return draw.choices([value for value, _ in odds], [weight for _, weight in odds])[0]
