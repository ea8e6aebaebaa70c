"""The entry point of the web server."""

import gc
import os

from django import setup
from django.core.wsgi import get_wsgi_application

from core.checks import require_static_files, run_startup_checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Asked before the middlewares are made: these have warnings of their own, and the person at the console
# should read one sentence.
setup(set_prefix=False)
run_startup_checks()
require_static_files()
application = get_wsgi_application()

# What is loaded by now stays. Walking all of it again would hold up a request for 30 milliseconds now and then.
gc.collect()
gc.freeze()
