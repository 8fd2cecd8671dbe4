"""Addresses of signing in: allauth's, below `/account/`."""

from django.urls import include, path

from possible_web.signin import views

urlpatterns = [
    path("signed-in", views.signed_in, name="signed-in"),
    path("account/link/<str:token>", views.by_link, name="signin-link"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]
