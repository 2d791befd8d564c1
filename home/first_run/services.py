"""Setting up an empty site: whose it is, who runs it and which standard it answers to."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from home.services import plant_site_tree
from learning import standards
from learning.organisation.models import OrganisationSettings
from learning.people.models import User
from learning.people.permissions import Role
from learning.standards.services import load_standard

PRESETS: Mapping[str, Path] = {
    "cse": Path(standards.__file__).parent / "data" / "cse_standard.json",
}


@dataclass(frozen=True, slots=True)
class NewLogIn:
    """Somebody who is to sign in, with their e-mail address."""

    first_name: str
    last_name: str
    email: str
    password: str


def is_empty() -> bool:
    """Whether nobody can sign in yet."""
    return not User.objects.exists()


def first_run_code() -> str:
    """The code that shows that somebody has the server's settings, for example 3f2a-91bc-77de."""
    digest = salted_hmac("cultivate first run", "code", algorithm="sha256").hexdigest()
    return "-".join((digest[:4], digest[4:8], digest[8:12]))


def is_the_code(typed: str) -> bool:
    """Spaces, hyphens and capitals do not matter."""
    plain = typed.replace(" ", "").replace("-", "").lower()
    return hmac.compare_digest(plain.encode(), first_run_code().replace("-", "").encode())


@transaction.atomic
def set_up(
    *,
    organisation: str,
    contact_email: str,
    hostname: str,
    it: NewLogIn,
    hr: NewLogIn,
    preset: str | None,
    at: datetime,
) -> User:
    """Set the site up, all of it or nothing; returns IT's log-in."""
    if not is_empty():
        raise ValidationError(_("This site has been set up already. Sign in instead."))
    OrganisationSettings.objects.update_or_create(
        defaults={"name": organisation, "contact_email": contact_email}
    )
    plant_site_tree(hostname=hostname, site_name=organisation)
    if preset:
        load_standard(data=json.loads(PRESETS[preset].read_text(encoding="utf-8")), at=at)
    it_user = _make(it, Role.IT)
    _make(hr, Role.HR_OFFICERS)
    return it_user


def _make(new: NewLogIn, role: Role) -> User:
    user = User(
        username=new.email.lower(),
        email=new.email,
        first_name=new.first_name,
        last_name=new.last_name,
    )
    user.set_password(new.password)
    user.save()
    user.groups.add(Group.objects.get(name=role.value))
    return user
