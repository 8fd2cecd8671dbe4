"""allauth's forms where ours say something else."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm

from possible.values import N_
from possible_web.pages.said import say_html


class SignIn(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Mail address and, if one has any, a password; the link to a new one stands below, large enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = say_html(N_("Without a password, we send you a code."))


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey that signs one in by itself, as its page says, unless one chooses otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
