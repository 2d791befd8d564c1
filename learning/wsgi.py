"""The way in for a web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from learning.organisation.torn_requests import refuse_torn_requests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learning.settings.production")
application = refuse_torn_requests(get_wsgi_application())
# This loads every address and the screens behind them. Left to the first request, whoever sent it
# would wait for that, in each worker and again whenever one is replaced.
reverse("health")
