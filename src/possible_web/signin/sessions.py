"""Sessions in the database, as Django keeps them; every page asks for one, so that question is prepared."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from possible_web.records.prepared import Prepared

_session = Prepared(lambda key: Session.objects.filter(session_key=key)[:1])


class SessionStore(DatabaseStore):
    """The store that `SESSION_ENGINE` names."""

    def _get_session_from_db(self) -> Session | None:
        found = _session.first(self.session_key or "")
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found

    def exists(self, session_key: str) -> bool:
        """Return whether there is a session of this name."""
        return _session.first(session_key) is not None
