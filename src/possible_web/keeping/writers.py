"""Who writes in public: a row for each mail address, and the links in mails that prove that it is theirs.

A link names one thing and works while that thing waits for it: opened again, it does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from possible.cli.say import say
from possible.values import N_, Refused, Sentence, sentence
from possible.values.instant import Instant
from possible_web.keeping.letters import speaking
from possible_web.keeping.outbox import send
from possible_web.keeping.reach import checked_mail
from possible_web.keeping.unconfirmed import will_be_looked_at
from possible_web.records.models import Writer

SALT = "possible.told-by-mail"
A_WEEK = 7 * 24 * 3600
FOOT = N_("{text}\n\n{link}\n\nIf it was not you, do nothing: nothing will be shown.\n\n{company}")


@dataclass(frozen=True, slots=True)
class Named:
    """Who somebody says they are: the name that is shown, the address that is not."""

    name: str
    mail: str
    language: str = ""


def writer_of_mail(named: Named, now: Instant) -> Writer:
    """Return the row of an address, new or there already; `Refused` for none."""
    mail = checked_mail(named.mail)
    if not mail:
        raise Refused(
            sentence(N_("We need a mail address to ask whether it is you.")),
            sentence(N_("it is never shown, and nobody else gets it")),
        )
    values = {"name": named.name, "language": named.language, "since": now}
    # Locked: an address that is written to is not thrown away at the same moment.
    return Writer.objects.select_for_update(no_key=True).get_or_create(mail=mail, defaults=values)[0]


def link_for(kind: str, number: int, mark: str | int) -> str:
    """Return the address that a mail carries for one thing; `mark` must still be so when it is opened."""
    token = signing.dumps([kind, number, mark], salt=SALT, compress=True)
    return f"{settings.PUBLIC_URL}/stories/by-mail/{token}"


def opened(token: str) -> tuple[str, int, str | int] | None:
    """Return what a link says: kind, number, mark; None when it is forged or older than a week."""
    try:
        kind, number, mark = signing.loads(token, salt=SALT, max_age=A_WEEK)
    except (signing.BadSignature, ValueError):
        return None
    return str(kind), int(number), mark


def ask(
    key: str, mail: str, language: str, letter: tuple[Sentence, Sentence, str, str], now: Instant
) -> None:
    """Send a mail that asks for one click. `letter`: subject, text, link, the company."""
    subject, text, link, company = letter
    with speaking(language):
        payload = {"subject": say(subject), "text": say(FOOT, text=text, link=link, company=company)}
    send(key, "mail", mail, payload, now)
    will_be_looked_at(now)
