"""Agents as scripts: they come, accept, decline, let offers pass, write, hand on, finish, go in mid-contact."""

import contextlib

from tests.web.torture.browsing import UnreachableError, rest

NAMED = "([A-Za-z0-9_-]+)"
QUESTIONS = ("technician-visit", "bill-correction", "visit-soon")
TEAMS = ("tv", "network", "supervisors", "front-desk")
REMEMBERED = 4


class Agent:
    """One agent, until the day is over; `link()` gives the address of a first sign-in."""

    def __init__(self, name, browser, dice, book, pause, link):
        self.name, self.browser, self.dice, self.book = name, browser, dice, book
        self.pause, self.link = pause, link
        self.mine: list[str] = []

    async def live(self, stop):
        await rest(stop, self.dice.random() * self.pause)
        with contextlib.suppress(UnreachableError):
            await self.sign_in()
            await self.be("available")
            while not stop.is_set():
                await self.look_round()
                await rest(stop, self.dice.random() * self.pause)

    async def sign_in(self):
        while "sessionid" not in self.browser.cookies:
            path = await self.link()
            if (await self.browser.get(path)).status == 200:
                await self.browser.post(path)

    async def be(self, state, **fields):
        await self.browser.post("/desk/presence", state=state, next="/desk", **fields)

    async def look_round(self):
        page = await self.browser.get("/desk")
        drawn = self.dice.randrange(100)
        if drawn < 3:
            await self.be("break", reason="lunch")
        elif drawn < 6:
            await self.be("offline")  # with whatever is in hands
        elif drawn < 30:
            await self.be("available")
        await self.ringing(page)
        for token in page.places(f'action="/desk/calls/{NAMED}"'):
            reached = "yes" if self.dice.random() < 0.6 else "no"
            self.took(await self.browser.post(f"/desk/calls/{token}", reached=reached, next="/desk"))
        for token in page.places(f'action="/desk/wrap-ups/{NAMED}"'):
            if self.dice.random() < 0.7:
                path = f"/desk/wrap-ups/{token}"
                await self.browser.post(path, disposition=self.dice.choice(("solved", "")), next="/desk")
        rail = page.places('href="/desk/cases/([A-Z0-9]{6})"')
        for reference in dict.fromkeys([*self.mine[-REMEMBERED:], *rail[:2]]):
            await self.work_on(reference)

    async def ringing(self, page):
        for token in page.places(f'action="/desk/offers/{NAMED}/accept"'):
            drawn = self.dice.randrange(100)
            if drawn < 75:
                self.took(await self.browser.post(f"/desk/offers/{token}/accept", next="/desk"))
            elif drawn < 85:
                await self.browser.post(f"/desk/offers/{token}/decline", next="/desk")

    def took(self, page):
        if page.at.startswith("/desk/cases/"):
            self.mine.append(page.at.split("/")[3].partition("?")[0])

    async def work_on(self, reference):
        here = f"/desk/cases/{reference}"
        page = await self.browser.get(here)
        if page.status != 200:
            return
        drawn = self.dice.randrange(100)
        talk = page.hidden(f"{here}/finish")
        if drawn < 25:
            await self.draft(reference, "reply" if drawn < 18 else "note")
        elif drawn < 50:
            await self.reply(page, reference)
        elif drawn < 56:
            await self.note(page, reference)
        elif drawn < 60:
            await self.browser.post(f"{here}/own", owner="", version="")
        elif drawn < 63:
            await self.browser.post(f"{here}/snooze", **{"for": "hour"})
        elif talk.get("contact"):
            await self.turn(page, here, talk, drawn)
        elif reference in self.mine:
            self.mine.remove(reference)

    async def turn(self, page, here, talk, drawn):
        if drawn < 80:
            await self.browser.post(f"{here}/finish", **talk)
        elif drawn < 88:
            if teams := [team for team in page.options("to-team") if team in TEAMS]:
                await self.browser.post(f"{here}/transfer", **talk, team=self.dice.choice(teams))
        elif drawn < 93:
            await self.browser.post(f"{here}/put", **talk, question=self.dice.choice(QUESTIONS))
        elif drawn < 96:
            await self.browser.post(f"{here}/solved", **talk)
        else:
            await self.browser.post(f"{here}/lost", **talk)

    async def draft(self, reference, kind):
        place, text = (self.name, reference, kind), self.book.text(self.name)
        self.book.draft(place, text, certain=False)
        page = await self.browser.post(f"/desk/cases/{reference}/draft", kind=kind, text=text)
        if page.status == 204:
            self.book.draft(place, text, certain=True)

    async def reply(self, page, reference):
        here = f"/desk/cases/{reference}/reply"
        text = self.book.text(self.name)
        fields = page.hidden(here)
        place = (self.name, reference, "reply")
        self.book.tried[text] = fields["key"]
        self.book.draft(place, text, None, certain=False)
        if self.dice.random() < 0.3:
            fields["news"] = "on"
        sent = await self.browser.post(here, **fields, text=text)
        if sent.status == 200 and sent.at != here:
            self.book.messages[fields["key"]] = text
            self.book.draft(place, None, certain=True)
        elif sent.status == 409:
            self.book.draft(place, text, certain=True)

    async def note(self, page, reference):
        here = f"/desk/cases/{reference}/note"
        text, key = self.book.text(self.name), page.hidden(here)["key"]
        place = (self.name, reference, "note")
        self.book.tried[text] = key
        self.book.draft(place, None, certain=False)
        sent = await self.browser.post(here, key=key, text=text)
        if sent.status == 200 and sent.at != here:
            self.book.notes[key] = text
            self.book.draft(place, None, certain=True)
