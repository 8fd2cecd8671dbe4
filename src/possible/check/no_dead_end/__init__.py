"""From every reachable situation the caller can force a person, an answer or a dated promise."""

from possible.check.no_dead_end.rules import LAW

__all__ = ["LAW"]
