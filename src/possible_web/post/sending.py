"""How the outbox sends mail: by SMTP where there is a server; else the mailbox page is where it arrives."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from possible_web.records.models import Outbox


def send_mail(row: Outbox) -> None:
    """Send one mail; raises OSError (`smtplib` and sockets) when it was not taken.

    The Message-ID is made of the row's key, so a mail that is sent twice can be told from two mails.
    """
    if not settings.SMTP:
        return
    message = EmailMultiAlternatives(
        subject=row.payload["subject"],
        body=row.payload["text"],
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[row.to],
        headers={"Message-ID": message_id(row.key), **row.payload.get("headers", {})},
        connection=EmailBackend(**settings.SMTP),
    )
    message.send()


def message_id(key: str) -> str:
    """Return the Message-ID of a key: another one for each, of signs that no server on the way rewrites.

    `dot-atom` of RFC 5322, 3.2.3; blanks, dots and all else that it does not have are written as `%20`.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<{quote(key, safe='').replace('.', '%2E')}@{domain}>"
