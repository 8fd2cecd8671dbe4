"""Playbooks: guided repair that observes, acts, verifies, and provably ends.

Pure: a run is a value, `advance` gives the next one, and nothing here talks to anybody. It may look policies
up in `answers`, and knows nothing of lines, queues or paths.
"""

from possible.playbooks.back import back
from possible.playbooks.bounds import Longest, longest
from possible.playbooks.ends import Ending, endings
from possible.playbooks.interpreter import advance, begin
from possible.playbooks.moves import (
    Agree,
    Ask,
    Concluded,
    Do,
    HandOn,
    Move,
    Observation,
    Over,
    Reply,
    Seen,
    Solved,
)
from possible.playbooks.records import record, resume
from possible.playbooks.run import Evidence, Run
from possible.playbooks.sentences import Said, Voice

__all__ = [
    "Agree",
    "Ask",
    "Concluded",
    "Do",
    "Ending",
    "Evidence",
    "HandOn",
    "Longest",
    "Move",
    "Observation",
    "Over",
    "Reply",
    "Run",
    "Said",
    "Seen",
    "Solved",
    "Voice",
    "advance",
    "back",
    "begin",
    "endings",
    "longest",
    "record",
    "resume",
]
