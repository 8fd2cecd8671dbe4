"""Playbooks: guided repair that observes, acts, verifies, and provably ends.

Pure: a run is a value, `advance` gives the next one, and nothing here talks to anybody. It may look policies up in
`answers`, and knows nothing of lines, queues or paths.
"""

from possible.playbooks.ending import Ending
from possible.playbooks.endings import endings

__all__ = ["Ending", "endings"]
