"""Who takes which contact: languages, skills, owners, places kept, offers, and how long one will wait.

Pure and in whole milliseconds: it is fed happenings and gives back assignments. It knows neither cases nor
paths; the same object runs live and in the twin.
"""

from possible.floor.happenings import Want

__all__ = ["Want"]
