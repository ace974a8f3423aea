"""What a supplement says of total, days and plan, beside what is in force: what is paid stays (P19–P21). Pure."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from salesapp.chinese.texts import says
from salesapp.contracts.amendments.rules import AmendmentRefused, Kind
from salesapp.contracts.payments import rules as payments
from salesapp.contracts.payments.replanning.rules import Paid, check_kept
from salesapp.contracts.payments.rules import Event, Node, PlanRefused
from salesapp.refusals import check_all
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Terms:
    """What an amendment says: the new total, the days that change, the plan of what is not paid yet."""

    kind: str
    what: str
    amount: Decimal
    ends_on: date | None
    delivery_on: date | None
    nodes: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force while an amendment is made."""

    amount: Decimal
    starts_on: date | None
    ends_on: date | None
    delivery_on: date | None
    signed_on: date | None
    nodes: Sequence[Node]
    paid: Sequence[Paid]
    #: What has happened that instalments wait for.
    happened: Collection[Event] = ()
    #: What was promised before an early ending that is agreed for a day ahead; else the amount.
    promised: Decimal | None = None

    @property
    def received(self) -> Decimal:
        """What came in so far."""
        return sum((node.received for node in self.paid), Decimal(0))


def kept(standing: Standing) -> list[Node]:
    """Return the instalments that stay as they are: those that are paid (P19)."""
    return [
        node for node, paid in zip(standing.nodes, standing.paid, strict=True) if paid.received >= paid.amount
    ]


def whole_plan(standing: Standing, terms: Terms) -> list[Node]:
    """Return the plan with which an amendment comes into force: what is paid stays, the rest makes up the new total (P19–P21).

    Raises PlanRefused where it does not, or where less is asked than was received: that money is moved first.
    """
    check_received(standing.received, terms.amount)
    stays = kept(standing)
    nodes = [*stays, *terms.nodes]
    if not terms.nodes and sum((node.amount or Decimal(0) for node in stays), Decimal(0)) == terms.amount:
        return stays
    try:
        plan = payments.complete(terms.amount, [replace(node, percent=None) for node in nodes])
    except PlanRefused as refused:
        raise PlanRefused(str(refused), field=_of_row(refused.field, len(stays))) from refused
    partly = [one for one in standing.paid if Decimal(0) < one.received < one.amount]
    for paid, node in zip(partly, plan[len(stays) :], strict=False):
        check_kept(paid, node.amount or Decimal(0))
    if len(partly) > len(plan) - len(stays):
        raise AmendmentRefused(
            _("An instalment that is partly paid stays in the plan."), field="payment_nodes-0-amount"
        )
    return plan


def _of_row(field: str | None, before: int) -> str:
    """Return which typed row a refusal of the whole plan means: those that stay are not among them."""
    if field == "amount":
        return field
    list_, number, name = (field or "payment_nodes-0-amount").rsplit("-", 2)
    return f"{list_}-{max(int(number) - before, 0)}-{'amount' if name == 'percent' else name}"


def check_received(received: Decimal, amount: Decimal) -> None:
    """Refuse a total below what came in: the surplus is named, and moved before (P20)."""
    if received > amount:
        raise AmendmentRefused(
            _("%(received)s yuan are received, in hand or written off, %(gap)s yuan more than this. Ask finance to keep "
              "them as the customer's advance or to refund them first.",
              received=f"{received:,.2f}", gap=f"{received - amount:,.2f}"),
            field="amount",
        )  # fmt: skip


def check_terms(terms: Terms, standing: Standing) -> list[Node]:
    """Refuse an amendment that changes nothing, runs backwards, or whose plan does not make its total; return the whole plan."""
    plan: list[Node] = []

    def take_plan() -> None:
        plan.extend(whole_plan(standing, terms))

    check_all(
        lambda: _check_words(terms),
        lambda: _check_days(terms, standing),
        lambda: _check_settled(terms, standing),
        take_plan,
    )
    return plan


def check_besides(terms: Terms, standing: Standing) -> None:
    """Refuse what is wrong besides total and plan, where these cannot be read."""
    check_all(lambda: _check_words(terms), lambda: _check_days(terms, standing))


def _check_words(terms: Terms) -> None:
    if not says(terms.what):
        words = (
            _("Say what is agreed.")
            if terms.kind == Kind.SUPPLEMENT
            else _("Say why it ends and what is settled.")
        )
        raise AmendmentRefused(words, field="what")


def _check_days(terms: Terms, standing: Standing) -> None:
    if terms.ends_on and standing.starts_on and terms.ends_on < standing.starts_on:
        raise AmendmentRefused(_("The contract ends before it begins."), field="ends_on")
    if terms.delivery_on and standing.signed_on and terms.delivery_on < standing.signed_on:
        raise AmendmentRefused(
            _("Nothing is delivered before the contract is signed (%(day)s).", day=standing.signed_on),
            field="delivery_on",
        )


def _check_settled(terms: Terms, standing: Standing) -> None:
    """Refuse an ending that settles more than the contract promised."""
    promised = standing.amount if standing.promised is None else standing.promised
    if terms.kind == Kind.ENDING and terms.amount > promised:
        raise AmendmentRefused(
            _(
                "What is settled is not more than the contract, %(amount)s yuan.",
                amount=f"{promised:,.2f}",
            ),
            field="amount",
        )
    if terms.kind == Kind.ENDING:
        check_all(
            *(functools.partial(_check_dated, nth, node, standing) for nth, node in enumerate(terms.nodes))
        )


def _check_dated(nth: int, node: Node, standing: Standing) -> None:
    """Refuse an instalment of a settlement that waits for a delivery of which nothing comes any more."""
    event = payments.waits_for(node.kind)
    comes = standing.happened or ()
    if event is None or node.planned_on or event in comes:
        return
    if event == Event.WARRANTY_OVER and Event.ACCEPTED in comes:
        return
    raise AmendmentRefused(
        _("Nothing is delivered any more that it could wait for: give its day."),
        field=f"payment_nodes-{nth}-planned_on",
    )


def changes(
    before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """Return what an amendment changes: label, as it is, as it will be; what stays the same is left out."""
    return [
        (label, was, will) for (label, was), (_label, will) in zip(before, after, strict=True) if was != will
    ]
