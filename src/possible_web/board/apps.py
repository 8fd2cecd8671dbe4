"""The app, so that Django finds its templates."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """Templates in `jinja2/`; no models."""

    name = "possible_web.board"
    label = "possible_board"
