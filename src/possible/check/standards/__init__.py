"""Standards as packs: promises and facts that somebody else wrote, with citation, dates and certainty.

Passing a promise of theirs means that ours are at least as strict. What needs events is listed as
measured live; what no machine can decide is listed too. Packs are scopes by market, never one union.
"""

from possible.check.standards.live import LIVE_SAID, LiveRow, LiveState, live_rows
from possible.check.standards.packs import Contradiction, contradictions, markets, pack, pack_names, standards
from possible.check.standards.report import STATE_SAID, Report, Row, State, standards_report
from possible.check.standards.selection import named, names, packs_of, wanted
from possible.check.standards.standard import SEEN_SAID, STATUS_SAID, Live, Pack, Seen, Standard, Status, Told
from possible.check.standards.strictness import at_least_as_strict, shortfalls

__all__ = [
    "LIVE_SAID",
    "SEEN_SAID",
    "STATE_SAID",
    "STATUS_SAID",
    "Contradiction",
    "Live",
    "LiveRow",
    "LiveState",
    "Pack",
    "Report",
    "Row",
    "Seen",
    "Standard",
    "State",
    "Status",
    "Told",
    "at_least_as_strict",
    "contradictions",
    "live_rows",
    "markets",
    "named",
    "names",
    "pack",
    "pack_names",
    "packs_of",
    "shortfalls",
    "standards",
    "standards_report",
    "wanted",
]
