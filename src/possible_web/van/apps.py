"""The app, so that Django finds its templates."""

from django.apps import AppConfig


class VanConfig(AppConfig):
    """Templates in `jinja2/`; no models."""

    name = "possible_web.van"
    label = "possible_van"
