"""The charter: read, typed, versioned. A folder of YAML goes in, a frozen model with places comes out.

It knows the words of the language and nothing of their meaning: answers, journeys and laws stand above it.
"""

from possible.charter.digest import digest, plainly
from possible.charter.domains import Cell, Domain, Sort
from possible.charter.folder import files_of
from possible.charter.model import Charter, Line, Team
from possible.charter.read import load, read
from possible.charter.unreadable import Fault, Unreadable

__all__ = [
    "Cell",
    "Charter",
    "Domain",
    "Fault",
    "Line",
    "Sort",
    "Team",
    "Unreadable",
    "digest",
    "files_of",
    "load",
    "plainly",
    "read",
]
