"""The operator's records: lines, plans and bills, from a database of the tasks' form, or a small one of our own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

TODAY = date(2025, 2, 25)
MOST_REFUEL = 2.0
OWN = Path(__file__).parent / "operator.toml"
DATABASE = "tau2_telecom_db.toml"


@dataclass
class Line:
    """A contract's line."""

    plan_limit: float
    used: float
    refuelled: float
    roaming: bool
    active: bool
    contract_end: date

    @property
    def exceeded(self) -> bool:
        """Tell whether the data is used up."""
        return self.used >= self.plan_limit + self.refuelled


class Operator:
    """What the agent can see and do."""

    def __init__(self, database: dict[str, Any]) -> None:
        limits = {plan["plan_id"]: plan["data_limit_gb"] for plan in database["plans"]}
        self.lines = {line["line_id"]: _line(line, limits) for line in database["lines"]}
        self.numbers = {line["phone_number"]: line["line_id"] for line in database["lines"]}
        self.bills = {bill["bill_id"]: bill["status"].lower() for bill in database["bills"]}
        self.of_line: dict[str, str] = {}
        self.refuelled: dict[str, float] = {}
        self.transferred = False

    def refuel(self, line_id: str, gigabytes: float) -> None:
        """Add data, as far as the limit of the line allows."""
        added = self.refuelled.get(line_id, 0.0) + gigabytes
        if added <= MOST_REFUEL:
            self.refuelled[line_id] = added
            self.lines[line_id].refuelled += gigabytes

    def suspend(self, line_id: str, bill_id: str, *, contract_ended: bool) -> None:
        """Suspend a line for a bill that is not paid."""
        self.lines[line_id].active = False
        self.bills[bill_id] = "overdue"
        self.of_line[line_id] = bill_id
        if contract_ended:
            self.lines[line_id].contract_end = date(TODAY.year - 1, 12, 31)

    def request_payment(self, line_id: str) -> None:
        """Ask the customer to pay the overdue bill of a line."""
        bill = self.of_line.get(line_id)
        if bill and self.bills[bill] == "overdue":
            self.bills[bill] = "awaiting payment"

    def pay(self) -> None:
        """Pay whatever payment was requested."""
        for bill, status in self.bills.items():
            if status == "awaiting payment":
                self.bills[bill] = "paid"

    def owes(self, line_id: str) -> bool:
        """Tell whether a bill of the line is overdue or requested."""
        return self.bills.get(self.of_line.get(line_id, "")) in ("overdue", "awaiting payment")

    def resume(self, line_id: str) -> None:
        """Switch a line on again."""
        self.lines[line_id].active = True


def _line(line: dict[str, Any], limits: dict[str, float]) -> Line:
    return Line(
        limits[line["plan_id"]],
        line["data_used_gb"],
        line["data_refueling_gb"],
        line["roaming_enabled"],
        line["status"] == "Active",
        date.fromisoformat(line["contract_end_date"]),
    )


def operator_for(tasks: Path) -> Operator:
    """Return the operator of the database beside a file of tasks, or our own."""
    beside = tasks.parent / DATABASE
    path = beside if beside.is_file() else OWN
    return Operator(tomllib.loads(path.read_text(encoding="utf-8")))
