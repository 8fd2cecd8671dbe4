"""A running service, and people who mean it harm: scripts, floods, forged likes, gathered addresses, replays."""

import itertools
import re
import sqlite3
import threading
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from tests.web.service import started, until
from tests.web.stories import atom
from tests.web.stories.active import active

requests = pytest.importorskip("requests")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

NASTY = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>{{7*7}}[x](javascript:alert(1))"
LINK = re.compile(r"http://localhost:\d+(/\S+/by-mail/\S+)")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
NUMBERS = itertools.count(1)
OURS = {"service@pamplemousse.example"}  # the charter's own


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = started(tmp_path_factory.mktemp("hostile") / "data", POSSIBLE_BEHIND_PROXY="yes")
    yield made
    made.stop()


def rows(house, statement, *values):
    file = Path(house.environment["POSSIBLE_DATA_DIR"]) / "possible.sqlite3"
    with sqlite3.connect(file, timeout=30) as link:
        return link.execute(statement, values).fetchall()


class Somebody:
    """A browser without JavaScript, over the network."""

    def __init__(self, house, language="en"):
        self.house, self.link = house, requests.Session()
        self.link.headers["Accept-Language"] = language
        self.link.headers["X-Forwarded-For"] = (
            f"192.0.2.{next(NUMBERS)}"  # each comes from an address of their own
        )
        self.page = None

    def open(self, path):
        self.page = self.link.get(urljoin(self.house.address, path))
        return self.page

    def send(self, path, **fields):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page.text)[1]
        to = urljoin(self.house.address, path)
        self.page = self.link.post(to, {"csrfmiddlewaretoken": token, **fields})
        return self.page

    def value(self, name):
        return re.search(rf'name="{name}" value="([^"]*)"', self.page.text)[1]

    def tell(self, **fields):
        self.open("/stories/tell")
        known = {
            "title": "Seven calls",
            "text": "By the fourth I knew the music.",
            "tags": "tv box",
            "language": "en",
        }
        return self.send("/stories/tell", token=self.value("token"), **known | fields)

    def publish(self, **fields):
        return self.send(f"{urlsplit(self.page.url).path}/publish", **fields)

    def click(self, mail):
        """Open the newest mail to an address, and click; returns where its link leads."""
        found = until(
            lambda: rows(
                self.house, 'SELECT payload FROM records_outbox WHERE "to" = ? ORDER BY id DESC', mail
            )
        )
        path = LINK.search(found[0][0].replace("\\n", "\n"))[1]
        self.open(path)
        self.send(path)
        return path

    def known(self, name="Nora B.", mail="nora@example.org"):
        self.open("/stories/who")
        self.send("/stories/who", name=name, mail=mail)
        self.click(mail)
        return self

    def say(self, story, **fields):
        self.open(story)
        return self.send(f"{story}/comment", **{"key": self.value("key"), "name": "Joel", **fields})


@pytest.fixture(scope="module")
def story(house):
    """Return the address of a story that is shown."""
    nora = Somebody(house).known()
    nora.tell()
    return urlsplit(nora.publish(name="Nora B.").url).path


def everything_told(house):
    tables = ("story", "comment", "follow", "writer", "like")
    return [rows(house, f"SELECT * FROM records_{name}") for name in tables]  # noqa: S608 - names of ours


def everything_public(house):
    """Return each page, feed and file that a stranger finds from the list of stories on."""
    stranger, left, seen = Somebody(house), ["/stories", "/stories/feed", "/charter", "/charter.json"], {}
    while left:
        path = left.pop()
        if path in seen or len(seen) > 200:
            continue
        answer = stranger.open(path)
        seen[path] = answer
        if "html" in answer.headers["Content-Type"]:
            found = (urlsplit(urljoin(path, lead)) for lead in active(answer.text).leads)
            left += [
                f"{one.path}?{one.query}".rstrip("?")
                for one in found
                if not one.netloc and one.path.startswith(("/stories", "/charter"))
            ]
    return seen


def test_a_script_in_every_field_runs_nowhere(house):
    nora = Somebody(house).known("Nora", "script@example.org")
    nora.tell(
        title=NASTY, text=f"{NASTY}\n\n> {NASTY}\n\n`{NASTY}`", tags=f"{NASTY[:30]}, {NASTY}", language=NASTY
    )
    made = urlsplit(nora.publish(name=NASTY[:80]).url).path
    assert rows(house, "SELECT state FROM records_story ORDER BY id DESC")[0] == ("shown",)
    nora.say(made, text=NASTY, name=NASTY[25:100], parent=NASTY, language=NASTY)
    nora.open(f"{made}/report")
    nora.send(f"{made}/report", reason=NASTY)
    seen = everything_public(house)
    assert f"{made}/feed" in seen
    for path in (
        f"/stories/search?words={NASTY}",
        f"/stories?after={NASTY}",
        f"{made}?reply={NASTY}",
        f"/stories/follow?tag={NASTY}",
    ):
        seen[path] = nora.open(path)
    for path, answer in seen.items():
        if "atom" in answer.headers["Content-Type"]:
            assert (path, atom.faults(answer.content)) == (path, [])
        elif "html" in answer.headers["Content-Type"]:
            assert (path, active(answer.text).runs) == (path, [])
            assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
            assert "49[x]" not in answer.text
    lead = house.possible("staff", "nadia@pamplemousse.example", "--name", "Nadia", "--role", "lead")
    browser = Somebody(house)
    browser.open(lead.splitlines()[-1].removeprefix(house.address))
    browser.send(urlsplit(browser.page.url).path)
    for path in ("/stories/held", f"{made}/test", made):
        assert (path, browser.open(path).status_code, active(browser.page.text).runs) == (path, 200, [])


def test_a_comment_of_a_megabyte_is_refused_and_stays_in_the_form(house, story):
    joel = Somebody(house).known("Joel", "joel@example.org")
    before = rows(house, "SELECT COUNT(*) FROM records_comment")
    answer = joel.say(story, text="x" * 1_000_000)
    assert (answer.status_code, "x" * 1_000_000 in answer.text) == (422, True)
    assert joel.say(story, text="x" * 1_100_000).status_code == 400
    assert rows(house, "SELECT COUNT(*) FROM records_comment") == before
    assert joel.say(story, text="Shorter").status_code == 200


def test_a_like_cannot_be_forged(house, story):
    likes = lambda: rows(house, "SELECT likes FROM records_story WHERE id = ?", story.rpartition("/")[2])  # noqa: E731
    before = likes()
    to = f"{house.address}{story}/like"
    known = Somebody(house).known("Joel", "joel@example.org")
    known.open(story)
    assert requests.post(to).status_code == 403  # from nowhere
    token = known.value("csrfmiddlewaretoken")
    assert requests.post(to, {"csrfmiddlewaretoken": token}).status_code == 403  # with somebody else's token
    elsewhere = {"Origin": "https://evil.example"}
    assert known.link.post(to, {"csrfmiddlewaretoken": token}, headers=elsewhere).status_code == 403
    assert known.link.get(to).status_code == 405
    stranger = Somebody(house)
    stranger.open(story)
    assert urlsplit(stranger.send(f"{story}/like", writer="1", likes="99").url).path == "/stories/who"
    stranger.link.cookies.set("sessionid", "f" * 32)
    stranger.open(story)
    assert urlsplit(stranger.send(f"{story}/like").url).path == "/stories/who"
    assert likes() == before
    known.open(story)
    known.send(f"{story}/like", writer="1")
    assert likes() == [(before[0][0] + 1,)]
    known.send(f"{story}/like")
    assert likes() == before


def test_no_address_can_be_gathered(house, story):
    for number, mail in enumerate(("ana@example.org", "ben@example.org")):
        one = Somebody(house).known(f"Reader {number}", mail)
        one.say(story, text="Me too", name=f"Reader {number}")
        one.open(f"/stories/follow?story={story.rpartition('/')[2]}")
        one.send("/stories/follow", mail=mail, story=story.rpartition("/")[2])
        one.tell(text=f"Write to {mail}, please.", tags=f"{mail}, music")
        one.publish(name="Reader")
        assert one.publish(name=mail).status_code in (200, 422)
    held = rows(house, "SELECT state, held_for FROM records_story WHERE text LIKE 'Write to%'")
    assert held == [("held", '["address"]')] * 2
    seen = everything_public(house)
    assert {story, f"{story}/feed", "/stories/feed", "/charter.json"} < set(seen)
    for path, answer in seen.items():
        assert (path, set(ADDRESS.findall(answer.text)) - OURS) == (path, set())
    stranger = Somebody(house)
    for path in ("/stories/mine.json", "/stories/erase", "/stories/held", f"{story}/test"):
        assert not ADDRESS.search(stranger.open(path).text.replace("name@example.org", ""))


def test_a_confirmation_works_once_whoever_opens_it(house, story):
    nora, thief = Somebody(house), Somebody(house)
    nora.tell(title="Mine")
    nora.publish(name="Nora", mail="once@example.org")
    links = [nora.click("once@example.org")]
    joel = Somebody(house)
    joel.say(story, text="Once", mail="twice@example.org")
    links.append(joel.click("twice@example.org"))
    joel.open("/stories/follow")
    joel.send("/stories/follow", mail="thrice@example.org")
    links.append(joel.click("thrice@example.org"))
    links.append(
        LINK.search(
            str(rows(house, 'SELECT payload FROM records_outbox WHERE "to" = ?', "nora@example.org")).replace(
                "\\\\n", "\n"
            )
        )[1]
    )
    before = everything_told(house)
    for link in links:
        thief.open(link)
        assert (link, thief.send(link).status_code) == (link, 410)
        assert thief.open(f"{link}x").status_code == 404
    assert everything_told(house) == before
    thief.open(story)
    assert urlsplit(thief.send(f"{story}/like").url).path == "/stories/who"


def test_a_flood_is_answered_429_in_the_language_of_the_reader_and_loses_nothing(house, story):
    flooder = Somebody(house, "fr").known("Joel", "flood@example.org")
    flooder.open(story)
    token, cookies = flooder.value("csrfmiddlewaretoken"), flooder.link.cookies.get_dict()
    before = rows(house, "SELECT COUNT(*) FROM records_comment")[0][0]
    answers, to = [], f"{house.address}{story}/comment"

    def pour(thread):
        with requests.Session() as link:
            for number in range(250):
                text = f"Nr {thread}-{number}."
                fields = {
                    "csrfmiddlewaretoken": token,
                    "key": f"k{thread}-{number}",
                    "name": "Joel",
                    "text": text,
                }
                answer = link.post(
                    to, fields, cookies=cookies, headers={"Accept-Language": "fr"}, allow_redirects=False
                )
                answers.append((answer.status_code, text, answer.text))

    threads = [threading.Thread(target=pour, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 1000
    kept = {text for (text,) in rows(house, "SELECT text FROM records_comment")}
    taken = [text for status, text, _ in answers if status == 302]
    refused = [(text, page) for status, text, page in answers if status == 429]
    assert len(taken) + len(refused) == 1000
    assert (len(taken), set(taken) <= kept) == (10, True)
    assert rows(house, "SELECT COUNT(*) FROM records_comment")[0][0] == before + 10
    for text, page in refused:
        assert "C’était très souvent en peu de temps." in page
        assert f">{text}</textarea>" in page
    # Whoever only reads is served.
    assert Somebody(house).open(story).status_code == 200
