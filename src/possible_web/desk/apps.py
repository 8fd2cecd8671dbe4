"""The app, so that Django finds its templates."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Templates in `jinja2/`; no models."""

    name = "possible_web.desk"
    label = "possible_desk"
