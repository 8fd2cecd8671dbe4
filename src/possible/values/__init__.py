"""Small frozen values that every room speaks in: money, languages, spans, hours, places, findings.

They know nothing of charters, files, clocks or screens, and their constructors refuse what cannot be.
"""

from possible.values.finding import Finding, Level
from possible.values.hours import ALWAYS, DAYS, HOLIDAY, Hours, Moment
from possible.values.language import Language, language
from possible.values.money import Money, Rate, currency, money, rate
from possible.values.place import NOWHERE, Place
from possible.values.span import Span, Unit, span
from possible.values.text import N_, Refused, Sentence, sentence

__all__ = [
    "ALWAYS",
    "DAYS",
    "HOLIDAY",
    "NOWHERE",
    "N_",
    "Finding",
    "Hours",
    "Language",
    "Level",
    "Moment",
    "Money",
    "Place",
    "Rate",
    "Refused",
    "Sentence",
    "Span",
    "Unit",
    "currency",
    "language",
    "money",
    "rate",
    "sentence",
    "span",
]
