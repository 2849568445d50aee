"""Settings, read from the environment; without any, a local installation under `.local/`.

`DIARY_MODE=production` (set by `make serve`) makes nothing up: what is missing there is
refused by the `serve` command in one sentence, what cannot be read already here.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from project.environment import choice, database, env, flag, mail, rate, whole_number
from project.local_keys import local_key

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = Path(env.str("DIARY_LOCAL_DIR", default=str(BASE_DIR / ".local")))
LOCAL = choice("DIARY_MODE", "local", "production") == "local"
DEBUG = False  # there is no debugging page: it would show what people entered

# --- secrets: never in the repository -------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", default="") or (local_key(LOCAL_DIR, "secret_key") if LOCAL else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Opens the patients' own keys, which open their notes. The first seals, all open (rotation).
SEAL_KEYS = env.list("SEAL_KEYS", default=[]) or ([local_key(LOCAL_DIR, "seal_key")] if LOCAL else [])

# --- where it is served ---------------------------------------------------------------------

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many proxies stand in front. `diary.web.proxies` finds the client's own address behind them,
# so that allauth, which would answer 500 where there are fewer, need not.
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 3600
# Both bind more than this product: every other host under the domain, and for years. So the
# operator says so, and the deployment check does not ask for it.
SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = flag("HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_AGE = 90 * 24 * 3600  # a daily habit on one's own phone; sessions can be ended anywhere
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "diary.web.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],  # Plotly draws what is saved as a picture from one
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- the house ------------------------------------------------------------------------------

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

INSTALLED_APPS = [
    "diary",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "csp",
]

MIDDLEWARE = [
    # These first, so that every answer has what they add, also one that a later one gives or fails with.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "diary.web.middleware.guarded",
    "diary.web.health.asked_from_inside",  # before the host check and the redirect to HTTPS
    "diary.web.proxies.client_address",
    "diary.web.middleware.logged",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "diary.web.middleware.bounded_body",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "diary.web.middleware.PolicyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "diary.web.context.page",
            ],
        },
    },
]

# Templates only: the forms of Django's own widgets are drawn by ours.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]

# --- data -----------------------------------------------------------------------------------

DATABASES = {"default": database("DATABASE_URL", default=f"sqlite:///{LOCAL_DIR / 'diary.sqlite3'}")}
# "Saved" means committed: verbs open their own durable transactions.
DATABASES["default"] |= {"ATOMIC_REQUESTS": False, "CONN_MAX_AGE": None}

SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
SQLITE_WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3)
if SQLITE:
    journal = "WAL" if SQLITE_WAL_IS_SAFE else "DELETE"
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",  # a deferred lock that must grow answers "locked" at once
        # FULL: with NORMAL a power cut loses answers already called saved.
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that does not answer is said to be unreachable within seconds, not minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

# Limits on log-in and codes hold across processes, so they are counted in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits",
        # Above this the backend forgets some, which would lift a limit early.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # The API's own limit is counted per process: two statements less a request.
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # a batch of 400 days with notes fits
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- accounts -------------------------------------------------------------------------------

AUTH_USER_MODEL = "diary.User"
AUTHENTICATION_BACKENDS = ["diary.access.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "diary.web.accounts.AccountAdapter"
ACCOUNT_FORMS = {"signup": "diary.web.signing_up.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Mails and pages say "15 minutes".
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
# This code opens an account, so it is one of nearly 10^11, made of letters and digits that do not
# look alike. ("CODE_CODE" is how allauth spells it.)
ACCOUNT_PASSWORD_RESET_BY_CODE_CODE_FORMAT = {
    "length": 8,
    "allowed_chars": "BCDFGHJKLMNPQRTVWX34679",
    "dashed": True,
}
# The last of each is for whoever has patience; the others are allauth's own.
ACCOUNT_RATE_LIMITS = {
    "reset_password": "20/m/ip,5/m/key,20/d/key",
    "confirm_email": "1/10s/key,20/d/key",
    # Whoever guesses could find out which clinics there are, or who has an account.
    "clinic_code": "10/m/user,60/d/user",
    "clinic_member": "20/m/user,100/d/user",
    # By address first: one address alone never comes to the limit of an account, which would lock its
    # owner out. That one is for guesses from many addresses; a new password lifts it.
    "login_failed": "10/m/ip,50/h/ip,200/h/key",
    "code_tries": "3/h/key",  # ours, see diary.web.tries; longer than any code works
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # another address is given with the password only
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # a subject line is seen by others: it names no illness
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}

# The operator's own notice on processing health data; its text and the time of the tick are kept.
PRIVACY_NOTICE_FILE = env.str("PRIVACY_NOTICE_FILE", default="")

# --- mail -----------------------------------------------------------------------------------

EMAIL_CONFIG = mail("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="diary@localhost")

# --- language, time, static files -----------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # moments are stored in UTC; a day is the patient's own date

STATIC_URL = "static/"
STATIC_ROOT = LOCAL_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if LOCAL
    else {
        "BACKEND": "project.static_files.StaticFilesStorage",
        # The list of files lies beside the folder that is served, not in it.
        "OPTIONS": {"manifest_storage": FileSystemStorage(location=LOCAL_DIR)},
    },
}
# Not those of other apps: no page of this house uses them.
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "diary.web.plotly.PlotlyFinder",
]
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # each is compressed once, not under two names
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LOCAL

# --- API ------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["diary.api.json.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["diary.api.limits.PerPersonThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": rate("API_LIMIT", default="600/min")},
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "diary.api.refusals.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Headache diary",
    "DESCRIPTION": "A record, arithmetic and published figures; not advice. "
    "Not registered as a medical device.",
    "VERSION": "1",
    "ENUM_NAME_OVERRIDES": {
        "BaselineSourceEnum": "diary.api.criteria_description.BASELINE_SOURCES",
        "MeasureEnum": "diary.analytics.measures.MEASURES",
        "AnswerEnum": "diary.api.criteria_description.ANSWERS",
        "BandEnum": "diary.api.criteria_description.BANDS",
        "PreventiveClassEnum": "diary.api.medicines_description.PREVENTIVE_CLASSES",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
}

# --- logs -----------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"allowed": {"()": "project.logs.AllowedFields"}},
    "handlers": {
        "out": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "allowed"},
    },
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Every request has its own line from diary.web.middleware.logged.
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
