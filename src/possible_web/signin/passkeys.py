"""What reads passkeys (fido2, cryptography) takes 12 MiB of a process: it is loaded when somebody uses one.

django-allauth imports its part with them for every sign-in, and asks it for a name only with a key at hand.
Until then a stand-in is in its place.
"""

from __future__ import annotations

import sys
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any

KEYS = "allauth.mfa.webauthn.internal.auth"
_changing = Lock()


class _Later(ModuleType):
    """A module that is imported when it is first asked for a name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import system looks; nobody uses it yet
            raise AttributeError(name)
        with _changing:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def load_later() -> None:
    """Put the stand-in in its place, unless the module is there already."""
    sys.modules.setdefault(KEYS, _Later(KEYS))
