"""Where django-allauth meets the house: its mails go through the outbox, its cookies carry our names."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from possible_web.keeping import send
from possible_web.keeping.clock import now
from possible_web.pages.asking import asker_of
from possible_web.records.doors import Asker
from possible_web.records.models import Role


def first_page(asker: Asker) -> str:
    """Return where somebody begins, by their role."""
    if asker.role == Role.TECHNICIAN:
        return "/van"
    return "/desk" if asker.at_the_desk else "/"


class Mails(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts: mail by the outbox, and each role's own first page."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail into the outbox; each is one of its kind."""
        made = self.render_mail(template_prefix, email, context)
        payload = {"subject": str(made.subject), "text": str(made.body)}
        send(f"signin-{secrets.token_hex(12)}", "mail", email, payload, now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page of whoever has signed in."""
        return first_page(asker_of(request))


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Passkeys and codes of authenticator apps."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for whom a passkey is made: the host, without a port."""
        found: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**found, "name": "Possible"}
