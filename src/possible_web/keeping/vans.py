"""Parts in a van: what was used goes out of it, what was counted is in it."""

from __future__ import annotations

from collections.abc import Mapping

from possible.values import N_, Refused, sentence
from possible_web.records.models import Staff, Technician

USED, COUNTED = "part-", "count-"
MOST = 999


def take_parts(staff: Staff, fields: Mapping[str, str]) -> dict[str, int]:
    """Take parts out of a technician's van (`part-box: 1`); returns what was used, by name.

    More than was thought to be there is believed: nothing is left then. Parts of other names are `Refused`.
    """
    used = {name: count for name, count in _counts(fields, USED).items() if count}
    if not used:
        return {}
    van = _locked(staff)
    _must_be_known(van, used)
    van.stock = {part: max(0, left - used.get(part, 0)) for part, left in van.stock.items()}
    van.save(update_fields=["stock"])
    return used


def keep_count(staff: Staff, fields: Mapping[str, str]) -> None:
    """Keep what a technician counted in their van (`count-box: 2`)."""
    counted = _counts(fields, COUNTED)
    if not counted:
        raise Refused(sentence(N_("Nothing was filled in.")), sentence(N_("write how many there are")))
    van = _locked(staff)
    _must_be_known(van, counted)
    van.stock = {**van.stock, **counted}
    van.save(update_fields=["stock"])


def _must_be_known(van: Technician, counts: Mapping[str, int]) -> None:
    for part in counts:
        if part not in van.stock:
            raise Refused(sentence(N_("There is no part `{part}` in your van."), part=part[:60]))


def _locked(staff: Staff) -> Technician:
    """Lock a technician's van, last of all; rows that name it may be made meanwhile (`no_key`)."""
    van = Technician.objects.select_for_update(no_key=True).filter(staff=staff).first()
    if van is None:
        raise Refused(sentence(N_("Nobody has entered a van for you.")))
    return van


def _counts(fields: Mapping[str, str], prefix: str) -> dict[str, int]:
    found = {}
    for name, text in fields.items():
        if name.startswith(prefix) and text.strip():
            count = text.strip()
            if not (count.isascii() and count.isdecimal() and len(count) < 5 and int(count) <= MOST):
                raise Refused(sentence(N_("`{text}` is no number of parts."), text=count[:20]))
            found[name.removeprefix(prefix)] = int(count)
    return found
