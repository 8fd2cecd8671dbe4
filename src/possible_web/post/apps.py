"""The app, so that Django finds its templates."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Templates in `jinja2/`; no models."""

    name = "possible_web.post"
    label = "possible_post"
