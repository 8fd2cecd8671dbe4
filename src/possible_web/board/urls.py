"""Addresses of the board: one for each page and each act, so that each has its line in the table of roles."""

from django.urls import path

from possible_web.board import acts, day, map, repair, visit, week  # noqa: A004 - it is the map

DAY = "board/<slug:team>/<str:day>"
VISIT = "board/visit/<int:visit>"

urlpatterns = [
    path("board", day.start, name="board-start"),
    path(VISIT, visit.page, name="board-visit"),
    path(f"{VISIT}/place", acts.place, name="board-place"),
    path(f"{VISIT}/call-off", acts.call_off, name="board-call-off"),
    path(f"{VISIT}/ask", acts.ask, name="board-ask"),
    path(f"{VISIT}/away", acts.away, name="board-away"),
    path(f"{VISIT}/locate", acts.locate, name="board-locate"),
    path("board/trouble/<int:number>/seen", acts.see_trouble, name="board-see-trouble"),
    path(DAY, day.day, name="board-day"),
    path(f"{DAY}/week", week.week, name="board-week"),
    path(f"{DAY}/map", map.map_of_day, name="board-map"),
    path(f"{DAY}/repair", repair.repair, name="board-repair"),
    path(f"{DAY}/decide", acts.decide, name="board-decide"),
    path(f"{DAY}/undo", acts.undo, name="board-undo"),
    path(f"{DAY}/traffic", acts.traffic, name="board-traffic"),
    path(f"{DAY}/end", acts.end, name="board-end"),
    path(f"{DAY}/turns", week.turns, name="board-turns"),
    path(f"{DAY}/turns/change", acts.change_turn, name="board-change-turn"),
    path(f"{DAY}/turns/enter", acts.enter, name="board-enter"),
]
