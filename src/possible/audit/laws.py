"""The laws that events can break, in the order of `possible check`."""

from __future__ import annotations

from possible.audit.breach import LiveRule
from possible.audit.every_wait_has_a_clock import EveryWaitHasAClock
from possible.audit.free_wait import FreeWait
from possible.audit.keepable import Keepable
from possible.audit.kept_slot import KeptSlot
from possible.audit.language_kept import LanguageKept
from possible.audit.never_dropped import NeverDropped
from possible.audit.no_dead_end import NoDeadEnd
from possible.audit.no_loop import NoLoop
from possible.audit.one_answer import OneAnswer
from possible.audit.price_before import PriceBefore
from possible.audit.reasoned_no import ReasonedNo
from possible.audit.remedy_owed import RemedyOwed
from possible.audit.said_once import SaidOnce
from possible.audit.watch import Watch

LAWS: tuple[type[Watch], ...] = (
    FreeWait, NoLoop, NoDeadEnd, LanguageKept, OneAnswer, ReasonedNo, PriceBefore, KeptSlot,
    EveryWaitHasAClock, NeverDropped, SaidOnce, Keepable, RemedyOwed,
)  # fmt: skip
LIVE_RULES: tuple[LiveRule, ...] = tuple(rule for law in LAWS for rule in law.RULES)
