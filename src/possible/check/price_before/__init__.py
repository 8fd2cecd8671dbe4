"""Nothing is charged without a quote that was accepted before."""

from possible.check.price_before.rules import LAW

__all__ = ["LAW"]
