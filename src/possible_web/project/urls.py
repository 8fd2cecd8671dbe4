"""Every address of the pages; `/live` and `/static/` are answered before Django, see `asgi`."""

from django.urls import include, path

from possible_web.project.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("", include("possible_web.portal.urls")),
    path("", include("possible_web.desk.urls")),
    path("", include("possible_web.van.urls")),
    path("", include("possible_web.board.urls")),
    path("", include("possible_web.stories.urls")),
    path("", include("possible_web.post.urls")),
    path("", include("possible_web.signin.urls")),
]
handler400 = "possible_web.pages.errors.not_understood"
handler403 = "possible_web.pages.errors.not_allowed"
handler404 = "possible_web.pages.errors.not_here"
handler500 = "possible_web.pages.errors.went_wrong"
