"""The laws: what must hold in every charter, proved, or refuted with one caller's path.

One folder for each law: its rules, their tests and their pages. `check(charter)` runs them all.
"""

from possible.check.law import Broken, Law, Rule
from possible.check.laws import LAWS
from possible.check.run import check
from possible.check.subject import Subject

__all__ = ["LAWS", "Broken", "Law", "Rule", "Subject", "check"]
