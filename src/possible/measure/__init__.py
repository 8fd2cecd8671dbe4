"""What happened, measured: indicators, receipts and the samples of standards, folded over events.

Live or simulated, the events are the same. Raw moments in, numbers with their formula out; per language
always.
"""

from possible.measure.clocks import CLOCKS
from possible.measure.figures import DEFINITIONS, Figure
from possible.measure.fold import Fold, folded
from possible.measure.happened import told
from possible.measure.indicators import Indicators
from possible.measure.itemised import itemised, lasted
from possible.measure.receipt import Receipt, Tally
from possible.measure.receipts import CaseReceipts, CustomerReceipts
from possible.measure.samples import MEASURES, Samples
from possible.measure.tally import ALL, Group

__all__ = [
    "ALL",
    "CLOCKS",
    "DEFINITIONS",
    "MEASURES",
    "CaseReceipts",
    "CustomerReceipts",
    "Figure",
    "Fold",
    "Group",
    "Indicators",
    "Receipt",
    "Samples",
    "Tally",
    "folded",
    "itemised",
    "lasted",
    "told",
]
