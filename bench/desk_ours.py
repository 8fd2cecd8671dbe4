"""Possible for `bench.desk`: its database filled in bulk, its server, what is asked of it.

Two cases are played through the service's own actions (one that goes on, one that is solved); every row that
came of them is then written for each case of the size, with that case's people and words.

`python -m bench.desk_ours SIZE` fills, and prints the cookie of an agent and what to ask, as JSON.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from bench.desk_rows import play, reference_of, write
from bench.desk_words import AGENTS
from bench.processes import Served, children, free_port, started

ROOT = Path(__file__).resolve().parent.parent
FORGERY = "f" * 32

# ---- filling, in a process of its own ---------------------------------------------------------------------


def fill(size: int) -> dict[str, str]:
    """Fill the empty data folder; returns the cookie of an agent, and the case that is asked for."""
    import django

    from possible_web.project import configuration

    configuration.prepared_data_folder()  # with the secret key, before the settings ask for one
    django.setup()
    from django.db import connection, transaction

    from possible_web.project.database import bring_up_to_date

    bring_up_to_date()
    _open()
    file = Path(connection.settings_dict["NAME"])
    connection.close()
    shutil.copyfile(file, file.with_suffix(".empty"))
    played = {open_: play(open_=open_) for open_ in (True, False)}
    connection.close()
    for ending in ("-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    file.with_suffix(".empty").replace(file)
    with transaction.atomic():
        write(played, size)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO records_found(records_found) VALUES('optimize')")
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {"cookie": _cookie(), "case": reference_of(size // 2)}


def _open() -> None:
    """Put the charter in force, and let agents work here."""
    from django.db import connection

    from possible.charter import files_of, read
    from possible_web.actions.charters import By, Proof, do_publish_charter
    from possible_web.actions.people import Newcomer, do_add_staff
    from possible_web.keeping.clock import now

    folder = str(ROOT / "charters" / "cest-possible")
    files = files_of(folder)
    texts = {name: content.decode() for name, content in files.items()}
    do_publish_charter(read(files, folder), texts, Proof({}), By("bench"), now())
    for number in range(AGENTS):
        name = f"agent{number:02d}"
        mail = f"{name}@example.org"
        do_add_staff(Newcomer(mail, name, name, "agent", ("front-desk", "tv"), ("fr", "en")), now())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _cookie() -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from possible_web.records.models import Staff
    from possible_web.signin.views import BACKEND

    account = Staff.objects.get(name="agent01").account
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}; csrftoken={FORGERY}"


# ---- serving and asking -----------------------------------------------------------------------------------


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of its processes."""
    own = {
        "DJANGO_SETTINGS_MODULE": "possible_web.project.settings",
        "POSSIBLE_DATA_DIR": str(folder),
        "POSSIBLE_BEHIND_PROXY": "yes",  # each customer has an address of their own: nobody is a flood
    }
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, **own, **more}


def filled(folder: Path, size: int) -> dict[str, str]:
    """Fill in another process; returns the cookie and the case."""
    folder.mkdir(parents=True, exist_ok=True)
    line = [sys.executable, "-m", "bench.desk_ours", str(size)]
    done = subprocess.run(line, env=environment(folder), check=True, stdout=subprocess.PIPE)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def served(folder: Path, cookie: str) -> Served:
    """Start the service, with its two web processes and its worker."""
    port = free_port()
    line = [str(Path(sys.executable).parent / "possible"), "serve"]
    made = started(line, environment(folder, POSSIBLE_PORT=str(port)), port, "/hours")
    made.headers = {"Cookie": cookie, "X-CSRFToken": FORGERY}
    return made


def web_workers(desk: Served) -> list[int]:
    """Return the two processes that answer requests."""
    for number in children(desk.process.pid):
        if b"project.web" in Path(f"/proc/{number}/cmdline").read_bytes():
            return [one for one in children(number) if _is_worker(one)]
    raise RuntimeError("there is no web server")


def _is_worker(number: int) -> bool:
    return b"resource_tracker" not in Path(f"/proc/{number}/cmdline").read_bytes()


def asks(case: str) -> dict[str, Callable[[Served], None]]:
    """Return what is asked of it, by the names of the table."""
    counted = count(1)
    return {
        "create": lambda desk: _create(desk, next(counted)),
        "queue": lambda desk: _read(desk, "/desk/cases?view=teams"),
        "json": lambda desk: _read(desk, "/desk/cases.json?view=teams"),
        "case": lambda desk: _read(desk, f"/desk/cases/{case}"),
        "rare": lambda desk: _read(desk, "/desk/cases?q=quince"),
        "common": lambda desk: _read(desk, "/desk/cases?q=painter"),
    }


def _create(desk: Served, number: int) -> None:
    """Let a customer begin: the form of the first page, as a browser sends it."""
    body = urlencode({"value": "fault", "key": secrets.token_urlsafe(16), "csrfmiddlewaretoken": FORGERY})
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    form = "application/x-www-form-urlencoded"
    mine = {"Cookie": f"csrftoken={FORGERY}"}
    answer = desk.ask("POST", "/begin", body, Content_Type=form, X_Forwarded_For=address, **mine)
    if answer.status != 302:
        raise RuntimeError(f"{answer.status} {answer.body[:300]!r}")


def _read(desk: Served, path: str) -> None:
    desk.get(path)


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
