"""Django's settings, from the table in `configuration`. Nothing here reads the environment by itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from possible_web.project import configuration

_PUBLIC = urlsplit(configuration.public_url())
_SECURE = _PUBLIC.scheme == "https"
_PROXY = configuration.switched_on("POSSIBLE_BEHIND_PROXY")
DEVELOPMENT = configuration.switched_on("POSSIBLE_DEVELOPMENT")

DEBUG = False
SECRET_KEY = configuration.secret_key()
PUBLIC_URL = configuration.public_url()
ALLOWED_HOSTS = [_PUBLIC.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
if _PROXY:
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "possible_web.records",
    "possible_web.pages",
    "possible_web.portal",
    "possible_web.desk",
    "possible_web.van",
    "possible_web.board",
    "possible_web.post",
    "possible_web.stories",
    "possible_web.signin",
]
# Accounts elsewhere are there only when they are set up: without them nothing of theirs is loaded.
ELSEWHERE = configuration.sign_in_with()
if ELSEWHERE:
    INSTALLED_APPS += [
        "allauth.socialaccount",
        *dict.fromkeys(f"allauth.socialaccount.providers.{each.kind}" for each in ELSEWHERE),
    ]
MIDDLEWARE = [
    "possible_web.pages.packing.Packing",
    "possible_web.pages.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "possible_web.pages.speaking.Speaking",
    "django.middleware.common.CommonMiddleware",
    "possible_web.pages.readable.Readable",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "possible_web.van.leaving.Leaving",
    "possible_web.pages.refusing.Refusing",
]
ROOT_URLCONF = "possible_web.project.urls"
WSGI_APPLICATION = "possible_web.project.asgi.pages"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "possible_web.pages.environment.environment",
            "context_processors": ["possible_web.pages.environment.of_request"],
        },
    },
    # allauth falls back to its own Django templates for what is not drawn in ours.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {"default": configuration.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "records_cache",
        # Unless said, 300: then some hundred visitors in ten minutes push out each other's limits.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]

AUTH_USER_MODEL = "records.Account"
AUTHENTICATION_BACKENDS = ["possible_web.signin.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/signed-in"
ACCOUNT_ADAPTER = "possible_web.signin.adapter.Mails"
MFA_ADAPTER = "possible_web.signin.adapter.Factors"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_FORMS = {"login": "possible_web.signin.forms.SignIn"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without a password, a code is sent
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "possible_web.signin.forms.AddPasskey"}
MFA_TOTP_ISSUER = "Possible"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _SECURE

SOCIALACCOUNT_ADAPTER = "possible_web.signin.elsewhere.Elsewhere"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
for _each in ELSEWHERE:
    _app: dict[str, Any] = {
        "provider_id": _each.id, "name": _each.name, "client_id": _each.client, "secret": _each.secret,
    }  # fmt: skip
    if _each.server:
        _app["settings"] = {"server_url": _each.server}
    SOCIALACCOUNT_PROVIDERS.setdefault(_each.kind, {}).setdefault("APPS", []).append(_app)

SESSION_ENGINE = "possible_web.signin.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_FAILURE_VIEW = "possible_web.pages.errors.forged"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _SECURE else 0
SECURE_REDIRECT_EXEMPT = ["^health$"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
APPEND_SLASH = False

HELD_WORDS = configuration.words("POSSIBLE_HELD_WORDS")
PLACES = configuration.value("POSSIBLE_PLACES")
UNCONFIRMED_DAYS = configuration.whole("POSSIBLE_UNCONFIRMED_DAYS")
PAYMENTS = configuration.value("POSSIBLE_PAYMENTS")
DIRECTIONS = configuration.value("POSSIBLE_DIRECTIONS")
SMTP: dict[str, Any] = configuration.smtp()
DEFAULT_FROM_EMAIL = configuration.value("POSSIBLE_MAIL_FROM")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": configuration.LOG_LINE}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": configuration.value("POSSIBLE_LOG_LEVEL")},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
