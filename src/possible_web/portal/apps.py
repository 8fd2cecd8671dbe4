"""The app, so that Django finds its templates."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Templates in `jinja2/`; no models."""

    name = "possible_web.portal"
    label = "possible_portal"
