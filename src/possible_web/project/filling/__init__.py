"""A believable operator, made from a seed: what it could have lived is played, and written as rows in bulk.

The simulator plays the charter in force until now; nothing here decides what the charter decides. People,
names, numbers and addresses are invented: numbers come from ranges kept for fiction, addresses from example
domains.
"""

from possible_web.project.filling.fill import Filled, fill
from possible_web.project.filling.life import Size

__all__ = ["Filled", "Size", "fill"]
