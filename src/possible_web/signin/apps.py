"""The app, so that Django finds its templates."""

from django.apps import AppConfig

from possible_web.signin.passkeys import load_later


class SigninConfig(AppConfig):
    """Templates in `jinja2/`; no models."""

    name = "possible_web.signin"
    label = "possible_signin"

    def ready(self) -> None:
        """Keep what passkeys need for whoever uses one; before any address is loaded."""
        load_later()
