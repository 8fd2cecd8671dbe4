"""Ms Carter's two months: what the story tells, as a script that any charter can be played with."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from possible.simulate.script import Day, Script
from possible.values import Language
from possible.values.instant import instant

PARIS = ZoneInfo("Europe/Paris")
NOON = 12 * 60

CARTER = Script(
    name="carter",
    language=Language("en"),
    network="other-network",
    service="tv",
    wants="technician-visit",
    begins=instant(datetime(2026, 10, 1, 13, 0, tzinfo=PARIS)),  # a Thursday
    days=(
        Day(number=0, minute=13 * 60 + 30, most=2),
        Day(number=1, minute=11 * 60, most=1),
        Day(number=8, minute=14 * 60, most=1),
        Day(number=22, minute=10 * 60, most=2),
        Day(number=42, minute=13 * 60 + 20, most=12),
    ),
    facts={
        "problem": ("fault", "tv"),
        "service": ("tv",),
        "picture": ("no",),
        "box-light": ("red",),
        "fault": ("box",),
        "outage": ("no",),
        "line-test": ("bad", "good"),
        "box-online": ("no",),
        "tv-option": ("yes",),
        "fragile": ("no",),
        "screen": ("other",),
        "other-screen": ("no-other",),
    },
    busy=(14, 26, 9, 33, 18, 22, 11, 29),
    agents=("Inès", "Marc", "Youssef"),
)
