"""The app, so that Django finds its templates."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Templates in `jinja2/`; no models."""

    name = "possible_web.pages"
    label = "possible_pages"
