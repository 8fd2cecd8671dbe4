"""Devices: exchanged with a code, brought back, and another code where one has expired."""

from __future__ import annotations

from possible.journey import turns
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import action, equipment
from possible_web.keeping.exchanging import Swap, exchange_device
from possible_web.keeping.turning import Turning
from possible_web.records.models import Device, Exchange, Staff


@action
def do_exchange_device(swap: Swap, staff: Staff, now: Instant) -> Exchange:
    """Give the customer another device for their code: at a shop, at a relay, or by the technician.

    `Refused` for a code that is wrong, was used or has expired, and for a serial number that somebody has.
    """
    return exchange_device(swap, staff, now)


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
