"""Money that is given up or paid back: written off an instalment, or refunded, once it is approved. Pure."""

from __future__ import annotations

from decimal import Decimal

from salesapp.payments.rules import FEN, PaymentRefused
from salesapp.rights.rules import Role
from salesapp.words import Worded, lazy_pgettext
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: The kind of record that approvals know it by, and its table.
CONCESSION = "concession"


class Kind(Worded):
    """What is asked for."""

    WRITE_OFF = "write_off"
    REFUND = "refund"


KIND_LABELS = Kind.say(
    {
        Kind.WRITE_OFF: lazy_pgettext("money", "Write-off"),
        Kind.REFUND: lazy_pgettext("money", "Refund"),
    }
)


class Cause(Worded):
    """Why something is given up or paid back."""

    FEE = "fee"
    ROUNDING = "rounding"
    CLAIM = "claim"
    BAD_DEBT = "bad_debt"
    OVERPAID = "overpaid"
    CANCELLED = "cancelled"
    OTHER = "other"


CAUSE_LABELS = Cause.say(
    {
        Cause.FEE: _l("Bank fee"),
        Cause.ROUNDING: _l("Difference of a few fen"),
        Cause.CLAIM: _l("Deduction for quality or delay"),
        Cause.BAD_DEBT: _l("It will not be paid"),
        Cause.OVERPAID: _l("Too much was paid"),
        Cause.CANCELLED: _l("The order was cancelled"),
        Cause.OTHER: _l("Another reason"),
    }
)


class Status(Worded):
    """Where it stands."""

    ASKED = "asked"
    APPROVED = "approved"
    DONE = "done"
    REFUSED = "refused"


STATUS_LABELS = Status.say(
    {
        Status.ASKED: _l("In approval"),
        Status.APPROVED: lazy_pgettext("money", "Agreed, to be paid"),
        Status.DONE: lazy_pgettext("money", "Booked"),
        Status.REFUSED: lazy_pgettext("money", "Not agreed"),
    },
    {Status.ASKED: "warn", Status.APPROVED: "blue", Status.DONE: "ok", Status.REFUSED: "no"},
)


def check_amount(amount: Decimal | None, most: Decimal) -> Decimal:
    """Refuse nothing, parts of a fen, and more than there is."""
    if amount is None or amount <= 0 or amount != amount.quantize(FEN):
        raise PaymentRefused(_("Give an amount, more than nothing, to the fen."), field="amount")
    if amount > most:
        raise PaymentRefused(_("At most %(most)s yuan.", most=f"{most:,.2f}"), field="amount")
    return amount


def check_given_up(amount: Decimal, left: Decimal) -> None:
    """Refuse to write off more than is open when all have agreed: money may have come in the meantime."""
    if amount > left:
        raise PaymentRefused(
            _(
                "Only %(left)s yuan are open here now: return it, so that it is asked for anew.",
                left=f"{max(left, Decimal(0)):,.2f}",
            )
        )


def check_waits(status: str, wanted: Status) -> None:
    """Refuse a step that does not follow on where it stands."""
    if status != wanted:
        raise PaymentRefused(
            _("This stands at “%(state)s” now: look at it again.", state=Status(status).label)
        )


def deciders(amount: Decimal, *, director_from: int, submitter_role: str) -> set[Role]:
    """Return who decides: the supervisor, finance unless it asks itself, the director from an amount on.

    ``amount`` is all that was asked for on the same contract or receipt, so that it cannot be asked for in small parts.
    """
    roles = {Role.SUPERVISOR} | (set() if submitter_role == Role.FINANCE else {Role.FINANCE})
    return roles | ({Role.DIRECTOR} if amount >= director_from else set())
