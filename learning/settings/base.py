"""What is the same everywhere. The environment is read here, once, and nowhere else.

Every variable is listed, with its meaning, in `.env.example`.
"""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[2]

env = environ.Env()
if (ROOT / ".env").is_file():
    env.read_env(ROOT / ".env")

DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT / "var")))

# Who we are on the network
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://localhost:8000")
ROOT_URLCONF = "learning.urls"
WSGI_APPLICATION = "learning.wsgi.application"

# The rooms, from the top floor down, and what they stand on
INSTALLED_APPS = [
    "home",
    "learning.exports",
    "modules",
    "learning.evidence",
    "quizzes",
    "learning.records",
    "learning.catalogue",
    "learning.people",
    "learning.standards",
    "learning.reports",
    "learning.organisation",
    "learning.tabular",
    "learning.sanitising",
    "learning.jobs",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "learning.people.wagtail_users.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "learning.organisation.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "learning.organisation.middleware.LogInRequired",
    "learning.organisation.middleware.AddressesThatCanExist",
    "learning.organisation.middleware.keep_personal_pages_private",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "learning.organisation.context_processors.organisation",
                "home.context_processors.navigation",
            ],
        },
    }
]

# Widgets are drawn with our templates too: some of the CMS's need the page's nonce
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The database: one file out of the box, PostgreSQL by DATABASE_URL
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'cultivate.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured with 16 clients: without all three, writes are refused as "database is locked".
    # Without `recursive_triggers`, INSERT OR REPLACE deletes a row that is written once.
    DATABASES["default"] |= {
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; "
                "PRAGMA recursive_triggers=ON;"
            ),
        },
        "CONN_MAX_AGE": None,
    }
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# By default it holds 300 things: a busy minute would forget how often a password was wrong.
CACHES = {
    "default": env.cache_url("CACHE_URL", default="locmemcache://?max_entries=20000"),
}

# Signing in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["learning.people.sign_in.SignInWithStaffMember"]
PASSWORD_HASHERS = [
    "learning.people.passwords.LighterArgon2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "learning.people.sign_in.ClosedSignUp"
ACCOUNT_FORMS = {
    "login": "learning.people.forms.SignInForm",
    "change_password": "learning.people.forms.ChangePasswordForm",
    "reset_password": "learning.people.forms.ForgottenPasswordForm",
    "reset_password_from_key": "learning.people.forms.ReplacePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Whoever types a stranger's address has no mail sent to them.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PRESERVE_USERNAME_CASING = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
# A password is changed on the site's own pages, which count wrong tries
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
SESSION_COOKIE_HTTPONLY = True

# Time, place and language
LANGUAGE_CODE = "en-gb"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = env.str("ORGANISATION_TIME_ZONE", default="Europe/London")
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
FORMAT_MODULE_PATH = ["learning.settings.formats"]
USE_TZ = True
USE_I18N = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # No address leads here: certificates, which only a view hands out
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "pptx", "txt", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000

# The CMS: our name on it, and no calls to anyone outside
WAGTAIL_SITE_NAME = "Cultivate"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": "english",
    }
}
TAGGIT_CASE_INSENSITIVE = True

# Background work: `default` runs at once, so that a stopped worker never freezes the CMS
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# What `run_schedule` runs, in this order
SCHEDULE = [
    "publish_scheduled",
    "submit_expired",
    "seal_records",
    "reap_jobs",
    "follow_staff_lists",
    "refresh_stretches",
    "clear_old_staff_lists",
    "clear_old_history_files",
    "clear_worked_out",
    "clearsessions",
]

# Mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", default="cultivate@localhost")

# Seals on the ledger: an Ed25519 private key, 32 bytes in base64, kept outside the database
LEDGER_KEY_FILE = Path(env.str("LEDGER_KEY_FILE", default=str(DATA_DIR / "ledger.key")))

# Safety
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Without a mail server for it, Django tells nobody of a page that failed. The log of the server
# does, with the traceback; it names the address, and nothing that was typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
