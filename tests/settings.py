"""The product's settings for tests: throw-away keys, both database roles, no logs and mails on disk."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("TIEPDAN_THROWAWAY_KEYS", "tests")
os.environ.pop("TIEPDAN_KEYS_FILE", None)
if "TIEPDAN_VAR" not in os.environ:
    # Files that tests store; the workers of a run inherit the folder of its main process.
    os.environ["TIEPDAN_VAR"] = tempfile.mkdtemp(prefix="tiepdan-files-")
    atexit.register(shutil.rmtree, os.environ["TIEPDAN_VAR"], ignore_errors=True)

from config.settings import *  # noqa: F403
from config.settings import DATABASE_APP, DATABASE_OWNER, DATABASES, KEYS

# Tests run as the serving role and open units as the owner; in production no process has both.
DATABASES["owner"] = {
    **DATABASES["default"],
    "USER": DATABASE_OWNER,
    "PASSWORD": KEYS.database_owner_password,
}
DATABASES["default"] |= {"USER": DATABASE_APP, "PASSWORD": KEYS.database_app_password, "CONN_MAX_AGE": None}

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
