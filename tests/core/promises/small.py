"""A small charter of promises in the charter's own words, and instants as the wall of its zone shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from possible.charter import read
from possible.values.instant import instant, local

PARIS = ZoneInfo("Europe/Paris")
HEAD = """charter: 1
company: Pamplemousse
version: 2026-12-01
market: FR
timezone: Europe/Paris
currency: EUR
languages: [fr]
holidays: France
hours: {office: {mon-fri: "09:00-12:00, 14:00-18:00"}}
lines: {service: {phone: +33 1 99 00 00 39, tariff: free, for: [faults], opens: welcome}}
teams: {desk: {skills: [faults], languages: {fr: office}}}
paths: {welcome: {person: desk, steps: [{queue: desk}]}}
remedies: {visit: {fee: 119 EUR, by: desk, window: 2 h, promise: visit-kept}}
promises:
  answered:       {from: first ring, until: person, within: 90 s, share: 95 %, each: month, else: {promise: call-back}}
  call-back:      {from: opening, until: called, within: 1 h, else: {credit: 5 EUR}}
  repair:         {from: reported, until: restored, within: 2 days, else: {credit: 8 EUR, every: day, at-most: 30 EUR}}
  reply:          {from: received, until: answered, within: 1 working day, else: {credit: 2.50 EUR, every: working day}}
  news:           {from: reported, until: told, within: 2 h, again-every: 1 day, else: {credit: 5 EUR}}
  visit-kept:     {from: booked, until: arrived, within: the window, else: {credit: [32 EUR, 1/5 of the monthly price], fee: waived}}
  moved:          {from: agreed day, until: working, within: 0 days, else: {credit: 1/3 of the monthly price, every: day}}
  kept:           {from: agreed day, until: working, within: 30 days, else: {remedy: visit}}
  some-day:       {from: asked, until: told, else: {credit: 1 EUR}}
credits: {paid-within: 30 days, unasked: yes}
complaints:
  ladder:
    - {who: desk, within: 1 working day, else: {credit: 2.50 EUR, every: day, at-most: 50 EUR}}
"""


def charter(**changes):
    text = HEAD
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return read({"charter.yaml": text.encode()})


def at(text, zone=PARIS, fold=0):
    return instant(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold))


def wall(ms, zone=PARIS):
    return local(ms, zone).strftime("%Y-%m-%d %H:%M")
