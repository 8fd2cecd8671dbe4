"""Signing in with an account elsewhere: the name that it gives, and where the browser may be sent.

An address that has an account here is not taken over by one elsewhere: one signs in here first.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class Elsewhere(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts from elsewhere have one name here."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Return the new account with the name that it has elsewhere."""
        account = super().populate_user(request, sociallogin, data)
        first, last = data.get("first_name") or "", data.get("last_name") or ""
        account.name = (data.get("name") or f"{first} {last}".strip() or data.get("username") or "")[:80]
        return account
