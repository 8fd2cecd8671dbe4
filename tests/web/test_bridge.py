"""What was sent reaches the page whole, a thread is taken only for making it, and the answer goes out whole."""

import asyncio
from contextvars import ContextVar

import pytest

from possible_web.project import bridge
from possible_web.project.bridge import Pages


def scope(method="GET", path="/desk", headers=(), query=b""):
    return {
        "type": "http", "method": method, "path": path, "query_string": query, "http_version": "1.1",
        "headers": list(headers), "server": ("here", 8000), "client": ("192.0.2.7", 5), "scheme": "http",
    }  # fmt: skip


def parts(*bodies):
    """Return a `receive` that gives these pieces of a request, one after the other."""
    left = [
        {"type": "http.request", "body": body, "more_body": number < len(bodies) - 1}
        for number, body in enumerate(bodies)
    ]

    async def receive():
        return left.pop(0)

    return receive


async def nothing_more():
    raise AssertionError("nothing is read of a request that sends nothing")


def ask(application, scope_, receive, threads=1):
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(Pages(application, threads)(scope_, receive, send))
    return sent


def echo(environ, start_response):
    start_response(
        "200 OK", [("Content-Type", "text/plain"), ("X-Length", environ.get("CONTENT_LENGTH", ""))]
    )
    return [environ["wsgi.input"].read(), b"!"]


def test_what_was_sent_comes_whole_and_the_answer_goes_out_whole():
    headers = [(b"content-length", b"6")]
    start, body = ask(echo, scope("POST", headers=headers), parts(b"abc", b"", b"def"))
    assert start == {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"content-type", b"text/plain"), (b"x-length", b"6")],
    }
    assert body == {"type": "http.response.body", "body": b"abcdef!"}


def test_a_cookie_stands_after_its_name_without_a_blank_which_django_puts_before_it():
    def greets(environ, start_response):
        start_response("200 OK", [("Set-Cookie", " a=b; Path=/")])
        return [b""]

    assert ask(greets, scope(), nothing_more)[0]["headers"] == [(b"set-cookie", b"a=b; Path=/")]


def test_much_is_kept_in_a_file_and_comes_whole(monkeypatch):
    monkeypatch.setattr(bridge, "IN_MEMORY", 10)
    assert ask(echo, scope("POST"), parts(b"x" * 9, b"y" * 9, b"z"))[1]["body"] == b"x" * 9 + b"y" * 9 + b"z!"


def test_too_much_is_refused_and_reaches_no_page(monkeypatch):
    monkeypatch.setattr(bridge, "LARGEST", 10)
    start, body = ask(lambda *_: pytest.fail("a page was made"), scope("POST"), parts(b"x" * 6, b"y" * 6))
    assert (start["status"], body["body"]) == (413, b"Too large.\n")
    assert ask(echo, scope("POST"), parts(b"x" * 6, b"y" * 4))[0]["status"] == 200


def test_who_goes_before_all_was_sent_is_answered_nothing():
    left = [{"type": "http.request", "body": b"a", "more_body": True}, {"type": "http.disconnect"}]

    async def receive():
        return left.pop(0)

    assert ask(lambda *_: pytest.fail("a page was made"), scope("POST"), receive) == []


def test_nothing_is_read_of_a_request_that_sends_nothing():
    assert ask(echo, scope(), nothing_more)[1]["body"] == b"!"
    start, body = ask(echo, scope("HEAD"), nothing_more)
    assert (start["status"], body["body"]) == (200, b"")


def test_a_request_is_told_as_wsgi_has_it():
    told = {}

    def application(environ, start_response):
        told.update(environ)
        start_response("404 Not Found", [])
        return []

    headers = [(b"host", b"localhost:8000"), (b"content-type", b"text/x"), (b"cookie", b"a=1"),
               (b"cookie", b"b=2"), (b"x-forwarded-for", b"1"), (b"x-forwarded-for", b"2")]  # fmt: skip
    assert ask(application, scope("GET", "/cas/é", headers, b"q=%C3%A9"), nothing_more)[0]["status"] == 404
    wanted = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/cas/é".encode().decode("latin1"), "QUERY_STRING": "q=%C3%A9",
        "REMOTE_ADDR": "192.0.2.7", "SERVER_NAME": "here", "SERVER_PORT": "8000", "HTTP_HOST": "localhost:8000",
        "CONTENT_TYPE": "text/x", "HTTP_COOKIE": "a=1; b=2", "HTTP_X_FORWARDED_FOR": "1,2",
        "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.1",
    }  # fmt: skip
    assert {name: told[name] for name in wanted} == wanted


def test_who_sends_slowly_holds_no_thread():
    async def both():
        slow, sent = asyncio.Event(), []

        async def receive():
            await slow.wait()
            return {"type": "http.request", "body": b"slow", "more_body": False}

        async def send(message):
            sent.append(message.get("body"))

        pages = Pages(echo, 1)
        first = asyncio.create_task(pages(scope("POST"), receive, send))
        await pages(scope("POST"), parts(b"fast"), send)
        slow.set()
        await first
        return [body for body in sent if body is not None]

    assert asyncio.run(both()) == [b"fast!", b"slow!"]


def test_what_one_page_sets_for_itself_is_not_there_for_the_next():
    spoken = ContextVar("spoken", default="en")

    def application(_environ, start_response):
        before = spoken.get()
        spoken.set("fr")
        start_response("200 OK", [])
        return [before.encode()]

    async def twice():
        pages, sent = Pages(application, 1), []

        async def send(message):
            sent.append(message.get("body"))

        for _ in range(2):
            await pages(scope(), nothing_more, send)
        return sent

    assert asyncio.run(twice()) == [None, b"en", None, b"en"]


def test_an_answer_is_closed_and_an_error_is_told_to_the_server():
    closed = []

    class Parts(list):
        def close(self):
            closed.append(True)

    def application(_environ, start_response):
        start_response("200 OK", [])
        return Parts([b"a", 7])

    with pytest.raises(TypeError):
        ask(application, scope(), nothing_more)
    assert closed == [True]
