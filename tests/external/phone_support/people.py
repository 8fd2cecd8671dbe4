"""The people of a task in the words of the playbooks: a customer who looks and does, an agent, the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.playbooks import Agree, Ask, Do, Reply, Seen

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from possible.playbooks import Observation
    from tests.external.phone_support.world import World


def _on(value: bool) -> str:
    return "on" if value else "off"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


SEEN: dict[str, Callable[[World], str]] = {
    "service": lambda world: _yes(world.phone.service),
    "airplane": lambda world: _on(world.phone.airplane),
    "sim": lambda world: world.phone.sim,
    "apn": lambda world: "ok" if world.phone.apn_ok else "broken",
    "mmsc": lambda world: "present" if world.phone.mmsc else "missing",
    "connection": lambda world: "works" if world.data_works else "fails",
    "speed": lambda world: world.speed,
    "abroad": lambda world: _yes(world.phone.abroad),
    "roaming": lambda world: _on(world.phone.roaming),
    "data-switch": lambda world: _on(world.phone.data),
    "data-saver": lambda world: _on(world.phone.data_saver),
    "network-mode": lambda world: world.phone.mode,
    "technology": lambda world: world.phone.technology,
    "vpn": lambda world: _on(world.phone.vpn != "off"),
    "picture-message": lambda world: "sent" if world.mms else "fails",
    "wifi-calling": lambda world: _on(world.phone.wifi_calling),
    "sms-permission": lambda world: _has(world, "sms"),
    "storage-permission": lambda world: _has(world, "storage"),
    "line-status": lambda world: "active" if world.line.active else "suspended",
    "roaming-allowed": lambda world: _yes(world.line.roaming),
    "usage": lambda world: "exceeded" if world.line.exceeded else "within",
    "bill-overdue": lambda world: _yes(world.operator.owes(world.line_id)),
    "contract-over": lambda world: _yes(world.contract_over),
}


def _has(world: World, permission: str) -> str:
    return "given" if permission in world.phone.permissions["messaging"] else "missing"


GRANT = ("user", "grant_app_permission")
DONE: dict[str, list[tuple[str, str, dict[str, str]]]] = {
    "airplane-off": [("user", "turn_airplane_mode_off", {})],
    "reseat-sim": [("user", "reseat_sim_card", {})],
    "reset-apn": [("user", "reset_apn_settings", {}), ("user", "reboot_device", {})],
    "restart-phone": [("user", "reboot_device", {})],
    "roaming-on": [("user", "turn_roaming_on", {})],
    "data-on": [("user", "turn_data_on", {})],
    "data-saver-off": [("user", "turn_data_saver_mode_off", {})],
    "prefer-5g": [("user", "set_network_mode_preference", {"mode": "4g_5g_preferred"})],
    "vpn-off": [("user", "disconnect_vpn", {})],
    "wifi-calling-off": [("user", "set_wifi_calling", {"enabled": False})],
    "give-permissions": [
        (*GRANT, {"app_name": "messaging", "permission": name}) for name in ("sms", "storage")
    ],
    "try-picture-message": [("user", "can_send_mms", {})],
    "pay-bill": [("user", "make_payment", {})],
}


class People:
    """Everybody who answers a run: truthful eyes, and hands that forget a share of what they were asked to do."""

    def __init__(self, world: World, skip: float, rng: random.Random) -> None:
        self.world, self.skip, self.rng = world, skip, rng

    def answer(self, move: object) -> Observation:
        """Return what is told to a run at its move."""
        match move:
            case Ask(fact=fact):
                return Seen(SEEN[fact](self.world))
            case Agree():
                return Seen("yes")  # every ticket of the tasks gives its consent to paying and refuelling
            case Do(by="customer"):
                self._customer(move)
            case Do():
                self._agent(move.action)
        return Reply.DONE

    def _customer(self, move: Do) -> None:
        acts = DONE.get(move.action)
        if move.action == "give-permission":
            acts = [(*GRANT, {"app_name": "messaging", "permission": move.arguments["permission"]})]
        for who, name, arguments in acts or []:
            if self.rng.random() >= self.skip:
                self.world.act(who, name, arguments)

    def _agent(self, action: str) -> None:
        operator, line = self.world.operator, self.world.line_id
        match action:
            case "allow-roaming":
                operator.lines[line].roaming = True
            case "refuel":
                operator.refuel(line, 2.0)
            case "send-payment-request":
                operator.request_payment(line)
            case "resume-line":
                operator.resume(line)
            case _:
                raise KeyError(action)
