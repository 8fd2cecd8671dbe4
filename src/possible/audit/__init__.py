"""The laws, folded over a stream of events: which event broke which law, and the contact's way there.

Values in, values out; no clock: time is that of the events. It remembers what is open, little of what is
over.
"""

from possible.audit.breach import Breach, LiveRule
from possible.audit.laws import LIVE_RULES
from possible.audit.run import Auditor, audit

__all__ = ["LIVE_RULES", "Auditor", "Breach", "LiveRule", "audit"]
