"""django-helpdesk for `bench.desk`: its database filled in bulk, its server, what is asked of it.

`python -m bench.desk_helpdesk SIZE` fills, and prints the cookie of an agent as JSON.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.desk_words import AGENTS, Told, told
from bench.processes import Served, free_port, started

BATCH = 2000
ROWS = 50
FORGERY = "f" * 32
LIST = re.compile(rb"/datatables_ticket_list/([A-Za-z0-9+/=%]*)")


# ---- filling, in a process of its own ---------------------------------------------------------------------


def fill(size: int) -> dict[str, str]:
    """Fill the folder of `BENCH_HELPDESK`: tickets with a text and one reply; returns the cookie."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with transaction.atomic():
        agents = _agents()
        queue = _models().Queue.objects.create(title="Front desk", slug="front-desk")
        for some in _some(told(size)):
            _write(some, queue, agents)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {"cookie": _cookie(agents[1])}


def _models() -> Any:
    return import_module("helpdesk.models")


def _some(cases: Any) -> Any:
    found: list[Told] = []
    for case in cases:
        found.append(case)
        if len(found) == BATCH:
            yield found
            found = []
    if found:
        yield found


def _agents() -> list[Any]:
    users: Any = import_module("django.contrib.auth").get_user_model()
    made = []
    for number in range(AGENTS):
        user = users.objects.create(
            username=f"agent{number}", email=f"agent{number}@example.org", is_staff=True, is_superuser=True
        )
        settings = _models().UserSettings.objects.get_or_create(user=user)[0]
        settings.tickets_per_page = ROWS
        settings.save()
        made.append(user)
    return made


def _write(some: list[Told], queue: Any, agents: list[Any]) -> None:
    models = _models()
    open_, resolved = models.Ticket.OPEN_STATUS, models.Ticket.RESOLVED_STATUS
    models.Ticket.objects.bulk_create(
        models.Ticket(
            pk=case.number,
            title=case.title,
            queue=queue,
            submitter_email=case.mail,
            assigned_to=agents[case.agent],
            status=open_ if case.open else resolved,
            description=case.text,
            resolution=None if case.open else case.reply,
        )
        for case in some
    )
    models.FollowUp.objects.bulk_create(
        models.FollowUp(
            ticket_id=case.number,
            title="Comment",
            comment=case.reply,
            public=True,
            user=agents[case.agent],
            new_status=None if case.open else resolved,
        )
        for case in some
    )


def _cookie(user: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}; csrftoken={FORGERY}"


# ---- serving and asking -----------------------------------------------------------------------------------


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of its processes."""
    own = {"DJANGO_SETTINGS_MODULE": "bench.helpdesk_site", "BENCH_HELPDESK": str(folder)}
    return {**os.environ, **own}


def filled(folder: Path, size: int) -> dict[str, str]:
    """Fill in another process; returns the cookie."""
    folder.mkdir(parents=True, exist_ok=True)
    line = [sys.executable, "-m", "bench.desk_helpdesk", str(size)]
    done = subprocess.run(line, env=environment(folder), check=True, stdout=subprocess.PIPE)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def served(folder: Path, cookie: str) -> Served:
    """Start gunicorn with two workers."""
    port = free_port()
    address = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--timeout", "120"]
    application = "django.core.wsgi:get_wsgi_application()"
    line = [sys.executable, "-m", "gunicorn", *address, application]
    made = started(line, environment(folder), port, "/login/")
    made.headers = {"Cookie": cookie, "X-CSRFToken": FORGERY}
    return made


def asks(size: int) -> dict[str, Callable[[Served], None]]:
    """Return what is asked of it, by the names of the table."""
    return {
        "create": _create,
        "queue": lambda desk: _list(desk, "/tickets/"),
        "json": lambda desk: _read(desk, f"/api/tickets/?page_size={ROWS}"),
        "case": lambda desk: _read(desk, f"/tickets/{size // 2}/"),
        "rare": lambda desk: _list(desk, "/tickets/?q=quince"),
        "common": lambda desk: _list(desk, "/tickets/?q=painter"),
    }


def _create(desk: Served) -> None:
    body = {
        "queue": 1,
        "title": "No picture since Monday",
        "description": "The box shows nothing but a red light. " * 8,
        "submitter_email": "somebody@example.org",
        "priority": 3,
    }
    answer = desk.ask("POST", "/api/tickets/", json.dumps(body), Content_Type="application/json")
    if answer.status != 201:
        raise RuntimeError(f"{answer.status} {answer.body[:300]!r}")


def _read(desk: Served, path: str) -> None:
    desk.get(path)


def _list(desk: Served, path: str) -> None:
    """Ask for a list as a browser does: the page, then its rows by AJAX."""
    query = LIST.search(desk.get(path).body)
    if query is None:
        raise RuntimeError("the page names no list")
    desk.get(f"{query.group().decode()}?draw=1&start=0&length={ROWS}")


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
