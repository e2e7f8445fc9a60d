"""Every setting of Tiếp Dân, read from the environment by typed readers; `deploy/settings.md` lists them.

Sections: place and keys, web, applications, requests, templates, database, cache and sessions, accounts, object
rights, API, background jobs, figures, operating, languages, files, mail, security headers, logging.
"""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from config import readers, running
from config.keys import Keys, KeysRefused
from config.keys import load as load_keys
from config.keys import throwaway as throwaway_keys
from config.readers import REQUIRED, number, path, secret, section, text, words, yes_no

# --- Place and keys -------------------------------------------------------------------------------------------------
section("Place and keys")

BASE_DIR = Path(__file__).resolve().parents[2]
VAR = path("TIEPDAN_VAR", BASE_DIR / "var", shown="var", help="Folder of data, logs and files of citizens.")
KEYS_FILE = path(
    "TIEPDAN_KEYS_FILE",
    VAR / "keys.json",
    shown="keys.json in TIEPDAN_VAR",
    help="JSON file of mode 0600 with every secret of the installation. Kept and backed up apart from the data.",
)
_throwaway_seed = text(
    "TIEPDAN_THROWAWAY_KEYS",
    "",
    help="Only for checks and tests: derive keys from this word instead of reading a file. Ignored when "
    "TIEPDAN_KEYS_FILE is set.",
)
IS_THROWAWAY = bool(_throwaway_seed) and "TIEPDAN_KEYS_FILE" not in os.environ


def _keys() -> Keys:
    if IS_THROWAWAY:
        return throwaway_keys(_throwaway_seed)
    try:
        return load_keys(KEYS_FILE)
    except KeysRefused as refused:
        raise ImproperlyConfigured(
            f"{refused} `make demo` makes one at its first start. For checks and tests set TIEPDAN_THROWAWAY_KEYS."
        ) from refused


PROCESS = text("TIEPDAN_PROCESS", "cli", help="Name of this process in logs: web, worker, scheduler.")
KEYS = _keys()
_running = running.read(VAR)
SECRET_KEY = KEYS.secret_key
SEAL_KEY = KEYS.seal_bytes()
TRACKING_PEPPER = KEYS.tracking_pepper.encode()

# --- Web ------------------------------------------------------------------------------------------------------------
section("Web")

DEBUG = False
SITE_URL = text(
    "TIEPDAN_SITE_URL",
    f"http://127.0.0.1:{_running['port']}" if _running else "http://127.0.0.1:8000",
    shown="http://127.0.0.1:8000",
    help="Public address of the site without a slash at the end; used in mails, receipts and letters.",
).rstrip("/")
ALLOWED_HOSTS = words(
    "TIEPDAN_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"], help="Host names the site answers to."
)
HTTPS = yes_no(
    "TIEPDAN_HTTPS",
    False,
    help="The site is reached by https only: secure cookies, redirect, HSTS. Always in production.",
)
PROXIES = number(
    "TIEPDAN_PROXIES", 0, help="Number of our own proxies in front; so many entries of X-Forwarded-For are trusted."
)
ROOT_URLCONF = "config.urls_site"
UNIT_URLCONF = "config.urls_unit"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True
CSRF_FAILURE_VIEW = "config.pages.errors.csrf_failure"

# --- Applications ---------------------------------------------------------------------------------------------------

SHARED_APPS = [
    "config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "kernel",
    "registry",
    "identity",
    "deadlines",
    "exchange",
    "oversight",
    "api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "template_partials",
    "csp",
]
TENANT_APPS = [
    "kernel.journal",
    "tenants.staff",
    "tenants.documents",
    "tenants.cases",
    "tenants.conclusions",
    "tenants.receptions",
    "tenants.dialogues",
    "tenants.inspections",
    "tenants.reports",
]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Requests -------------------------------------------------------------------------------------------------------
MIDDLEWARE = [
    "config.requestlog.RequestLogMiddleware",
    "registry.middleware.UnitMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "identity.middleware.ActorMiddleware",
    "config.pages.errors.RefusalMiddleware",
]

# --- Templates ------------------------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
            "builtins": ["template_partials.templatetags.partials", "config.templatetags.tiepdan"],
        },
    }
]

FORM_RENDERER = "config.widgets.WidgetRenderer"

# --- Database -------------------------------------------------------------------------------------------------------
section("Database")

DATABASE_NAME = text("TIEPDAN_DATABASE_NAME", "tiepdan", help="Name of the PostgreSQL 18 database.")
DATABASE_HOST = text(
    "TIEPDAN_DATABASE_HOST",
    "127.0.0.1" if _running or IS_THROWAWAY else REQUIRED,
    shown="the embedded server",
    help="Host of the PostgreSQL server.",
)
DATABASE_PORT = number(
    "TIEPDAN_DATABASE_PORT",
    _running["database_port"] if _running else 5432,
    shown="the embedded server's, else 5432",
    help="Port of the PostgreSQL server.",
)
DATABASE_ROLE = text(
    "TIEPDAN_DATABASE_ROLE",
    "app",
    help="Which of the two roles this process uses: `app` reads and writes rows and serves, `owner` migrates and "
    "opens units.",
)
DATABASE_OWNER = text("TIEPDAN_DATABASE_OWNER", "tiepdan_owner", help="Role that owns every table.")
DATABASE_APP = text("TIEPDAN_DATABASE_APP", "tiepdan_app", help="Role that serves: no DDL, event rows append-only.")
_owner_password = secret(
    "TIEPDAN_DATABASE_OWNER_PASSWORD",
    KEYS.database_owner_password,
    shown="from the keys file",
    help="Password of the owner role.",
)
_app_password = secret(
    "TIEPDAN_DATABASE_APP_PASSWORD",
    KEYS.database_app_password,
    shown="from the keys file",
    help="Password of the serving role.",
)
PG_DUMP = text(
    "TIEPDAN_PG_DUMP",
    "",
    shown="the one on the path, else the embedded server's",
    help="The program pg_dump of PostgreSQL 18; used once a release, to bake the script that opens units.",
)
if DATABASE_ROLE not in ("app", "owner"):
    raise ImproperlyConfigured("TIEPDAN_DATABASE_ROLE is neither app nor owner.")

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "config.database",
        "NAME": DATABASE_NAME,
        "HOST": DATABASE_HOST,
        "PORT": str(DATABASE_PORT),
        "USER": DATABASE_OWNER if DATABASE_ROLE == "owner" else DATABASE_APP,
        "PASSWORD": _owner_password if DATABASE_ROLE == "owner" else _app_password,
        "CONN_MAX_AGE": 900,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": f"tiepdan {os.environ.get('TIEPDAN_PROCESS', 'cli')}"},
    }
}
DATABASE_ROUTERS = ["config.database.router.UnitRouter"]
# Read by django-tenants' backend, which is used as a library.
PUBLIC_SCHEMA_NAME = "public"

# --- Cache and sessions ---------------------------------------------------------------------------------------------
# In the database: rate limits and lock-outs hold while the broker is stopped.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_rows",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# Cookies ignore ports: two copies on one host would sign each other out under one name.
_installation = sha256(SECRET_KEY.encode()).hexdigest()[:8]
SESSION_ENGINE = "identity.sessions"
SESSION_COOKIE_NAME = f"{'__Host-' if HTTPS else ''}tiepdan_{_installation}"
SESSION_COOKIE_PATH = "/"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = f"{'__Host-' if HTTPS else ''}tiepdan_csrf_{_installation}"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Accounts -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/signin/"
LOGIN_REDIRECT_URL = "/account/units/"
LOGOUT_REDIRECT_URL = "/signin/"
ACCOUNT_ADAPTER = "identity.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
# Nobody is told by mail that a stranger typed his address, and no stranger sends mails through us.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Counted in the database cache, so they hold while the broker is stopped. `unlock`: the idle lock, `confirm`: before a signature, `use_code`: one-time codes.
ACCOUNT_RATE_LIMITS = {"unlock": "10/5m/user", "confirm": "10/5m/user", "use_code": "10/m/ip,60/h/ip"}
ACCOUNT_FORMS = {
    "login": "identity.forms.sign_in.SignInForm",
    "change_password": "identity.forms.sign_in.PasswordChangeForm",
    "reset_password": "identity.forms.sign_in.PasswordResetForm",
    "reset_password_from_key": "identity.forms.sign_in.PasswordResetKeyForm",
    "reauthenticate": "identity.forms.sign_in.AgainForm",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tiếp Dân"
# One step of 30 s to either side: phones' clocks differ, and typing takes time (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "identity.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "identity.forms.sign_in.SecondStepForm",
    "reauthenticate": "identity.forms.sign_in.SecondStepAgainForm",
    "activate_totp": "identity.forms.sign_in.ActivateForm",
}

# --- Object rights --------------------------------------------------------------------------------------------------
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
# Grants on cases stand in CaseGrant, which guardian finds by itself. These are its fallbacks for every other model: they
# have no table and refuse to be saved; left at guardian's own, such a grant would be written to `public`.
GUARDIAN_USER_OBJ_PERMS_MODEL = "cases.RefusedUserGrant"
GUARDIAN_GROUP_OBJ_PERMS_MODEL = "cases.RefusedGroupGrant"

# --- API ------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsing.StorableJSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Tiếp Dân",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.documentation.with_servers",
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "CaseKind": "tenants.cases.enums.CaseKind",
        "AnswerKind": "tenants.cases.enums.AnswerKind",
        "CaseStatus": "tenants.cases.enums.CaseStatus",
        "Channel": "tenants.cases.enums.Channel",
        "DocumentKind": "tenants.documents.enums.DocumentKind",
        "DocumentStatus": "tenants.documents.enums.DocumentStatus",
        "NoticeChannel": "tenants.documents.enums.NoticeChannel",
        "NoticeStatus": "tenants.documents.enums.NoticeStatus",
        "Subject": "tenants.documents.enums.Subject",
        "LineCode": "registry.levels.Line",
        "ReportStatus": "oversight.models.period_report.ReportStatus",
        "PlanStatus": "tenants.receptions.enums.PlanStatus",
        "TaskKind": "tenants.conclusions.enums.TaskKind",
        "TaskStatus": "tenants.conclusions.enums.TaskStatus",
        "ConclusionStatus": "tenants.conclusions.enums.ConclusionStatus",
        "Occasion": "tenants.conclusions.enums.Source",
        "HowAnswered": "tenants.conclusions.enums.HowAnswered",
        "RegistrationStatus": "tenants.receptions.enums.RegistrationStatus",
        "RegistrationSource": "tenants.receptions.enums.RegistrationSource",
        "ChangeReason": "tenants.receptions.enums.ChangeReason",
        "MeetingKind": "tenants.inspections.enums.MeetingKind",
        "InspectionForm": "oversight.models.inspection.InspectionForm",
        "InspectionKind": "oversight.models.inspection.InspectionKind",
        "InspectionStatus": "oversight.models.inspection.InspectionStatus",
        "InspectionTopic": "tenants.inspections.enums.InspectionTopic",
        "UrgingKind": "oversight.models.urging.UrgingKind",
        "UrgingReason": "oversight.models.urging.UrgingReason",
        "FlashKind": "oversight.enums.FlashKind",
        "AlertKind": "oversight.models.alert.AlertKind",
        "CampaignKind": "oversight.models.campaign.CampaignKind",
        "CampaignStatus": "oversight.models.campaign.CampaignStatus",
        "ArrivalStatus": "oversight.models.arrival_card.ArrivalStatus",
        "OfficeLine": ["PARTY", "GOVERNMENT"],
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Background jobs ------------------------------------------------------------------------------------------------
section("Background jobs")

CELERY_BROKER_URL = secret(
    "TIEPDAN_BROKER_URL",
    f"redis://:{KEYS.broker_password}@127.0.0.1:{_running['broker_port'] if _running else 6379}/0",
    shown="the embedded Valkey",
    help="Valkey or RabbitMQ. Only moves work sooner: with a stopped broker everything goes on, later.",
)
# A stopped or hanging broker must not hold up a request: one short attempt, then the sweepers do it.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 0.5,
    "socket_timeout": 10 if PROCESS in ("worker", "scheduler") else 1,
    "retry_on_timeout": False,
    "max_retries": 0,
    "visibility_timeout": 900,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 0.5
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
_seconds = {
    # Hints do these at once; the sweep is for what a hint missed.
    "exchange.sweep": 10,
    "oversight.fold": 1,
    "documents.send_mail": 60,
    "inspections.tell_alerts": 15,
    "deadlines.sweep": 5 * 60,
    "journal.seal": 15 * 60,
    "identity.end_memberships": 60 * 60,
    "cases.end_grants": 60 * 60,
    "receptions.sweep": 30 * 60,
    "reports.close": 60 * 60,
    "operating.watch": 60,
    "exchange.forget_guesses": 60 * 60,
}
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    # Expiring: after a stop of the broker one run catches up, not a queue of them.
    **{
        job: {"task": job, "schedule": pause, "options": {"expires": max(pause, 10)}} for job, pause in _seconds.items()
    },
    "receptions.refresh_duties": {"task": "receptions.refresh_duties", "schedule": crontab(hour=0, minute=20)},
    "inspections.escalate": {"task": "inspections.escalate", "schedule": crontab(hour=6, minute=40)},
    "inspections.remind": {"task": "inspections.remind", "schedule": crontab(hour="7-20", minute=5)},
    "oversight.recount": {"task": "oversight.recount", "schedule": crontab(hour=2, minute=30)},
    "reports.recount": {"task": "reports.recount", "schedule": crontab(hour=1, minute=30)},
    "operating.verify_chains": {"task": "operating.verify_chains", "schedule": crontab(hour=3, minute=50)},
    "journal.prune": {"task": "journal.prune", "schedule": crontab(hour=3, minute=30)},
    "documents.sweep": {"task": "documents.sweep", "schedule": crontab(hour=4, minute=0)},
}

# --- Figures --------------------------------------------------------------------------------------------------------
section("Figures")

SMALL_COUNT = number(
    "TIEPDAN_SMALL_COUNT", 3, help="Denunciation counts of a commune below this number are hidden from superiors."
)
FOLD_BATCH = number("TIEPDAN_FOLD_BATCH", 1000, help="Outbox rows folded into roll-ups in one statement.")

# --- Operating ------------------------------------------------------------------------------------------------------
section("Operating")

SCRAPE_ADDRESSES = words(
    "TIEPDAN_SCRAPE_ADDRESSES",
    [],
    shown="(loopback only)",
    help="Addresses or networks that may read `/metrics` besides loopback, for example 10.0.0.0/24.",
)
METRICS_FOLDER = path(
    "TIEPDAN_METRICS_FOLDER",
    VAR / "run" / "metrics",
    shown="run/metrics in TIEPDAN_VAR",
    help="Where the web server's processes add up their requests; one folder for each web server, emptied when it starts.",
)
ALARM_MAIL = words("TIEPDAN_ALARM_MAIL", [], shown="(operators with an e-mail)", help="Who is told of alarms, by mail.")
ALARM_ENVELOPE_MINUTES = number(
    "TIEPDAN_ALARM_ENVELOPE_MINUTES", 10, help="An envelope under way for longer is an alarm."
)
ALARM_LAG_SECONDS = number("TIEPDAN_ALARM_LAG_SECONDS", 60, help="Figures not added up for longer are an alarm.")
ALARM_DISK_PERCENT = number(
    "TIEPDAN_ALARM_DISK_PERCENT", 10, help="Less free room than this on the volume of data or files is an alarm."
)
SAMPLE_DAYS = number("TIEPDAN_SAMPLE_DAYS", 14, help="How long the samples of the operator's page are kept.")

# --- Languages and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "platform" / "config" / "locale"]
LANGUAGE_COOKIE_NAME = "tiepdan_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Files ----------------------------------------------------------------------------------------------------------
section("Files")

# Absolute: a relative one would freeze to the prefix of the first unit visited.
STATIC_URL = "/static/"
_static_root = text(
    "TIEPDAN_STATIC_ROOT",
    "",
    help="Folder filled by `tiepdan manage collectstatic`, served with hashed names. Empty: files are served from "
    "where they are installed.",
)
STATIC_ROOT = _static_root or None
WHITENOISE_USE_FINDERS = not _static_root
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _static_root
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
BLOBS = path(
    "TIEPDAN_BLOBS",
    VAR / "blobs",
    shown="blobs in TIEPDAN_VAR",
    help="Attachments by content, one folder a unit; never below a web root.",
)
MEDIA_ROOT = str(VAR / "media")
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# One more than the limit of files at once, so that the 51st gets our own message instead of a bare 400.
DATA_UPLOAD_MAX_NUMBER_FILES = 200

# --- Mail -----------------------------------------------------------------------------------------------------------
section("Mail")

EMAIL_HOST = text("TIEPDAN_MAIL_HOST", "", help="SMTP server. Empty: mails are written to the folder `mail`.")
EMAIL_PORT = number("TIEPDAN_MAIL_PORT", 587, help="Port of the SMTP server.")
EMAIL_HOST_USER = text("TIEPDAN_MAIL_USER", "", help="User at the SMTP server.")
EMAIL_HOST_PASSWORD = secret("TIEPDAN_MAIL_PASSWORD", "", help="Password at the SMTP server.")
EMAIL_USE_TLS = yes_no("TIEPDAN_MAIL_TLS", True, help="Use STARTTLS.")
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = text("TIEPDAN_MAIL_FROM", "tiepdan@localhost", help="Sender of mails.")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = str(VAR / "mail")

# --- Security headers -----------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None

# --- Logging --------------------------------------------------------------------------------------------------------
section("Logging")

_log_folder = text(
    "TIEPDAN_LOG_FOLDER",
    "" if IS_THROWAWAY else str(VAR / "log"),
    shown="log in TIEPDAN_VAR",
    help="Folder of rotating logs, one file a process name. `-`: standard error only.",
)
LOG_FOLDER = Path(_log_folder) if _log_folder not in ("", "-") else None
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.LineFormatter"}},
    "handlers": {
        "errors": {"class": "logging.StreamHandler", "level": "WARNING", "formatter": "line"},
        "file": (
            {"class": "config.logs.RotatingFile", "path": str(LOG_FOLDER / f"{PROCESS}.log"), "formatter": "line"}
            if LOG_FOLDER
            else {"class": "logging.NullHandler"}
        ),
    },
    "root": {"handlers": ["errors", "file"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Django's own request and server lines carry paths and query strings; ours is `tiepdan.request`.
        "django.request": {"handlers": [], "level": "CRITICAL", "propagate": True},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "tiepdan.request": {"handlers": ["file"], "level": "INFO", "propagate": False},
    },
}

SETTINGS_REFERENCE = tuple(readers.REGISTER.values())
