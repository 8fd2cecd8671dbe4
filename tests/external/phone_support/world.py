"""The world of a task: a phone, an operator, and the named actions and assertions of the tasks' files.

A name that is not known is refused aloud: a task must not pass because nobody understood it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.external.phone_support.operator_records import TODAY
from tests.external.phone_support.phone import MODES, Phone, described

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.external.phone_support.operator_records import Operator

SPEED_WORDS = {"very-poor": "very poor"}


class UnknownName(Exception):  # noqa: N818 - it is what the name is
    """A task names an action or an assertion that this world does not have."""


class World:
    """A phone in a place, with the operator behind it."""

    def __init__(self, operator: Operator) -> None:
        self.phone, self.operator = Phone(), operator
        self.line_id = next(iter(operator.lines))

    @property
    def line(self) -> Any:
        """The customer's line."""
        return self.operator.lines[self.line_id]

    @property
    def contract_over(self) -> bool:
        """Tell whether the contract of the line has ended."""
        return self.line.contract_end < TODAY

    def act(self, who: str, name: str, arguments: dict[str, Any]) -> None:
        """Carry a named action out."""
        self._named(ACTIONS, who, name)(self, **arguments)

    def holds(self, who: str, name: str, arguments: dict[str, Any]) -> bool:
        """Tell whether a named assertion holds."""
        return self._named(ASSERTIONS, who, name)(self, **arguments)

    def _named(
        self, known: dict[tuple[str, str], Callable[..., Any]], who: str, name: str
    ) -> Callable[..., Any]:
        if (who, name) not in known:
            raise UnknownName(f"{who}: {name}")
        return known[who, name]

    def search(self) -> None:
        """Let the phone look for the network."""
        self.phone.search(self.line.active)

    @property
    def data_works(self) -> bool:
        """Tell whether mobile data works."""
        return self.phone.data_works(self.line.roaming, self.line.exceeded)

    @property
    def speed(self) -> str:
        """What a speed test says."""
        return described(self.phone.mbps) if self.data_works else "none"

    @property
    def mms(self) -> bool:
        """Tell whether a picture message goes through."""
        return self.phone.sends_mms(self.data_works)

    def set(self, **changes: object) -> None:
        """Change the phone and let it search."""
        for name, value in changes.items():
            setattr(self.phone, name, value)
        if self.phone.airplane:
            self.phone.vpn = "off"
        self.search()


# ---- what the customer, or a fault, does to the phone ---------------------------------------------------


def _user_info(world: World, name: str, phone_number: str) -> None:
    del name
    world.line_id = world.operator.numbers.get(phone_number, world.line_id)


def _permission(world: World, app_name: str, permission: str, *, given: bool) -> None:
    permissions = world.phone.permissions.setdefault(app_name, set())
    permissions.add(permission) if given else permissions.discard(permission)


def _wifi_calling(world: World, enabled: bool, mms_over_wifi: bool | None = None) -> None:
    world.phone.wifi_calling = enabled
    if mms_over_wifi is not None:
        world.phone.mms_over_wifi = mms_over_wifi


def _reset(world: World) -> None:
    world.phone.reset_pending = True


def _restart(world: World) -> None:
    world.phone.restart()
    world.search()


def _mode(world: World, mode: str) -> None:
    if mode not in MODES:
        raise UnknownName(f"network mode: {mode}")
    world.set(mode=MODES[mode])


def _lock(world: World, mode: str) -> None:
    if mode not in ("pin", "puk"):
        raise UnknownName(f"SIM lock: {mode}")
    world.set(sim_lock=mode)


def _at(attribute: str, value: object) -> Callable[[World], None]:
    return lambda world: world.set(**{attribute: value})


def _toggled(attribute: str) -> Callable[[World], None]:
    return lambda world: world.set(**{attribute: not getattr(world.phone, attribute)})


def _nothing(world: World, **_: object) -> None:
    """Look at something: the twin need not change."""


LOOKS = [
    "check_status_bar",
    "check_network_status",
    "check_network_mode_preference",
    "check_sim_status",
    "check_data_restriction_status",
    "check_apn_settings",
    "check_wifi_status",
    "check_wifi_calling_status",
    "check_vpn_status",
    "check_installed_apps",
    "check_app_status",
    "check_app_permissions",
    "run_speed_test",
    "can_send_mms",
    "check_payment_request",
    "toggle_wifi",
]
RECORDS = [
    "get_customer_by_phone",
    "get_customer_by_id",
    "get_customer_by_name",
    "get_details_by_id",
    "get_data_usage",
    "get_bills_for_customer",
]

USER: dict[str, Callable[..., None]] = {
    "set_user_info": _user_info,
    "set_user_location": lambda world, abroad: world.set(abroad=abroad),
    "turn_airplane_mode_on": _at("airplane", True),
    "turn_airplane_mode_off": _at("airplane", False),
    "toggle_airplane_mode": _toggled("airplane"),
    "unseat_sim_card": _at("sim_missing", True),
    "reseat_sim_card": _at("sim_missing", False),
    "lock_sim_card": _lock,
    "turn_data_on": _at("data", True),
    "turn_data_off": _at("data", False),
    "toggle_data": _toggled("data"),
    "turn_roaming_on": _at("roaming", True),
    "turn_roaming_off": _at("roaming", False),
    "toggle_roaming": _toggled("roaming"),
    "turn_data_saver_mode_on": _at("data_saver", True),
    "turn_data_saver_mode_off": _at("data_saver", False),
    "toggle_data_saver_mode": _toggled("data_saver"),
    "set_network_mode_preference": _mode,
    "break_apn_settings": _at("apn_ok", False),
    "break_apn_mms_setting": _at("mmsc", False),
    "reset_apn_settings": _reset,
    "set_apn_settings": _reset,
    "reboot_device": _restart,
    "simulate_network_search": lambda world: world.search(),
    "set_wifi_calling": _wifi_calling,
    "toggle_wifi_calling": lambda world: _wifi_calling(world, not world.phone.wifi_calling),
    "break_vpn": _at("vpn", "poor"),
    "connect_vpn": _at("vpn", "good"),
    "disconnect_vpn": _at("vpn", "off"),
    "remove_app_permission": lambda world, **named: _permission(world, **named, given=False),
    "grant_app_permission": lambda world, **named: _permission(world, **named, given=True),
    "make_payment": lambda world: world.operator.pay(),
    **dict.fromkeys(LOOKS, _nothing),
}


# ---- what the operator does -----------------------------------------------------------------------------


def _suspend(world: World, customer_id: str, line_id: str, new_bill_id: str, *, contract_ended: bool) -> None:
    del customer_id
    world.operator.suspend(line_id, new_bill_id, contract_ended=contract_ended)


def _line_set(attribute: str, value: object) -> Callable[..., None]:
    return lambda world, customer_id, line_id: setattr(world.operator.lines[line_id], attribute, value)


def _usage(world: World, customer_id: str, line_id: str, data_used_gb: float) -> None:
    del customer_id
    world.operator.lines[line_id].used = data_used_gb


def _refuel(world: World, customer_id: str, line_id: str, gb_amount: float) -> None:
    del customer_id
    world.operator.refuel(line_id, gb_amount)


def _request(world: World, customer_id: str, bill_id: str) -> None:
    del customer_id
    if world.operator.bills.get(bill_id) == "overdue":
        world.operator.bills[bill_id] = "awaiting payment"


def _transfer(world: World, summary: str = "") -> None:
    del summary
    world.operator.transferred = True


ASSISTANT: dict[str, Callable[..., None]] = {
    "set_data_usage": _usage,
    "enable_roaming": _line_set("roaming", True),
    "disable_roaming": _line_set("roaming", False),
    "suspend_line": _line_set("active", False),
    "suspend_line_for_overdue_bill": _suspend,
    "resume_line": _line_set("active", True),
    "refuel_data": _refuel,
    "send_payment_request": _request,
    "transfer_to_human_agents": _transfer,
    **dict.fromkeys(RECORDS, _nothing),
}
ACTIONS = {("user", name): act for name, act in USER.items()}
ACTIONS |= {("assistant", name): act for name, act in ASSISTANT.items()}


# ---- what must hold at the end --------------------------------------------------------------------------


def _status(world: World, expected_status: str) -> bool:
    return expected_status == ("connected" if world.phone.service else "no_service")


def _speed(world: World, expected_speed: float, expected_desc: str | None = None) -> bool:
    word = SPEED_WORDS.get(world.speed, world.speed)
    return world.data_works and world.phone.mbps >= expected_speed and expected_desc in (None, word)


def _refuelled(world: World, customer_id: str, line_id: str, expected_amount: float) -> bool:
    del customer_id
    return abs(world.operator.refuelled.get(line_id, 0.0) - expected_amount) < 1e-9


def _line_status(world: World, customer_id: str, line_id: str, expected_status: str) -> bool:
    del customer_id
    return expected_status.lower() == ("active" if world.operator.lines[line_id].active else "suspended")


def _is(attribute: str) -> Callable[..., bool]:
    return lambda world, expected_status: getattr(world.phone, attribute) == expected_status


ASSERTIONS: dict[tuple[str, str], Callable[..., bool]] = {
    ("user", "assert_service_status"): _status,
    ("user", "assert_mobile_data_status"): lambda world, expected_status: world.data_works == expected_status,
    ("user", "assert_internet_speed"): _speed,
    ("user", "assert_internet_not_excellent"): lambda world: world.speed != "excellent",
    ("user", "assert_can_send_mms"): lambda world, expected_status: world.mms == expected_status,
    ("user", "assert_airplane_mode_status"): _is("airplane"),
    ("user", "assert_mobile_roaming_status"): _is("roaming"),
    ("user", "assert_mobile_data_saver_mode_status"): _is("data_saver"),
    ("user", "assert_sim_status"): lambda world, expected_status: (
        world.phone.sim == expected_status.split("_")[0]
    ),
    ("assistant", "assert_data_refueling_amount"): _refuelled,
    ("assistant", "assert_line_status"): _line_status,
    ("assistant", "assert_no_overdue_bill"): lambda world, overdue_bill_id: (
        world.operator.bills.get(overdue_bill_id) not in ("overdue", "awaiting payment")
    ),
    ("assistant", "assert_overdue_bill_exists"): lambda world, overdue_bill_id: (
        world.operator.bills.get(overdue_bill_id) == "overdue"
    ),
}
