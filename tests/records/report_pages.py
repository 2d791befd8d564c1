"""HR opens a report, and reads who is in it."""

from django.urls import reverse


def look(client, slug="completion", **filters):
    response = client.get(reverse(f"report_{slug}"), filters)
    assert response.status_code == 200, response
    return response


def names(response):
    return [row.staff_member.last_name for row in response.context["table"].data]


def rows(response):
    """What stands in the cells, row by row, by column."""
    table = response.context["table"]
    return [
        {column.name: column.on_screen(row) for column in table.columns.values()}
        for row in table.data
    ]


def cells(response, *names):
    found = [tuple(row[name] for name in names) for row in rows(response)]
    return [value for (value,) in found] if len(names) == 1 else found
