"""What completing a module shows, element by element."""

from learning.catalogue.models import Claim
from learning.catalogue.services import ClaimDraft
from learning.records.models import Completion
from learning.standards.models import Element
from modules.models import ModulePage


def claims_of(page: ModulePage) -> list[ClaimDraft]:
    """The page's claims as written, each element once, without those a draft left unfinished."""
    stated = page.claim_statements
    elements = Element.objects.in_bulk(stated)
    return [
        ClaimDraft(element=elements[pk], statement=statement)
        for pk, statement in stated.items()
        if pk in elements
    ]


def what_it_showed(completion: Completion) -> list[Claim]:
    """What the activity claimed on the day it was completed: that is what the record counts for."""
    claims = Claim.objects.known(completion.recorded_at).on(completion.completed_on)
    claims = claims.filter(activity__key=completion.activity_key).select_related("element")
    return list(claims.order_by("element__sub_criterion__position", "element__position"))
