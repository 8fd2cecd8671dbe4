"""Days, times and lengths of time as a customer reads them: `Friday 4 December, 14:00–16:00` in English,
`vendredi 4 décembre, 14 h – 16 h` in French. Spaces within a time never break.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from possible.answers.sums import NO_BREAK
from possible.values import Language
from possible.values.instant import HOUR, MINUTE, SECOND, Instant, local

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
        "novembre", "décembre",
    ),
}  # fmt: skip
_DAY = 24 * HOUR
_DAY_WORDS = {"en": ("day", "days"), "fr": ("jour", "jours")}
FRENCH = "fr"


def _manner(language: Language) -> str:
    """Return the language whose manner counts; English where we have no other."""
    primary = language.split("-", maxsplit=1)[0]
    return primary if primary in _DAYS else "en"


def time_in_language(at: Instant, zone: ZoneInfo, language: Language) -> str:
    """Return the time on the wall: `14:05`, in French `14 h 05`, and `14 h` on the hour."""
    return _time(local(at, zone), _manner(language))


def _time(moment: datetime, manner: str) -> str:
    if manner != FRENCH:
        return f"{moment:%H:%M}"
    minutes = f"{NO_BREAK}{moment:%M}" if moment.minute else ""
    return f"{moment.hour}{NO_BREAK}h{minutes}"


def day_in_language(at: Instant, zone: ZoneInfo, language: Language) -> str:
    """Return the day: `Friday 4 December`, in French `vendredi 4 décembre`."""
    moment, manner = local(at, zone), _manner(language)
    number = "1er" if manner == FRENCH and moment.day == 1 else str(moment.day)
    return f"{_DAYS[manner][moment.weekday()]} {number}{NO_BREAK}{_MONTHS[manner][moment.month - 1]}"


def date_in_language(day: date, language: Language) -> str:
    """Return a date with its year: `1 December 2026`, in French `1er décembre 2026`."""
    manner = _manner(language)
    number = "1er" if manner == FRENCH and day.day == 1 else str(day.day)
    return f"{number}{NO_BREAK}{_MONTHS[manner][day.month - 1]}{NO_BREAK}{day.year}"


def moment_in_language(at: Instant, zone: ZoneInfo, language: Language) -> str:
    """Return the day and the time: `Friday 4 December, 14:05`."""
    return f"{day_in_language(at, zone, language)}, {time_in_language(at, zone, language)}"


def window_in_language(starts: Instant, ends: Instant, zone: ZoneInfo, language: Language) -> str:
    """Return a window of one day: `Friday 4 December, 14:00–16:00`."""
    return f"{day_in_language(starts, zone, language)}, {hours_in_language(starts, ends, zone, language)}"


def hours_in_language(starts: Instant, ends: Instant, zone: ZoneInfo, language: Language) -> str:
    """Return the hours of a window: `14:00–16:00`, in French `14 h – 16 h`."""
    first, last = (time_in_language(at, zone, language) for at in (starts, ends))
    dash = f"{NO_BREAK}–{NO_BREAK}" if _manner(language) == FRENCH else "–"
    return f"{first}{dash}{last}"


def length_in_language(milliseconds: int, language: Language) -> str:
    """Return a length of time in its two largest units: `40 s`, `1 min 40`, `2 h 05`, `3 days`."""
    if milliseconds < MINUTE:
        return f"{milliseconds // SECOND}{NO_BREAK}s"
    if milliseconds < HOUR:
        minutes, seconds = divmod(milliseconds // SECOND, 60)
        return f"{minutes}{NO_BREAK}min" + (f"{NO_BREAK}{seconds:02d}" if seconds else "")
    if milliseconds < 2 * _DAY:
        hours, minutes = divmod(milliseconds // MINUTE, 60)
        return f"{hours}{NO_BREAK}h" + (f"{NO_BREAK}{minutes:02d}" if minutes else "")
    days = milliseconds // _DAY
    return f"{days}{NO_BREAK}{_DAY_WORDS[_manner(language)][days > 1]}"
