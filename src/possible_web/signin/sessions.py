"""Sessions in the database, as Django keeps them; every page reads one, so that is said in prepared SQL."""

from __future__ import annotations

import secrets

from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.utils import timezone

from possible_web.keeping.action import in_turn
from possible_web.keeping.upserts import change, insert
from possible_web.records.prepared import Prepared

_session = Prepared(lambda key: Session.objects.filter(session_key=key)[:1])


class SessionStore(DatabaseStore):
    """The store that `SESSION_ENGINE` names; what was written in this request is not written twice."""

    _kept: tuple[str, dict[str, object]] | None = None

    def _get_session_from_db(self) -> Session | None:
        found = _session.first(self.session_key or "")
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found

    def _get_new_session_key(self) -> str:
        return secrets.token_hex(20)  # 160 random bits: nobody has it yet

    def exists(self, session_key: str) -> bool:
        """Return whether there is a session of this name."""
        return _session.first(session_key) is not None

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - as Django calls it
        """Write the session with one statement; CreateError if the name is taken, UpdateError if gone."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        if self._kept == (self.session_key, data):
            return
        row = self.create_model_instance(data)
        values = {"session_data": row.session_data, "expire_date": row.expire_date}
        with in_turn():
            if must_create:
                _create({"session_key": row.session_key, **values})
            elif not change(Session, {"session_key": row.session_key}, values):
                raise UpdateError
        self._kept = (row.session_key, dict(data))


def _create(values: dict[str, object]) -> None:
    try:
        insert(Session, [values])
    except IntegrityError:
        raise CreateError from None
