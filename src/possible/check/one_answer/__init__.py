"""The same facts get the same answer, from everyone."""

from possible.check.one_answer.rules import LAW

__all__ = ["LAW"]
