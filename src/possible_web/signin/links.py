"""The link with which a newcomer signs in for the first time: signed, for an hour, used once."""

from __future__ import annotations

from django.core import signing

from possible_web.records.models import Account

SALT = "possible.first-sign-in"
AN_HOUR = 3600


def token_for(account: Account) -> str:
    """Return the token of a link for an account; it is worth nothing after the next sign-in."""
    return signing.dumps([account.pk, _last(account)], salt=SALT)


def account_of(token: str) -> Account | None:
    """Return the account that a token is for; None when it is forged, too old or was used."""
    try:
        number, last = signing.loads(token, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return None
    account = Account.objects.filter(pk=number, is_active=True).first()
    return account if account and _last(account) == last else None


def _last(account: Account) -> str:
    return account.last_login.isoformat() if account.last_login else ""
