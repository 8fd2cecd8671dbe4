"""The app, so that Django finds its templates."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    """Templates in `jinja2/`; no models."""

    name = "possible_web.signin"
    label = "possible_signin"
