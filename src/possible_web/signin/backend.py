"""Who is signed in, as django-allauth has it; every page asks who, so that question is prepared."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from possible_web.records.models import Account
from possible_web.records.prepared import Prepared

_account = Prepared(lambda number: Account.objects.filter(pk=number)[:1])


class Backend(AuthenticationBackend):  # type: ignore[misc]  # it has no types
    """The backend that `AUTHENTICATION_BACKENDS` names."""

    def get_user(self, user_id: int) -> Account | None:
        """Return an account that may sign in; None for any other."""
        found = _account.first(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
