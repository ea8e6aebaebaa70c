"""WSGI entry point of the web server."""

import gc
import os

from django import setup
from django.core.wsgi import get_wsgi_application

from core.checks import require_static_files, run_startup_checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Run the checks before the middleware is created, because middleware prints warnings of its own, and the console should
# show only one sentence.
setup(set_prefix=False)
run_startup_checks()
require_static_files()
application = get_wsgi_application()

# Exclude the objects loaded so far from garbage collection, which would delay requests by 30 ms now and then.
gc.collect()
gc.freeze()
