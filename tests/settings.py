"""The settings of the tests: those of the product, in its mode for tests."""

import os

os.environ["MODE"] = "test"
os.environ["DEBUG"] = os.environ["DEMO"] = "0"
os.environ["SIGNING_CERTIFICATE"] = os.environ["SIGNING_PASSWORD"] = ""  # tests that sign bring their own
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop beside the database fixtures

from config.settings import *
