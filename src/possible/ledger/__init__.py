"""What a customer owes and is owed: entries from events, lines that read as a bill, a balance that adds up.

Pure and in whole cents. The order of the entries changes nothing. What a network charges for a call is on the
bill of that network, and no entry here.
"""

from possible.ledger.entries import Entry, Kind, entries, entry_of
from possible.ledger.fold import Ledger, Line, State, ledger
from possible.ledger.told import line_told, state_told, why_told

__all__ = [
    "Entry",
    "Kind",
    "Ledger",
    "Line",
    "State",
    "entries",
    "entry_of",
    "ledger",
    "line_told",
    "state_told",
    "why_told",
]
