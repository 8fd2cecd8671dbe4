"""Addresses of signing in: allauth's, below `/account/`."""

from importlib import import_module

from django.conf import settings
from django.urls import include, path

from possible_web.signin import views

urlpatterns = [
    path("signed-in", views.signed_in, name="signed-in"),
    path("account/link/<str:token>", views.by_link, name="signin-link"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]

if settings.ELSEWHERE:
    _kinds = dict.fromkeys(each.kind for each in settings.ELSEWHERE)
    urlpatterns += [
        path("account/elsewhere/", include("allauth.socialaccount.urls")),
        *(
            path("account/elsewhere/", include(import_module(f"allauth.socialaccount.providers.{kind}.urls")))
            for kind in _kinds
        ),
    ]
