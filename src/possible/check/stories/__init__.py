"""The stories beside a charter are tests: each is played along the same moves, and must hold."""

from possible.check.stories.rules import LAW

__all__ = ["LAW"]
