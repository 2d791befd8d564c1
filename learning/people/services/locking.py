from django.db.models import QuerySet

from learning.people.models import StaffMember


def lock_people(people: QuerySet[StaffMember]) -> None:
    """Whoever renumbers or merges one of them waits until the transaction ends.

    Take it before looking whether they are as they were.
    """
    list(people.select_for_update(no_key=True).order_by("pk").values_list("pk"))
