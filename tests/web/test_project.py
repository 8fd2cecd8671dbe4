"""The project hangs together: migrations say what the models say, and each page says whom it is for."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLResolver, get_resolver

from possible_web.records.models import Role

# Written by hand, a line for each address of ours: who gets in. Signing in (allauth) is for everybody.
EVERYBODY = "nobody customer agent lead technician admin"
TABLE = {
    "/": EVERYBODY,
    "/health": EVERYBODY,
    "/work": "agent lead admin",
    "/mailbox": "admin",
    "/mailbox/<int:number>": "admin",
    "/signed-in": EVERYBODY,
    "/account/link/<str:token>": EVERYBODY,
}
EXAMPLES = {"<int:number>": "1", "<str:token>": "forged"}


def addresses(resolver=None, prefix="/"):
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, path)
        elif not pattern.callback.__module__.startswith(("allauth", "django.views.generic")):
            yield path


def test_models_and_migrations_say_the_same(db):
    call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0)


def test_every_address_of_ours_is_in_the_table():
    assert set(addresses()) == set(TABLE)


@pytest.mark.parametrize("path", TABLE)
def test_who_gets_in(charter, signed_in, path, settings_of):
    browsers = {"nobody": Client(raise_request_exception=False)}
    browsers |= {role: signed_in(role) for role in ("agent", "lead", "technician", "admin")}
    account = signed_in("agent", "as-customer")
    browsers["customer"] = as_customer(account)
    for example, value in EXAMPLES.items():
        path = path.replace(example, value) if example in path else path
    with settings_of(DEVELOPMENT=False):
        got_in = {name: gets_in(browser.get(path)) for name, browser in browsers.items()}
    expected = TABLE[next(known for known in TABLE if shown(known) == path)]
    assert {name for name, yes in got_in.items() if yes} == set(expected.split())


def as_customer(browser):
    """Return the browser of an account that is no staff."""
    from possible_web.records.models import Staff

    Staff.objects.filter(name="as-customer").delete()
    return browser


def shown(path):
    for example, value in EXAMPLES.items():
        path = path.replace(example, value)
    return path


def gets_in(answer) -> bool:
    """Tell whether the page was shown: 404 and 503 are the page's own answers, not a closed door."""
    to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/")
    return not to_sign_in and answer.status_code != 403


def test_all_roles_are_in_the_table():
    assert set(EVERYBODY.split()) - {"nobody"} == set(Role.values) - {"helper"}
