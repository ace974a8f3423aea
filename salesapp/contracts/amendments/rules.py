"""Supplements to a signed contract, and its ending before its time: when they may be made, what they say (P19–P21). Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from salesapp.chinese.texts import says
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.refusals import Refusal, check_all
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext


class AmendmentRefused(Refusal):
    """The supplement cannot be made, submitted or signed this way."""


class Kind(StrEnum):
    """What is agreed after the signature."""

    SUPPLEMENT = "supplement"
    ENDING = "ending"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(KIND_LABELS[self])


KIND_LABELS = {Kind.SUPPLEMENT: _l("Supplement"), Kind.ENDING: _l("Early ending")}


class Status(StrEnum):
    """Where it stands: until it is in force the contract says what it said."""

    DRAFT = "draft"
    APPROVING = "approving"
    APPROVED = "approved"
    REJECTED = "rejected"
    IN_FORCE = "in_force"
    VOID = "void"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STATUS_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return TONES.get(self, "")


STATUS_LABELS = {
    Status.DRAFT: lazy_pgettext("supplement", "Draft"),
    Status.APPROVING: lazy_pgettext("supplement", "In approval"),
    Status.APPROVED: lazy_pgettext("supplement", "Approved, to be signed"),
    Status.REJECTED: lazy_pgettext("supplement", "Vetoed"),
    Status.IN_FORCE: lazy_pgettext("supplement", "In force"),
    Status.VOID: lazy_pgettext("supplement", "Void"),
}
TONES = {
    Status.APPROVING: "blue", Status.APPROVED: "warn", Status.REJECTED: "no", Status.IN_FORCE: "ok", Status.VOID: "no",
}  # fmt: skip
OPEN = frozenset({Status.DRAFT, Status.APPROVING, Status.APPROVED, Status.REJECTED})
EDITABLE = frozenset({Status.DRAFT, Status.REJECTED})
UNDER_APPROVAL = frozenset({Status.APPROVING, Status.APPROVED})


def number_of(contract: str, seq: int) -> str:
    """Return the number of a supplement: that of its contract, with -B1, -B2."""
    return f"{contract}-B{seq}"


def check_amendable(status: str, *, ended: bool, open_: str | None) -> None:
    """Refuse to amend what is not signed, what has ended, or while another amendment is on its way."""
    if status not in SIGNED_OR_LATER:
        raise AmendmentRefused(
            _("A supplement belongs to a signed contract: before, change the contract itself.")
        )
    check_running(ended=ended)
    if open_:
        raise AmendmentRefused(_("%(number)s is still on its way: end it first.", number=open_))


def check_running(*, ended: bool) -> None:
    """Refuse to bring into force what was agreed for a contract that has ended since."""
    if ended:
        raise AmendmentRefused(_("This contract has ended: nothing is added to it any more."))


def check_editable(status: str) -> None:
    """Refuse to change what is under approval, in force or void."""
    if Status(status) not in EDITABLE:
        raise AmendmentRefused(
            _("It can no longer be changed: %(state)s. Withdraw it first.", state=Status(status).label)
        )


class Lack(StrEnum):
    """What is still missing before an amendment is submitted."""

    TEXT = "text"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        """What is to be done about it."""
        return str(LACKS[self])


LACKS = {
    Lack.TEXT: _l("Its text is not among its files: add it."),
    Lack.CONFIRMED: _l("The customer has not confirmed it yet: note who, how and when."),
}


def check_submittable(lacking: Collection[Lack]) -> None:
    """Refuse a submission while something is missing, naming all of it (R40)."""
    if lacking:
        raise AmendmentRefused(" ".join(lack.label for lack in lacking))


def check_confirmed(name: str | None, way: str | None, on: date | None, *, today: date) -> None:
    """Refuse half an answer of the customer, or one of tomorrow."""
    check_all(lambda: _check_whole(name, way, on), lambda: _check_over(on, today))


def _check_whole(name: str | None, way: str | None, on: date | None) -> None:
    given = [bool(says(name or "")), bool(way), on is not None]
    if any(given) and not all(given):
        raise AmendmentRefused(_("Say who of the customer confirmed it, how and when."), field="confirmed_by")


def _check_over(on: date | None, today: date) -> None:
    if on and on > today:
        raise AmendmentRefused(_("This day lies in the future."), field="confirmed_on")


def check_signing(status: str, signed_on: date | None, *, approved_on: date | None, today: date) -> None:
    """Refuse a signature before the approval, in the future, or of what is not approved."""
    if status != Status.APPROVED or approved_on is None:
        raise AmendmentRefused(
            _("It is signed after its last approval. This one: %(state)s.", state=Status(status).label)
        )
    if signed_on is None:
        raise AmendmentRefused(_("Give the day of signing."), field="signed_on")
    if signed_on > today:
        raise AmendmentRefused(_("The day of signing lies in the future."), field="signed_on")
    if signed_on < approved_on:
        raise AmendmentRefused(
            _("It was signed before it was approved on %(day)s. Please check the date.", day=approved_on),
            field="signed_on",
        )


def check_void(status: str, reason: str | None) -> None:
    """Refuse to void what is in force or void, or without a reason; its number stays taken."""
    if Status(status) not in OPEN:
        raise AmendmentRefused(_("It is no longer voided: %(state)s.", state=Status(status).label))
    if not says(reason or ""):
        raise AmendmentRefused(_("Say why this is void. Its number stays taken."), field="reason")
