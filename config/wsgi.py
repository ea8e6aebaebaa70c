"""The entry point of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from core.starting import refuse_what_cannot_work

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
refuse_what_cannot_work()

# What is loaded by now stays. Walking all of it again would hold up a request for 30 milliseconds now and then.
gc.collect()
gc.freeze()
