from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import TrainingRelevance


class Standard(models.Model):
    """A standard that the organisation is assessed against, such as Customer Service Excellence."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=255)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Part(models.Model):
    """What criteria, sub-criteria and elements have alike: a printed number and a short label."""

    number = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("title"), max_length=255)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_retired = models.BooleanField(_("retired"), default=False)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Criterion(Part):
    """The first level of a standard, for example 2, The Culture of the Organisation."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="criteria")
    summary = models.TextField(_("summary"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"], name="criterion_number_is_used_once"
            )
        ]


class SubCriterion(Part):
    """The second level of a standard, for example 2.2."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="sub_criteria")
    is_skills_evidence = models.BooleanField(
        _("counts as skills evidence"),
        default=False,
        help_text=_(
            "Tick it where the standard asks how staff are developed. For CSE: 2.1 and 2.2."
        ),
    )

    class Meta(Part.Meta):
        verbose_name = _("sub-criterion")
        verbose_name_plural = _("sub-criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "number"], name="sub_criterion_number_is_used_once"
            )
        ]


class Element(Part):
    """The third level of a standard: what an assessor rates, for example 2.2.1.

    The label and summary are ours. The official wording belongs to its owner, so an organisation
    may paste it in.
    """

    sub_criterion = models.ForeignKey(
        SubCriterion, on_delete=models.PROTECT, related_name="elements"
    )
    summary = models.TextField(_("summary"), blank=True)
    official_wording = models.TextField(
        _("official wording"),
        blank=True,
        help_text=_("Paste the wording from your own copy of the standard, if you may."),
    )
    training_relevance = models.CharField(
        _("what training shows"),
        max_length=20,
        choices=TrainingRelevance,
        default=TrainingRelevance.NONE,
    )
    typical_evidence = models.JSONField(_("typical evidence"), default=list, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("element")
        verbose_name_plural = _("elements")
        constraints = [
            models.UniqueConstraint(
                fields=["sub_criterion", "number"], name="element_number_is_used_once"
            )
        ]
