"""Decision tables: the same answer from everyone, with its reason, and an exact analysis of every table.

`decide` gives the answer to a question, or says which facts are missing; `told` says it in the customer's
language; `analysis` finds holes, contradictions and rows without use, each with facts as a witness. It knows
the charter and nothing of paths, people or clocks.
"""

from possible.answers.decide import Answer, Status, askable, decide
from possible.answers.outcome import Outcome, domain_of, meaning_of, outcome_of, question_of, source_of
from possible.answers.sweep import TooTangled

__all__ = [
    "Answer",
    "Outcome",
    "Status",
    "TooTangled",
    "askable",
    "decide",
    "domain_of",
    "meaning_of",
    "outcome_of",
    "question_of",
    "source_of",
]
