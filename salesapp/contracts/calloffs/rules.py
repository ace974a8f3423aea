"""Call-offs: contracts drawn on a framework contract, within its term and its ceiling. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesapp.contracts.rules import SIGNED_OR_LATER, Status
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

FRAMEWORK = "framework"


class CallOffRefused(Refusal):
    """The contract cannot be called off from this framework."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A framework contract as a call-off meets it."""

    kind: str
    status: str
    ended: bool
    starts_on: date | None
    ends_on: date | None
    ceiling: Decimal
    drawn: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be called off."""
        return self.ceiling - self.drawn


def check_frame(frame: Frame) -> None:
    """Refuse to call off from what is no framework, is not signed, or has ended."""
    if frame.kind != FRAMEWORK:
        raise CallOffRefused(_("Only a framework contract is called off from."))
    if frame.status not in SIGNED_OR_LATER:
        raise CallOffRefused(_("The framework is not signed yet."))
    if frame.ended:
        raise CallOffRefused(_("This framework contract has ended."))


def check_within(amount: Decimal, left: Decimal) -> None:
    """Refuse a call-off above what is left of its framework, whenever its amount changes."""
    if amount > left:
        raise CallOffRefused(
            _("%(left)s yuan are left of the framework; this is %(gap)s yuan more.",
              left=f"{left:,.2f}", gap=f"{amount - left:,.2f}"),
            field="amount",
        )  # fmt: skip


def check_signed(number: str, ended_on: date | None, signed_on: date | None) -> None:
    """Refuse to sign a call-off once its framework has ended."""
    if ended_on and signed_on and ended_on <= signed_on:
        raise CallOffRefused(
            _(
                "Its framework %(number)s ended on %(day)s: take it out of that first.",
                number=number,
                day=ended_on,
            ),
            field="signed_on",
        )


def check_ceiling(ceiling: Decimal, drawn: Decimal) -> None:
    """Refuse to lower a framework below what was called off from it."""
    if ceiling < drawn:
        raise CallOffRefused(
            _("%(drawn)s yuan are called off from this framework already.", drawn=f"{drawn:,.2f}"),
            field="amount",
        )


def check_calloff(
    frame: Frame,
    *,
    kind: str,
    status: str,
    starts_on: date | None,
    amount: Decimal,
    same_customer: bool,
    bound: bool,
) -> None:
    """Refuse a call-off of another customer, outside the term, above what is left, void, or called off before."""
    check_frame(frame)
    if not same_customer:
        raise CallOffRefused(_("The framework is with another customer."), field="contract")
    if kind == FRAMEWORK:
        raise CallOffRefused(_("A framework is not called off from another one."), field="contract")
    if status == Status.VOID:
        raise CallOffRefused(_("A void contract is no call-off."), field="contract")
    if bound:
        raise CallOffRefused(_("This contract is a call-off already."), field="contract")
    if starts_on and (
        (frame.starts_on and starts_on < frame.starts_on) or (frame.ends_on and starts_on > frame.ends_on)
    ):
        raise CallOffRefused(
            _(
                "It begins outside the term of the framework, %(first)s to %(last)s.",
                first=frame.starts_on,
                last=frame.ends_on,
            ),
            field="contract",
        )
    if amount > frame.left:
        raise CallOffRefused(
            _("%(left)s yuan are left of the framework; this is %(gap)s yuan more.",
              left=f"{frame.left:,.2f}", gap=f"{amount - frame.left:,.2f}"),
            field="contract",
        )  # fmt: skip
