from django.contrib.auth.models import AbstractUser, AnonymousUser

from .models import Job


def may_watch_job(user: AbstractUser | AnonymousUser, job: Job) -> bool:
    """Whoever wanted it, and IT, may see how far it is and stop it."""
    if not user.is_authenticated:
        return False
    return job.wanted_by_id == user.pk or user.has_perm("jobs.view_job")
