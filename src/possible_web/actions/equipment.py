"""Devices: exchanged with a code, brought back, and another code where one has expired."""

from __future__ import annotations

from dataclasses import dataclass

from possible.journey import turns
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import action, equipment
from possible_web.keeping.turning import Turning
from possible_web.records.models import Device, Exchange, Staff


@dataclass(frozen=True, slots=True)
class Swap:
    """An exchange as it is entered; `old_is_back`: the old device was handed in with it."""

    code: str
    serial: str
    place: str = "shop"
    old_is_back: bool = False


@action
def do_exchange_device(swap: Swap, staff: Staff, now: Instant) -> Exchange:
    """Give the customer another device for their code: at a shop, at a relay, or by the technician.

    `Refused` for a code that is wrong, was used or has expired, and for a serial number that somebody has.
    """
    if swap.place not in Exchange.Place.values:
        raise Refused(sentence(N_("Say where it is exchanged.")))
    code, serial = equipment.read_code(swap.code), equipment.read_serial(swap.serial)
    known = Exchange.objects.filter(code=code).first()
    if known is None:
        raise Refused(
            sentence(N_("No exchange has this code.")),
            sentence(N_("eight signs, as they stand in the customer's letter and on their page")),
        )
    turning = Turning(known.case_id, now)
    exchange = Exchange.objects.select_for_update().get(pk=known.pk)
    _usable(exchange, code, now)
    if Device.objects.filter(serial=serial).exists():
        raise Refused(sentence(N_("A customer has the device with this number already.")))
    customer = turning.row.customer
    old = equipment.present(customer, exchange.service)
    quote, place = exchange.quote, swap.place
    before = old.serial if old else ""
    turning.take(turns.HandsOver(quote=quote, serial=serial, old=before, place=place))
    if old is not None and swap.old_is_back:
        turning.take(turns.ComesBack(serial=old.serial))
        equipment.is_back(old, now)
    turning.keep()
    new = Device.objects.create(customer=customer, service=exchange.service, serial=serial, given_at=now)
    exchange.used_at, exchange.place, exchange.staff = now, place, staff
    exchange.old, exchange.new = old, new
    exchange.save()
    if old is not None and not swap.old_is_back:
        equipment.wants_back(old, now)
    return exchange


def _usable(exchange: Exchange, code: str, now: Instant) -> None:
    if exchange.used_at is not None:
        raise Refused(sentence(N_("This code was used already: an exchange is done once.")))
    if exchange.code != code or exchange.expires_at < now:
        raise Refused(
            sentence(N_("This code has expired.")),
            sentence(N_("the customer gets another one with one click, on the page of their equipment")),
        )


@action
def do_return_device(serial: str, now: Instant) -> Device:
    """Note that an old device is back; `Refused` where none of this number is to come back."""
    serial = equipment.read_serial(serial)
    exchange = Exchange.objects.filter(old__serial=serial).first()
    if exchange is None:
        raise Refused(sentence(N_("No device with this number is to come back.")))
    turning = Turning(exchange.case_id, now)
    device = Device.objects.select_for_update().get(serial=serial)
    if device.returned_at is not None:
        raise Refused(sentence(N_("This device is back already.")))
    turning.take(turns.ComesBack(serial=serial))
    turning.keep()
    equipment.is_back(device, now)
    return device


@action
def do_renew_code(exchange_id: int, now: Instant) -> Exchange:
    """Give the customer another code for an exchange whose code has expired; `Refused` for any other."""
    exchange = Exchange.objects.select_for_update().select_related("case").get(pk=exchange_id)
    if exchange.used_at is not None or exchange.expires_at >= now:
        raise Refused(sentence(N_("The code that you have still opens the exchange, or it was used.")))
    exchange.code, exchange.expires_at = equipment.new_code(), now + equipment.GOOD_FOR
    exchange.save(update_fields=["code", "expires_at"])
    equipment.write_code(exchange.case, exchange, now)
    return exchange
