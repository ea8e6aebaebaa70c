"""Django settings. Values that an installation may change come from the environment.

MODE is "local" (default: this machine only, safe for a first run), "production" (HTTPS, every secret named) or
"test" (fast passwords, plain static files). DEBUG is off by default and rejected in production.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.forms import BaseForm
from django.http.request import validate_host
from django.utils.translation import gettext_lazy as _

from config import env, mail, signing
from config.database import database

django_stubs_ext.monkeypatch(extra_classes=[BaseForm])  # allows `ModelForm[Plan]` at run time

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "data")))

MODE = env.text("MODE", "local", choices=("local", "production", "test"))
PRODUCTION = MODE == "production"
TESTING = MODE == "test"
DEBUG = env.flag("DEBUG", False)
if DEBUG and PRODUCTION:
    env.stop_start("DEBUG", "1", "0, because MODE is production")
DEMO = env.flag("DEMO", False)  # show the demo sign-ins on the sign-in page


# --- Secrets and addresses ---------------------------------------------------------------------------------


def _required(name: str, local_default: str) -> str:
    value = env.text(name, "" if PRODUCTION else local_default)
    if not value:
        env.stop_start(name, "", "any value, and one is required because MODE is production")
    return value


def _local_secret_key() -> str:
    """Return the secret key of this machine. Create it at the first call, readable only by its owner."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        draft.rename(path)
    return path.read_text()


SECRET_KEY = env.text("SECRET_KEY", "") or ("" if PRODUCTION else _local_secret_key())
if len(SECRET_KEY) < 32:
    env.stop_start("SECRET_KEY", "*" * len(SECRET_KEY), "a secret of at least 32 characters")

SITE_URL = _required("SITE_URL", "http://localhost:8000").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname or _site.path:
    env.stop_start("SITE_URL", SITE_URL, "an address such as https://siklus.example.ac.id, without a path")
HTTPS = _site.scheme == "https"
if PRODUCTION and not HTTPS:
    env.stop_start("SITE_URL", SITE_URL, "an address beginning with https://, because MODE is production")

_local_hosts = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = [host.strip() for host in _required("ALLOWED_HOSTS", _local_hosts).split(",")]
_host = f"[{_site.hostname}]" if ":" in _site.hostname else _site.hostname
if not validate_host(_host, ALLOWED_HOSTS):
    _wanted = f"host names with commas between, {_host} of SITE_URL among them"
    env.stop_start("ALLOWED_HOSTS", ",".join(ALLOWED_HOSTS), _wanted)
CSRF_TRUSTED_ORIGINS = [o.strip() for o in env.text("CSRF_TRUSTED_ORIGINS", "").split(",") if o.strip()]
for _origin in CSRF_TRUSTED_ORIGINS:
    if not _origin.startswith(("http://", "https://")):
        env.stop_start(
            "CSRF_TRUSTED_ORIGINS", _origin, "addresses beginning with https://, with commas between"
        )

# --- Applications ------------------------------------------------------------------------------------------

OUR_APPS = [
    "core",
    "accounts",
    "organization",
    "assets",
    "vendors",
    "plans",
    "maintenance",
    "indicators",
    "reports",
    "dashboards",
    "portal",
    "demo",
]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    *OUR_APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.http.headers.permissions_policy_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.http.language.language_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.device_sessions.DeviceKeyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "core.http.errors.form_address_middleware",
    "maintenance.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # Django then uses the cached loader
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "accounts.navigation.navigation",
                "accounts.device_sessions.device_key_context",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Database ----------------------------------------------------------------------------------------------

DATABASES = {"default": database(DATA_DIR / "siklus.sqlite3", testing=TESTING)}

# The cache stores the counters of failed sign-ins. A folder is shared by all processes and survives a restart.
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        if TESTING
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
        }
    )
}

# --- People and sessions -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("full_name", "email")},
    },
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
    ),
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateCodeForm",
    "reauthenticate": "accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "accounts.forms.ActivateTotpForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators enter addresses; there is no public sign-up
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
# Wrong passwords: 20 in ten minutes per IP address, 8 in five minutes per account.
# Unknown verification codes: 30 in ten minutes per IP address.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/10m/ip,8/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "verify": "30/10m/ip",
}
KEEP_SENT_MAIL_DAYS = env.number("KEEP_SENT_MAIL_DAYS", 90, minimum=60, maximum=3650)
INVITATION_DAYS = env.number("INVITATION_DAYS", 7, minimum=1, maximum=90)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Siklus"
MFA_REQUIRED_ROLES = env.choice_list(
    "MFA_REQUIRED_ROLES", ("operator", "head", "manager", "vendor", "administrator")
)
MFA_ALLOW_UNVERIFIED_EMAIL = True  # administrators enter the addresses
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # never send mail to an address without an account

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
CSRF_FAILURE_VIEW = "core.http.errors.csrf_failure"

# --- Security headers --------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
# BEHIND_PROXY=1 trusts the header of a proxy that terminates HTTPS. Without a proxy, any client could set it.
_behind_proxy = env.flag("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _behind_proxy else None
# Without it, failed sign-ins would count for the IP address of the proxy, and one attacker would lock out all users.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _behind_proxy else 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS

# --- Language, time, numbers -------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Bahasa Inggris"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

# --- Files -------------------------------------------------------------------------------------------------

MEDIA_ROOT = Path(
    env.text("MEDIA_ROOT", str(DATA_DIR / "media"))
)  # views serve the files; the web server does not
MAX_UPLOAD_MB = env.number("MAX_UPLOAD_MB", 20, minimum=1, maximum=500)
MAX_FILES_PER_ACTIVITY = env.number("MAX_FILES_PER_ACTIVITY", 30, minimum=1, maximum=500)
MAX_VENDOR_MB_PER_DAY = env.number("MAX_VENDOR_MB_PER_DAY", 500, minimum=1, maximum=100_000)
FILE_UPLOAD_HANDLERS = [
    "core.files.upload_handlers.RequestSizeHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "core.files.upload_handlers.DiskSpaceUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # enough for a long checklist

BUILD_DIR = BASE_DIR / "build"  # written by `manage.py build_assets`
STATIC_URL = "/static/"
_plain_static = DEBUG or TESTING
STATIC_ROOT = None if _plain_static else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", BUILD_DIR]
STORAGES = {
    "default": {"BACKEND": "core.files.storage.AtomicFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _plain_static
        else "core.frontend.static_files.HashedStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = _plain_static
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Mail, business rules, PDF rendering and signing --------------------------------------------------------

EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.number("EMAIL_PORT", 587, minimum=1, maximum=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = mail.sender(_site.hostname)

ON_TIME_GRACE_DAYS = env.number("ON_TIME_GRACE_DAYS", 3, minimum=0, maximum=90)
EVALUATOR_MAY_BE_WORKER = env.flag("EVALUATOR_MAY_BE_WORKER", False)
PDF_MEMORY_MB = env.number("PDF_MEMORY_MB", 2048, minimum=128, maximum=65536)
PDF_SECONDS = env.number("PDF_SECONDS", 300, minimum=5, maximum=3600)
SIGNING_CERTIFICATE, SIGNING_PASSWORD = (
    signing.certificate()
)  # None: documents have space for handwritten signatures

# Tasks of `manage.py run_worker`, with the seconds between two runs of each.
BACKGROUND = {
    "maintenance.scheduled_tasks.issue_due_work_orders": 60,
    "maintenance.evidence.temporary_uploads.purge": 600,
    "vendors.reminders.send_contract_reminders": 600,
    "core.mail.delete_old_mail": 600,
    "reports.jobs.delete_old_files": 600,
    "core.mail.send_due": 5,  # a user may be waiting for the link to a new password
    "reports.jobs.run_next_job": 1,
}

# --- Log ---------------------------------------------------------------------------------------------------
# Time, level and logger; no addresses, names or form contents. The service manager collects standard error.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {app: {"level": "WARNING" if TESTING else "INFO"} for app in OUR_APPS},
}
