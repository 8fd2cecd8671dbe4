"""Staff: who works here, in which role."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append
from possible_web.records.models import Account, Role, Staff, Technician
from possible_web.records.people import STAFF_ROLES


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to work here; `name` is the agent's name in events and addresses.

    `home`: where a technician starts from: the address, and its place north and east in micro-degrees.
    """

    mail: str
    name: str
    shown_name: str
    role: str
    teams: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    home: tuple[str, int, int] | None = None


@action
def do_add_staff(newcomer: Newcomer, now: Instant) -> Staff:
    """Let somebody work here; an account with this mail address is used when there is one.

    `Refused` for a role that is no staff role, a name that is taken, or an account that is staff already.
    """
    if newcomer.role not in STAFF_ROLES:
        raise Refused(sentence(N_("`{role}` is no role of staff."), role=newcomer.role))
    if Staff.objects.filter(name=newcomer.name).exists():
        raise Refused(sentence(N_("The name `{name}` is taken."), name=newcomer.name))
    if newcomer.home and newcomer.role != Role.TECHNICIAN:
        raise Refused(sentence(N_("Only a technician has a home to start from.")))
    account = Account.objects.filter(email=newcomer.mail.lower()).first()
    if account and Staff.objects.filter(account=account).exists():
        raise Refused(sentence(N_("`{mail}` works here already."), mail=newcomer.mail))
    account = account or Account.objects.create_user(newcomer.mail, name=newcomer.shown_name)
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )
    made = Staff.objects.create(
        account=account,
        name=newcomer.name,
        shown_name=newcomer.shown_name,
        role=newcomer.role,
        teams=list(newcomer.teams),
        languages=list(newcomer.languages),
        skills=list(newcomer.skills),
    )
    if newcomer.home:
        address, north, east = newcomer.home
        Technician.objects.create(staff=made, address=address[:200], north=north, east=east)
    append([Entry(at=now, kind="shell-staff-added", body={"agent": made.name, "role": made.role})])
    return made
