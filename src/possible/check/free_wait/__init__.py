"""Nobody pays before a person serves them, nor on hold, nor across a transfer."""

from possible.check.free_wait.rules import LAW

__all__ = ["LAW"]
