"""No cycle of the company's moves in which nothing new is learnt."""

from possible.check.no_loop.rules import LAW

__all__ = ["LAW"]
