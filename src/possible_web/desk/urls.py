"""Addresses of the desk and of the lead's page: one for each act, so that each has its own line in the table
of who may what.
"""

from django.urls import path

from possible_web.desk import (
    acts,
    case,
    disputes,
    equipment,
    lead,
    links,
    lists,
    palette,
    practice,
    presence,
    start,
    writing,
)

CASE = "desk/cases/<str:reference>"
PRACTICE = "desk/practice/<int:number>"

urlpatterns = [
    path("desk", start.start, name="desk-start"),
    path("desk/presence", presence.change, name="desk-presence"),
    path("desk/offers/<str:token>/accept", presence.accept, name="desk-accept"),
    path("desk/offers/<str:token>/decline", presence.decline, name="desk-decline"),
    path("desk/calls/<str:token>", presence.report, name="desk-call-report"),
    path("desk/wrap-ups/<str:token>", presence.wrap_up, name="desk-wrap-up"),
    path("desk/cases", lists.cases, name="desk-cases"),
    path("desk/cases.json", lists.cases_as_json, name="desk-cases-json"),
    path("desk/views", lists.save_view, name="desk-view-save"),
    path("desk/views/remove", lists.remove_view, name="desk-view-remove"),
    path("desk/palette", palette.palette, name="desk-palette"),
    path("desk/help", palette.help_page, name="desk-help"),
    path("desk/replies", links.saved_replies, name="desk-replies"),
    path("desk/replies/save", links.save_reply, name="desk-reply-save"),
    path("desk/replies/remove", links.remove_reply, name="desk-reply-remove"),
    path("desk/files/<str:token>", writing.file, name="desk-file"),
    path(CASE, case.case, name="desk-case"),
    path(f"{CASE}/reply", writing.reply, name="desk-reply"),
    path(f"{CASE}/note", writing.note, name="desk-note"),
    path(f"{CASE}/draft", writing.draft, name="desk-draft"),
    path(f"{CASE}/look", writing.look, name="desk-look"),
    path(f"{CASE}/accept", acts.accept, name="desk-agreed"),
    path(f"{CASE}/book", acts.book, name="desk-book"),
    path(f"{CASE}/keep-window", acts.keep, name="desk-keep"),
    path(f"{CASE}/let-go", acts.let_go, name="desk-let-go"),
    path(f"{CASE}/address", acts.place, name="desk-address"),
    path(f"{CASE}/move-visit", acts.move, name="desk-move-visit"),
    path(f"{CASE}/cancel-visit", acts.cancel, name="desk-cancel-visit"),
    path(f"{CASE}/exception", acts.depart, name="desk-exception"),
    path(f"{CASE}/waive", disputes.waive, name="desk-waive"),
    path("desk/equipment", equipment.page, name="desk-equipment"),
    path("desk/equipment/exchange", equipment.exchange, name="desk-exchange"),
    path("desk/equipment/back", equipment.give_back, name="desk-give-back"),
    path("lead/disputes/<str:reference>/<str:quote>", disputes.settle, name="desk-settle"),
    path(f"{CASE}/call", acts.call, name="desk-call"),
    path(f"{CASE}/snooze", links.snooze, name="desk-snooze"),
    path(f"{CASE}/wake", links.wake, name="desk-wake"),
    path(f"{CASE}/link", links.link, name="desk-link"),
    path(f"{CASE}/unlink", links.unlink, name="desk-unlink"),
    path(f"{CASE}/merge", links.merge, name="desk-merge"),
    path(f"{CASE}/unmerge", links.unmerge, name="desk-unmerge"),
    *(path(f"{CASE}/{name}", acts.turn, {"name": name}, name=f"desk-turn-{name}") for name in acts.TURNS),
    *(
        path(f"{CASE}/{name}", acts.mark, {"name": name}, name=f"desk-mark-{name}")
        for name in acts.WITHOUT_CONTACT
    ),
    path("desk/practice", practice.start, name="desk-practice"),
    path("desk/practice/begin", practice.begin, name="desk-practice-begin"),
    path(PRACTICE, practice.case, name="desk-practice-case"),
    path(f"{PRACTICE}/answer", practice.answer, name="desk-practice-answer"),
    path(f"{PRACTICE}/reply", practice.reply, name="desk-practice-reply"),
    path(f"{PRACTICE}/end", practice.end, name="desk-practice-end"),
    *(
        path(f"{PRACTICE}/{name}", practice.turn, {"name": name}, name=f"desk-practice-{name}")
        for name in practice.ACTS
        if name != "answer"
    ),
    path("lead", lead.lead, name="desk-lead"),
    path("lead/owner", lead.reassign, name="desk-reassign"),
    path("lead/presence", lead.send_on_break, name="desk-send-on-break"),
    path("lead/exceptions/<int:number>", lead.review, name="desk-review"),
    path("lead/exceptions/<int:number>/rule", lead.rule, name="desk-rule"),
    path("lead/exceptions/<int:number>/charter.yaml", lead.rule_file, name="desk-rule-file"),
    path("lead/charter/roll-back", lead.roll_back, name="desk-roll-back"),
]
