"""How the outbox sends mail: by SMTP where there is a server; else the mailbox page is where it arrives."""

from __future__ import annotations

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
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message = EmailMultiAlternatives(
        subject=row.payload["subject"],
        body=row.payload["text"],
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[row.to],
        headers={"Message-ID": f"<{row.key}@{domain}>", **row.payload.get("headers", {})},
        connection=EmailBackend(**settings.SMTP),
    )
    message.send()
