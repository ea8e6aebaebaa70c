"""Test settings: the production settings with MODE=test."""

import os

os.environ["MODE"] = "test"
os.environ["DEBUG"] = os.environ["DEMO"] = "0"
os.environ["SIGNING_CERTIFICATE"] = os.environ["SIGNING_PASSWORD"] = ""  # signing tests create their own
# Playwright runs an event loop while database fixtures are active.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from config.settings import *
