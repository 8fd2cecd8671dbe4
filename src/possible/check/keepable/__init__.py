"""Promises can be kept with the planned people: an estimate, never called proved."""

from possible.check.keepable.rules import TOO_FEW_PEOPLE
from possible.check.law import Law
from possible.values import N_

LAW = Law("keepable", N_("Promises can be kept with the planned people."), (TOO_FEW_PEOPLE,))

__all__ = ["LAW"]
