"""How many queries a page takes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, url, answers=None):
    """Of the second look, when whatever is kept for a while is at hand."""
    for _look in range(2):
        with CaptureQueriesContext(connection) as captured:
            response = client.post(url, answers) if answers else client.get(url)
        assert response.status_code == 200
    return len(captured)
