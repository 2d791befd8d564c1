from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.records.choices import EntryKind

from .append_only import AppendOnly


class LedgerEntry(AppendOnly):
    """One line of the ledger: the canonical bytes of a fact and their digest.

    `body` is canonical JSON in UTF-8. `mac` authenticates it with a key that is not in the
    database, so that a row added by hand shows even before it is sealed.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind)
    body = models.TextField(_("canonical bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    mac = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"


class Seal(AppendOnly):
    """A signature over a run of entries and over the seal before it.

    `leaves` holds 40 bytes for each entry: its number (8, big-endian) and its leaf hash (32), so
    that a broken entry can be named. The Merkle root, as in RFC 6962, is what is signed.
    """

    first_entry = models.BigIntegerField(_("first entry"))
    last_entry = models.BigIntegerField(_("last entry"), unique=True)
    count = models.PositiveIntegerField(_("entries"))
    leaves = models.BinaryField()
    merkle_root = models.CharField(_("Merkle root"), max_length=64)
    previous_sha256 = models.CharField(_("seal before"), max_length=64, unique=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    signature = models.CharField(_("signature"), max_length=128)
    public_key = models.CharField(_("public key"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"))

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["pk"]
