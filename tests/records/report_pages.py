"""HR opens a report, and reads who is in it."""

from django.urls import reverse


def look(client, slug="completion", **filters):
    response = client.get(reverse(f"report_{slug}"), filters)
    assert response.status_code == 200, response
    return response


def names(response):
    return [row.staff_member.last_name for row in response.context["table"].data]
