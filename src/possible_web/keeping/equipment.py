"""Devices of customers: exchanges by a code, and the old device's way back, with reminders and no fee."""

from __future__ import annotations

import re
import secrets

from possible.answers import date_in_language
from possible.charter import Charter
from possible.journey.case import Case
from possible.values import N_, Language, Refused, sentence
from possible.values.instant import HOUR, Instant
from possible_web.keeping import letters
from possible_web.keeping.force import force_of
from possible_web.keeping.timers import set_timer, stop_timer
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Customer, Device, Exchange, Timer
from possible_web.records.prepared import Prepared

DAY = 24 * HOUR
GOOD_FOR = 14 * DAY
BACK_WITHIN = 14 * DAY
REMINDS_AT = (-7 * DAY, -1 * DAY, 7 * DAY)  # before and after the day on which it is to be back
REMIND = "device-back"
SIGNS = "ACDEFHJKLMNPQRTUVWXY3479"  # none of them looks or sounds like another
SERIAL = re.compile(r"[A-Z0-9][A-Z0-9-]{3,39}", re.ASCII)


def exchanges(charter: Charter, remedy: str) -> bool:
    """Tell whether a remedy exchanges a device: it counts its tries, and a counter does it."""
    found = charter.remedies[remedy]
    return bool(found.counts_in) and not charter.teams[found.by].visits


def agree(row: CaseRow, case: Case, quote: str, now: Instant) -> None:
    """Make the code of an exchange that was agreed to, and write it to the customer, where it is one."""
    found = case.quote(quote)
    if found is None or not exchanges(force_of(row.charter_id).charter, found.remedy):
        return
    made, new = Exchange.objects.get_or_create(
        case=row,
        quote=quote,
        defaults={
            "service": case.facts.get("service", ""),
            "code": new_code(),
            "made_at": now,
            "expires_at": now + GOOD_FOR,
        },
    )
    if new:
        write_code(row, made, now)


def new_code() -> str:
    """Return a code of eight signs, easily read out: `ACDE-FH37`."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def write_code(row: CaseRow, exchange: Exchange, now: Instant) -> None:
    """Write the code to the customer."""
    until = _date(row, exchange.expires_at)
    letter = (
        sentence(N_("The code for your exchange: {code}"), code=exchange.code),
        sentence(
            N_(
                "Tell this code at any of our shops or relays, or to the technician: {code}. It holds until "
                "{day}. You get another device for it, and it costs what you agreed to."
            ),
            code=exchange.code,
            day=until,
        ),
    )
    letters.write(row, f"exchange {exchange.code}", letter, now)


def _date(row: CaseRow, at: int) -> str:
    calendar = force_of(row.charter_id).calendar
    return date_in_language(calendar.day(Instant(at)), Language(row.language))


def read_code(text: str) -> str:
    """Return a code as it is kept, however it was typed."""
    signs = re.sub(r"[\s-]", "", text.upper())[:12]
    return f"{signs[:4]}-{signs[4:]}"


def read_serial(text: str) -> str:
    """Return a serial number as it is kept; `Refused` for what cannot be one."""
    serial = re.sub(r"\s", "", text.upper())
    if not SERIAL.fullmatch(serial):
        raise Refused(
            sentence(N_("This is no serial number.")),
            sentence(N_("it stands on the back of the device: letters, digits and dashes")),
        )
    return serial


def devices_of(customer: Customer) -> list[Device]:
    """Return what a customer has from us, what is to come back too."""
    return _devices(customer.pk)


_devices = Prepared(
    lambda customer: Device.objects.filter(customer=customer, returned_at=None).order_by("service", "pk")
)


def present(customer: Customer, service: str) -> Device | None:
    """Return the device that a customer uses for a service."""
    used = [each for each in devices_of(customer) if each.service == service and each.back_by is None]
    return used[-1] if used else None


def wants_back(device: Device, now: Instant) -> None:
    """Let a device be brought back in time, with reminders."""
    device.back_by = now + BACK_WITHIN
    device.save(update_fields=["back_by"])
    set_timer(_key(device), REMIND, Instant(device.back_by + REMINDS_AT[0]), {"device": device.pk})


def is_back(device: Device, now: Instant) -> None:
    """Note that a device is with us again."""
    device.returned_at = now
    device.save(update_fields=["returned_at"])
    stop_timer(_key(device), now)


def _key(device: Device) -> str:
    return f"device {device.pk}"


def remind(timer: Timer, now: Instant) -> None:
    """Remind the customer of a device that is to come back: the effect that the worker runs."""
    device = Device.objects.select_for_update().get(pk=timer.payload["device"])
    exchange = Exchange.objects.filter(old=device).select_related("case").first()
    if device.returned_at is not None or device.back_by is None or exchange is None:
        return
    row = exchange.case
    letter = (
        sentence(N_("Your old device: please bring it back before {day}"), day=_date(row, device.back_by)),
        sentence(
            N_(
                "You have another device now. Please bring the old one, {serial}, to any of our shops or "
                "relays before {day}. If you cannot, write to us: nothing is charged that you did not agree "
                "to."
            ),
            serial=device.serial,
            day=_date(row, device.back_by),
        ),
    )
    device.reminded += 1
    device.save(update_fields=["reminded"])
    letters.write(row, f"device {device.pk} {device.reminded}", letter, now)
    if device.reminded < len(REMINDS_AT):
        due = Instant(max(device.back_by + REMINDS_AT[device.reminded], now + HOUR))
        set_timer(_key(device), REMIND, due, {"device": device.pk})
