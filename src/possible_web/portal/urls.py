"""Addresses of the portal."""

from django.urls import path

from possible_web.portal import case, chat, helping, hours, mine, person, start, talk, visit

urlpatterns = [
    path("", start.start, name="portal-start"),
    path("begin", start.begin, name="portal-begin"),
    path("hours", hours.hours, name="portal-hours"),
    path("person", person.person, name="portal-person"),
    path("person/write", person.write, name="portal-write"),
    path("person/call", person.call, name="portal-call"),
    path("talk/<str:token>", talk.show, name="portal-talk"),
    path("talk/<str:token>/answer", talk.answer, name="portal-answer"),
    path("talk/<str:token>/person", talk.person, name="portal-want-person"),
    path("talk/<str:token>/leave", talk.leave, name="portal-leave"),
    path("talk/<str:token>/another", talk.another, name="portal-another"),
    path("talk/<str:token>/send", chat.send, name="portal-send"),
    path("talk/<str:token>/heard", chat.heard, name="portal-heard"),
    path("talk/<str:token>/stand", chat.stand, name="portal-stand"),
    path("talk/<str:token>/writing", chat.writing, name="portal-writing"),
    path("talk/<str:token>/written", chat.written, name="portal-written"),
    path("file/<str:token>", chat.attachment, name="portal-file"),
    path("cases", case.cases, name="portal-cases"),
    path("case/<str:reference>", case.show, name="portal-case"),
    path("case/<str:reference>/on", case.go_on, name="portal-go-on"),
    path("case/<str:reference>/solved", case.solved, name="portal-solved"),
    path("case/<str:reference>/not-solved", case.not_solved, name="portal-not-solved"),
    path("case/<str:reference>/reach", case.reach, name="portal-reach"),
    path("case/<str:reference>/window/<str:quote>", visit.choose, name="portal-window"),
    path("visit/<int:number>.ics", visit.calendar, name="portal-calendar"),
    path("case/<str:reference>/helper", helping.invite, name="portal-invite"),
    path("case/<str:reference>/helper/<int:number>/withdraw", helping.withdraw, name="portal-withdraw"),
    path("help/<str:token>", helping.join, name="portal-help"),
    path("helping", helping.show, name="portal-helping"),
    path("helping/send", helping.send, name="portal-helping-send"),
    path("my/<str:token>", mine.by_mail, name="portal-by-mail"),
    path("mine", mine.data, name="portal-mine"),
    path("mine.json", mine.export, name="portal-export"),
    path("mine/erase", mine.erase, name="portal-erase"),
    path("mine/claim", mine.claim, name="portal-claim"),
]
