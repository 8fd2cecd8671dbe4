"""The app, so that Django finds its templates."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """Templates in `jinja2/`; no models."""

    name = "possible_web.stories"
    label = "possible_stories"
