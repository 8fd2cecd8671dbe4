"""Every refusal carries its reason, an alternative and where to appeal."""

from possible.check.reasoned_no.rules import LAW

__all__ = ["LAW"]
