"""Who may be told of what: a topic goes through the door of what it names."""

from __future__ import annotations

from django.db.models import Q

from possible_web.records.doors import Asker, cases_seen_by
from possible_web.records.models import Contact

ALL_STAFF = ("pool", "charter", "desk", "board")


def allowed(asker: Asker, topic: str) -> bool:
    """Tell whether somebody may know that something changed there (never what)."""
    kind, _, name = topic.partition("-")
    if kind == "case":
        return name.isdecimal() and cases_seen_by(asker).filter(pk=name).exists()
    if kind == "writing":  # `writing-12.customer`: somebody is writing in case 12
        case = name.partition(".")[0]
        return case.isdecimal() and cases_seen_by(asker).filter(pk=case).exists()
    if kind == "contact":
        return _contact(asker, name)
    if kind == "agent":
        return asker.at_the_desk or bool(asker.staff and asker.staff.name == name)
    return kind in ALL_STAFF and asker.works_here


def _contact(asker: Asker, token: str) -> bool:
    if asker.at_the_desk:
        return True
    mine = Q(case__in=cases_seen_by(asker))
    if asker.customer:
        mine |= Q(customer=asker.customer)
    return Contact.objects.filter(mine, token=token).exists()
