"""Customers as scripts: they come, answer, ask for a person, wait, write, drop off, ask to be called, end it."""

import contextlib

from tests.web.torture.browsing import UnreachableError, rest

MATTERS = ("fault", "fault", "fault", "bill", "complaint", "leaving")
TALK = r"/talk/([A-Za-z0-9_-]+)"


class Customer:
    """One customer, until the day is over; everything is drawn from `dice`."""

    def __init__(self, number, browser, dice, book, pause, spread):
        self.name = f"customer-{number}"
        self.number = f"01990{number:05d}"
        self.browser, self.dice, self.book, self.pause = browser, dice, book, pause
        self.spread = spread
        self.at = None

    async def live(self, stop):
        """Come, do what customers do, go; come back perhaps."""
        await rest(stop, self.dice.random() * self.spread)
        with contextlib.suppress(UnreachableError):
            while not stop.is_set():
                await self.arrive()
                for _ in range(self.dice.randrange(3, 14)):
                    if stop.is_set() or self.at is None:
                        break
                    await rest(stop, self.dice.random() * self.pause)
                    await self.act()
                await rest(stop, self.dice.random() * self.pause * 4)

    async def arrive(self):
        page = await self.browser.get(f"/?lang={self.dice.choice(('en', 'fr'))}")
        key = (page.values("key") or [""])[0]
        match self.dice.randrange(10):
            case 0 | 1 | 2:
                page = await self.browser.get("/person")
                key = (page.values("key") or [""])[0]
                page = await self.browser.post("/person/write", key=key)
            case 3:
                await self.call()
                return
            case _:
                matter = self.dice.choice(MATTERS)
                page = await self.browser.post("/begin", key=key, value=matter)
                if page.at == "/begin":  # another matter than before: which is it?
                    key = (page.values("key") or [key])[0]
                    which = self.dice.choice(("same", "other"))
                    page = await self.browser.post("/begin", key=key, value=matter, matter=which)
        self.look(page)

    def look(self, page):
        """Remember which talk goes on; it was acknowledged when its page came."""
        kind, _, name = page.at.lstrip("/").partition("/")
        if page.status == 200 and kind == "talk":
            self.at = name.partition("/")[0]
            self.book.contacts.add(self.at)
        elif page.status == 200 and kind == "case":
            self.book.cases.add(name)
            self.at = None

    async def call(self):
        page = await self.browser.get("/person/call")
        key = (page.values("key") or [""])[0]
        self.look(await self.browser.post("/person/call", key=key, number=self.number, at="now"))

    async def act(self):
        page = await self.browser.get(f"/talk/{self.at}")
        self.look(page)
        if self.at is None or page.status != 200:
            await self.after(page)
            return
        drawn = self.dice.randrange(100)
        here = f"/talk/{self.at}"
        if drawn < 6:
            self.look(await self.browser.post(f"{here}/leave"))
        elif drawn < 9:
            self.at = None  # the window is closed, and nobody is told
        elif drawn < 12:
            await self.call()
        elif drawn < 14:
            key = (page.values("key") or [""])[0]
            self.look(await self.browser.post(f"{here}/another", key=key))
        elif f'action="{here}/send"' in page.html:
            await self.say(page, here)
        elif f'action="{here}/answer"' in page.html and drawn < 70:
            await self.answer(page, here)
        else:
            self.look(await self.browser.post(f"{here}/person"))

    async def say(self, page, here):
        if self.dice.random() < 0.4:
            return
        key, text = page.hidden(f"{here}/send")["key"], self.book.text(self.name)
        self.book.tried[text] = key
        sent = await self.browser.post(f"{here}/send", key=key, text=text)
        if sent.status == 200:
            self.book.messages[key] = text
        self.look(sent)

    async def answer(self, page, here):
        place = page.hidden(f"{here}/answer").get("place", "")
        values = [value for value in page.values("value") if value]
        fields = {"place": place, "act": self.dice.choice(page.values("act") or ["say"])}
        if values:
            fields |= {"act": "say", "value": self.dice.choice(values)}
        if starts := page.values("starts"):
            fields |= {"act": "agree", "starts": self.dice.choice(starts)}
        self.look(await self.browser.post(f"{here}/answer", **fields))

    async def after(self, page):
        """Do what one does on the page of the case: give an address, say that it is solved, or go on."""
        if not page.at.startswith("/case/"):
            return
        drawn, here = self.dice.randrange(100), page.at.partition("?")[0]
        if drawn < 30:
            mail = f"{self.name}@example.org"
            await self.browser.post(f"{here}/reach", name=self.name, mail=mail, phone=self.number)
        if drawn < 15:
            await self.browser.post(f"{here}/solved")
        elif drawn < 20:
            await self.browser.post(f"{here}/not-solved")
        elif drawn < 60:
            page = await self.browser.get(here)
            key = (page.values("key") or [""])[0]
            self.look(await self.browser.post(f"{here}/on", key=key))
