"""The meaning of a charter's paths: one small-step relation over situations, and the graph of all of them.

Values in, values out: it knows no screen, no clock and no database. `check` explores it, `walk` follows it.
"""

from possible.journey.graph import Graph
from possible.journey.moments import MomentClass, moment_classes, spoken_at
from possible.journey.moves import after, fits, moves
from possible.journey.spots import (
    At,
    Dialled,
    End,
    Ended,
    Key,
    Move,
    Owner,
    Put,
    Situation,
    Spot,
    Told,
    Waiting,
    With,
    has_person_or_promise,
    is_good,
)
from possible.journey.web import Found, Node, Web, clash
from possible.journey.worlds import World

__all__ = [
    "At",
    "Dialled",
    "End",
    "Ended",
    "Found",
    "Graph",
    "Key",
    "MomentClass",
    "Move",
    "Node",
    "Owner",
    "Put",
    "Situation",
    "Spot",
    "Told",
    "Waiting",
    "Web",
    "With",
    "World",
    "after",
    "clash",
    "fits",
    "has_person_or_promise",
    "is_good",
    "moment_classes",
    "moves",
    "spoken_at",
]  # fmt: skip
