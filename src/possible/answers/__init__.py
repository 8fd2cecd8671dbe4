"""Decision tables: the same answer from everyone, with its reason, and an exact analysis of every table.

`decide` gives the answer to a question, or says which facts are missing; `told` says it in the customer's
language; `analysis` finds holes, contradictions and rows without use, each with facts as a witness. It knows
the charter and nothing of paths, people or clocks.
"""

from possible.answers.analysis import Clash, Departure, Examination, Region, Unused
from possible.answers.decide import Answer, Status, askable, decide
from possible.answers.moments import (
    date_in_language,
    day_in_language,
    hours_in_language,
    length_in_language,
    moment_in_language,
    time_in_language,
    window_in_language,
)
from possible.answers.numbers import number_in_language, value_in_language
from possible.answers.outcome import Outcome, domain_of, meaning_of, outcome_of, question_of, source_of
from possible.answers.sums import in_language
from possible.answers.sweep import TooTangled
from possible.answers.told import named, outcome_told, reason_told, told

__all__ = [
    "Answer",
    "Clash",
    "Departure",
    "Examination",
    "Outcome",
    "Region",
    "Status",
    "TooTangled",
    "Unused",
    "askable",
    "date_in_language",
    "day_in_language",
    "decide",
    "domain_of",
    "hours_in_language",
    "in_language",
    "length_in_language",
    "meaning_of",
    "moment_in_language",
    "named",
    "number_in_language",
    "outcome_of",
    "outcome_told",
    "question_of",
    "reason_told",
    "source_of",
    "time_in_language",
    "told",
    "value_in_language",
    "window_in_language",
]
