"""What after-sales delivers of a contract: its milestones, their order, the warranty that acceptance starts (R42). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from salesapp.calendar.lateness.rules import is_late
from salesapp.chinese.texts import says
from salesapp.contracts.delivery.warranty.rules import LONGEST
from salesapp.contracts.payments.rules import Event
from salesapp.refusals import NotAllowed, Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext


class DeliveryRefused(Refusal):
    """The delivery cannot be planned or reported this way."""


class NotYourDelivery(NotAllowed):
    """Only after-sales plans and reports what is delivered."""


class Kind(StrEnum):
    """The milestones of a delivery, in their order."""

    SHIPMENT = "shipment"
    INSTALLATION = "installation"
    TRAINING = "training"
    ACCEPTANCE = "acceptance"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(KIND_LABELS[self])


KIND_LABELS = {
    Kind.SHIPMENT: lazy_pgettext("delivery", "Shipment"),
    Kind.INSTALLATION: lazy_pgettext("delivery", "Installation"),
    Kind.TRAINING: lazy_pgettext("delivery", "Training"),
    Kind.ACCEPTANCE: lazy_pgettext("delivery", "Acceptance"),
}
#: What each of them makes happen for the payments.
EVENTS = {Kind.SHIPMENT: Event.DELIVERED, Kind.ACCEPTANCE: Event.ACCEPTED}
#: One follows the other; training is given when it suits.
IN_ORDER = (Kind.SHIPMENT, Kind.INSTALLATION, Kind.ACCEPTANCE)


class State(StrEnum):
    """Where a milestone stands."""

    UNPLANNED = "unplanned"
    PLANNED = "planned"
    LATE = "late"
    DONE = "done"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STATE_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {State.LATE: "no", State.DONE: "ok", State.PLANNED: "blue"}.get(self, "")


STATE_LABELS = {
    State.UNPLANNED: lazy_pgettext("delivery", "No day yet"),
    State.PLANNED: lazy_pgettext("delivery", "Planned"),
    State.LATE: lazy_pgettext("delivery", "Late"),
    State.DONE: lazy_pgettext("delivery", "Done"),
    State.LEFT_OUT: lazy_pgettext("delivery", "Not needed"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One milestone as it is planned: its day, or that it is not needed."""

    kind: Kind
    on: date | None = None
    left_out: bool = False


def state_of(planned_on: date | None, done_on: date | None, left_out: bool, today: date) -> State:
    """Tell where a milestone stands."""
    if left_out:
        return State.LEFT_OUT
    if done_on:
        return State.DONE
    if planned_on is None:
        return State.UNPLANNED
    return State.LATE if is_late(planned_on, today) else State.PLANNED


def check_plan(
    plan: Iterable[Planned],
    before: Mapping[Kind, Planned],
    *,
    signed_on: date | None,
    awaited: Collection[Event],
    reason: str | None,
) -> None:
    """Refuse days before the signature or out of order, to leave out what a payment waits for, to move a day in silence."""
    plan = list(plan)
    refusals = [*_days_refused(plan, signed_on), *_left_out_refused(plan, awaited)]
    moved = [one for one in plan if before[one.kind].on and one != before[one.kind]]
    if moved and not says(reason or ""):
        refusals.append(
            DeliveryRefused(
                _("Say why a planned day moves: the sales representative reads it."), field="reason"
            )
        )
    if refusals:
        first, *others = refusals
        first.also = tuple(others)
        raise first


def _days_refused(plan: Iterable[Planned], signed_on: date | None) -> Iterable[DeliveryRefused]:
    days = {one.kind: one.on for one in plan if not one.left_out}
    latest: tuple[date, Kind] | None = None
    for kind in (Kind.TRAINING, *IN_ORDER):
        on = days.get(kind)
        if on is None:
            continue
        if signed_on and on < signed_on:
            yield DeliveryRefused(
                _("Nothing is delivered before the contract is signed (%(day)s).", day=signed_on),
                field=f"{kind}_on",
            )
        elif kind in IN_ORDER and latest and on < latest[0]:
            yield DeliveryRefused(_("%(what)s comes before.", what=latest[1].label), field=f"{kind}_on")
        if kind in IN_ORDER:
            latest = (on, kind)


def _left_out_refused(plan: Iterable[Planned], awaited: Collection[Event]) -> Iterable[DeliveryRefused]:
    for one in plan:
        if one.left_out and EVENTS.get(one.kind) in awaited:
            yield DeliveryRefused(
                _("A payment of this contract waits for this: it cannot be left out."),
                field=f"{one.kind}_out",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What after-sales reports of one milestone."""

    kind: Kind
    done_on: date | None
    note: str | None = None
    papers: int = 0
    months: int | None = None


def check_report(
    report: Report, done: Mapping[Kind, date], open_: Collection[Kind], *, signed_on: date | None, today: date
) -> None:
    """Refuse a report of a day to come or out of order, and an acceptance without its paper or the length of its warranty.

    ``done`` are the days of the milestones that were reached, ``open_`` those that neither were nor are left out.
    """
    refusals = list(_reported_wrongly(report, done, signed_on, today))
    if report.kind == Kind.ACCEPTANCE:
        refusals += _accepted_wrongly(report, open_)
    if refusals:
        first, *others = refusals
        first.also = tuple(others)
        raise first


def _reported_wrongly(
    report: Report, done: Mapping[Kind, date], signed_on: date | None, today: date
) -> Iterable[DeliveryRefused]:
    if report.done_on is None:
        yield DeliveryRefused(_("This must be filled in."), field="done_on")
    elif report.done_on > today:
        yield DeliveryRefused(_("This day lies in the future."), field="done_on")
    elif signed_on and report.done_on < signed_on:
        yield DeliveryRefused(
            _("Nothing is delivered before the contract is signed (%(day)s).", day=signed_on), field="done_on"
        )
    elif report.kind in IN_ORDER:
        place = IN_ORDER.index(report.kind)
        for nth, kind in enumerate(IN_ORDER):
            if kind not in done or nth == place:
                continue
            if nth < place and done[kind] > report.done_on:
                words = _("%(what)s was on %(day)s only.", what=kind.label, day=done[kind])
                yield DeliveryRefused(words, field="done_on")
            if nth > place and done[kind] < report.done_on:
                words = _("%(what)s was on %(day)s already.", what=kind.label, day=done[kind])
                yield DeliveryRefused(words, field="done_on")


def _accepted_wrongly(report: Report, open_: Collection[Kind]) -> Iterable[DeliveryRefused]:
    if waiting := [kind.label for kind in IN_ORDER[:-1] if kind in open_]:
        yield DeliveryRefused(
            _("Report these first, or say that they are not needed: %(what)s.", what=_(", ").join(waiting))
        )
    if not report.papers:
        yield DeliveryRefused(_("Keep the signed acceptance paper with it."), field="files")
    if report.months is None or not 0 <= report.months <= LONGEST:
        yield DeliveryRefused(
            _(
                "Give the months of the warranty, 0 where there is none, %(most)s at most.",
                most=LONGEST,
            ),
            field="months",
        )


def check_reversal(kind: Kind, done: Collection[Kind], reason: str | None) -> None:
    """Refuse to take back what was not reported, what a later milestone rests on, or without a reason."""
    if kind not in done:
        raise DeliveryRefused(_("This milestone is not reported."))
    if kind in IN_ORDER[:-1] and Kind.ACCEPTANCE in done:
        raise DeliveryRefused(_("It is accepted: take the acceptance back first."))
    if not says(reason or ""):
        raise DeliveryRefused(_("Say why it is taken back."), field="reason")


def check_running(*, ended: bool) -> None:
    """Refuse to plan anew, or to take back, what was delivered of a contract that has ended."""
    if ended:
        raise DeliveryRefused(_("The contract has ended: its delivery is closed."))


def check_open(state: State) -> None:
    """Refuse to report what was reported, or what is not needed."""
    if state == State.DONE:
        raise DeliveryRefused(_("This milestone is reported already."))
    if state == State.LEFT_OUT:
        raise DeliveryRefused(_("This milestone is not needed here: plan it first."))
