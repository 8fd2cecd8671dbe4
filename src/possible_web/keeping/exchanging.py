"""A device is exchanged for the customer's code, within the running action: at a counter, or at the door."""

from __future__ import annotations

from dataclasses import dataclass

from possible.journey import turns
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping.equipment import is_back, present, read_code, read_serial, wants_back
from possible_web.keeping.turning import Turning
from possible_web.records.models import Device, Exchange, Staff


@dataclass(frozen=True, slots=True)
class Swap:
    """An exchange as it is entered; `old_is_back`: the old device was handed in with it."""

    code: str
    serial: str
    place: str = "shop"
    old_is_back: bool = False


def exchange_device(swap: Swap, staff: Staff, now: Instant) -> Exchange:
    """Give the customer another device for their code: at a shop, at a relay, or by the technician.

    `Refused` for a code that is wrong, was used or has expired, and for a serial number that somebody has.
    """
    if swap.place not in Exchange.Place.values:
        raise Refused(sentence(N_("Say where it is exchanged.")))
    code, serial = read_code(swap.code), read_serial(swap.serial)
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
    old = present(customer, exchange.service)
    quote, place = exchange.quote, swap.place
    before = old.serial if old else ""
    turning.take(turns.HandsOver(quote=quote, serial=serial, old=before, place=place))
    if old is not None and swap.old_is_back:
        turning.take(turns.ComesBack(serial=old.serial))
        is_back(old, now)
    turning.keep()
    new = Device.objects.create(customer=customer, service=exchange.service, serial=serial, given_at=now)
    exchange.used_at, exchange.place, exchange.staff = now, place, staff
    exchange.old, exchange.new = old, new
    exchange.save()
    if old is not None and not swap.old_is_back:
        wants_back(old, now)
    return exchange


def _usable(exchange: Exchange, code: str, now: Instant) -> None:
    if exchange.used_at is not None:
        raise Refused(sentence(N_("This code was used already: an exchange is done once.")))
    if exchange.code != code or exchange.expires_at < now:
        raise Refused(
            sentence(N_("This code has expired.")),
            sentence(N_("the customer gets another one with one click, on the page of their equipment")),
        )
