"""Every setting of the service: its name in the environment, what it is unless set, and what it does.

The table is the only place that reads the environment; the reference in the docs is made from it.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from possible.values import N_, Refused, sentence

DATABASE = "possible.sqlite3"
STARTED_BY = "STARTED_BY_PROCESS"
LOG_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
SECRET = "secret-key"  # noqa: S105 - the name of a file
# Half a MiB of pages for each thread instead of two: what is not there, the system has in its own cache.
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-512;"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: `default` is the text that stands for it when it is not set."""

    name: str
    default: str
    does: str


SETTINGS = (
    Setting("POSSIBLE_DATA_DIR", "possible-data", "the folder of the database and the secret key"),
    Setting(
        "DATABASE_URL",
        "",
        "`postgresql://user:password@host:5432/name`: PostgreSQL instead of SQLite in the data folder",
    ),
    Setting(
        "POSSIBLE_PUBLIC_URL",
        "",
        "the address under which people reach the service, `https://care.example.org`; it is needed as soon "
        "as that is not this machine itself. Unless set: `http://localhost:8000`, with the port in use",
    ),
    Setting("POSSIBLE_HOST", "127.0.0.1", "the address that `possible serve` listens on"),
    Setting("POSSIBLE_PORT", "8000", "the port that `possible serve` listens on"),
    Setting("POSSIBLE_WEB_PROCESSES", "2", "how many processes answer requests"),
    Setting("POSSIBLE_WEB_THREADS", "8", "how many pages each of these processes makes at once"),
    Setting(
        "POSSIBLE_BEHIND_PROXY",
        "no",
        "`yes`: a proxy of yours stands before the service; its `X-Forwarded-For` and `X-Forwarded-Proto` "
        "are believed",
    ),
    Setting(
        "POSSIBLE_SMTP_URL",
        "",
        "`smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`; unless set, mail lands in the "
        "mailbox page, `/mailbox`",
    ),
    Setting("POSSIBLE_MAIL_FROM", "possible@localhost", "the sender of outgoing mail"),
    Setting(
        "POSSIBLE_SIGN_IN_WITH",
        "",
        "other accounts to sign in with, as JSON: "
        '`[{"id": "acme", "name": "Acme", "server": "https://id.acme.example", "client": "…", '
        '"secret": "…"}]` for any OpenID Connect provider; `kind` instead of `server` names another of '
        'django-allauth\'s, such as `"kind": "facebook"`. It needs the extra `social`',
    ),
    Setting(
        "POSSIBLE_HELD_WORDS",
        "viagra, casino, bitcoin, porn, escort, jackpot",
        "words, with commas between, for which a story or a comment is held until a lead has looked at it",
    ),
    Setting(
        "POSSIBLE_PLACES",
        "",
        "a CSV file with `postcode,name,north,east` (degrees) in each line: where postcodes are; unless set, "
        "a small table of Paris and the towns around it",
    ),
    Setting(
        "POSSIBLE_UNCONFIRMED_DAYS",
        "30",
        "after how many days a draft, and a story, a comment or a follow that nobody confirmed, is thrown "
        "away, with its mail address. The link in a mail works for seven days",
    ),
    Setting(
        "POSSIBLE_PAYMENTS",
        "possible_web.keeping.bills.OnTheNextBill",
        "the class that is told what is on a bill: our own bill and nothing more, or one of yours that tells "
        "another system",
    ),
    Setting(
        "POSSIBLE_DIRECTIONS",
        "geo:{north},{east}?q={address}",
        "the link by which a technician finds the way, with `{north}`, `{east}` (degrees) and `{address}`; "
        "unless set, the phone's own map. Another: "
        "`https://www.openstreetmap.org/directions?to={north},{east}`",
    ),
    Setting(
        "POSSIBLE_DEVELOPMENT",
        "no",
        "`yes`: on this machine only, anybody may read the mailbox page, and pages can be shown "
        "from right to left (`?lang=ar-XB`)",
    ),
    Setting(
        "POSSIBLE_SECRET_KEY",
        "",
        "signs cookies and links; unless set, it is made once in the data folder. Several machines need the "
        "same one",
    ),
    Setting("POSSIBLE_LOG_LEVEL", "WARNING", "how much is told on standard error: `INFO` tells each job"),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def value(name: str) -> str:
    """Return a setting as text. KeyError for one that is not in the table."""
    return os.environ.get(name) or _BY_NAME[name].default


def put(name: str, text: str) -> None:
    """Set a setting for this process and those that it starts. KeyError for one that is not in the table."""
    os.environ[_BY_NAME[name].name] = text


def handed_down(parent: int) -> dict[str, str]:
    """Return the environment for a process that is to end with `parent`, whose number it is."""
    return {**os.environ, STARTED_BY: str(parent)}


def hand_down(parent: int) -> None:
    """Let the processes that are started from here on end with `parent`."""
    os.environ.update(handed_down(parent))


def started_by() -> int:
    """Return the number of the process that started this one, as that one told it; else as it is now."""
    return int(os.environ.get(STARTED_BY) or os.getppid())


def whole(name: str) -> int:
    """Return a setting that is a number above nothing; `Refused` for anything else."""
    text = value(name)
    if not text.isdecimal() or int(text) == 0:
        raise Refused(sentence(N_("`{name}` is a whole number; it says `{text}`."), name=name, text=text))
    return int(text)


def switched_on(name: str) -> bool:
    """Return a setting that is `yes` or `no`; `Refused` for anything else."""
    text = value(name)
    if text not in {"yes", "no"}:
        raise Refused(sentence(N_("`{name}` is `yes` or `no`; it says `{text}`."), name=name, text=text))
    return text == "yes"


def words(name: str) -> frozenset[str]:
    """Return a setting that is a list of words, in small letters."""
    return frozenset(word.strip().lower() for word in value(name).split(",") if word.strip())


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An account elsewhere that one can sign in with; `kind`: the name of django-allauth's provider."""

    id: str
    name: str
    client: str
    secret: str
    server: str = ""
    kind: str = "openid_connect"


def sign_in_with() -> tuple[Elsewhere, ...]:
    """Return the accounts elsewhere that are set up; `Refused` for what cannot be read."""
    text = value("POSSIBLE_SIGN_IN_WITH")
    if not text:
        return ()
    try:
        found = tuple(Elsewhere(**each) for each in json.loads(text))
    except (ValueError, TypeError) as error:
        raise Refused(
            sentence(N_("`POSSIBLE_SIGN_IN_WITH` is no list of providers.")),
            sentence(N_("each has `id`, `name`, `client`, `secret`, and `server` or `kind`")),
        ) from error
    if any((each.kind == "openid_connect") != bool(each.server) for each in found):
        raise Refused(
            sentence(N_("`POSSIBLE_SIGN_IN_WITH` is no list of providers.")),
            sentence(N_("a provider of OpenID Connect has a `server`, others a `kind`")),
        )
    return found


def data_folder() -> Path:
    """Return the data folder, whether it is there or not."""
    return Path(value("POSSIBLE_DATA_DIR")).absolute()


def prepared_data_folder() -> Path:
    """Return the data folder; makes it, and the secret key in it, when they are missing."""
    folder = data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(folder / SECRET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return folder
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return folder


def secret_key() -> str:
    """Return the secret key; one for this process alone while there is no data folder (type checks, help)."""
    if value("POSSIBLE_SECRET_KEY"):
        return value("POSSIBLE_SECRET_KEY")
    file = data_folder() / SECRET
    return file.read_text(encoding="ascii") if file.exists() else secrets.token_urlsafe(48)


def public_url() -> str:
    """Return the address under which people reach the service, without a slash at its end."""
    return (value("POSSIBLE_PUBLIC_URL") or f"http://localhost:{value('POSSIBLE_PORT')}").rstrip("/")


def database() -> dict[str, object]:
    """Return Django's description of the database; `Refused` for an address of another kind."""
    address = value("DATABASE_URL")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data_folder() / DATABASE),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 60, "init_command": SQLITE_START},
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        why = sentence(
            N_("`DATABASE_URL` names a database that is not known here: `{kind}`."), kind=parts.scheme
        )
        raise Refused(why, sentence(N_("write `postgresql://user:password@host:5432/name`")))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def smtp() -> dict[str, Any]:
    """Return how to reach the mail server (nothing: there is none); `Refused` for another kind of address."""
    address = value("POSSIBLE_SMTP_URL")
    if not address:
        return {}
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise Refused(
            sentence(N_("`POSSIBLE_SMTP_URL` is no address of a mail server.")),
            sentence(N_("write `smtp://user:password@host:587`")),
        )
    secure = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if secure else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": secure,
        "use_tls": not secure and parts.hostname not in {"localhost", "127.0.0.1", "::1"},
        "timeout": 30,
    }
