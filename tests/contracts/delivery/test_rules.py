"""The delivery's rules at their borders (R42, P06)."""

from datetime import date

import pytest

from salesapp.contracts.delivery import rules
from salesapp.contracts.delivery.rules import DeliveryRefused, Kind, Planned, Report, State
from salesapp.contracts.delivery.warranty import rules as warranty
from salesapp.contracts.payments.rules import Event

SIGNED = date(2026, 11, 23)
TODAY = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("12 个月；4 小时响应", 12), ("质保一年", 12), ("两年", 24), ("３６个月", 36), ("质保期十个月", 10), ("24月", 24),
        ("4 小时响应", None), ("", None), (None, None), ("300 个月", None),
    ],
)  # fmt: skip
def test_the_months_of_a_warranty_are_read_from_the_contract(words, months):
    assert warranty.months_of(words) == months


@pytest.mark.parametrize(
    ("accepted", "ends"),
    [(date(2027, 2, 28), date(2028, 2, 28)), (date(2028, 2, 29), date(2029, 2, 28))],
)
def test_a_warranty_of_twelve_months_ends_as_the_cases_say(accepted, ends):
    """P06."""
    assert warranty.ends_on(accepted, 12) == ends


@pytest.mark.parametrize(
    ("planned", "done", "left_out", "state"),
    [
        (None, None, False, State.UNPLANNED), (TODAY, None, False, State.PLANNED),
        (date(2026, 12, 9), None, False, State.LATE), (date(2026, 12, 9), TODAY, False, State.DONE),
        (None, None, True, State.LEFT_OUT),
    ],
)  # fmt: skip
def test_where_a_milestone_stands(planned, done, left_out, state):
    assert rules.state_of(planned, done, left_out, TODAY) == state


def plan(*days, awaited=(), reason=None, before=None, out=()):
    kinds = [Planned(kind, day, kind in out) for kind, day in zip(Kind, days, strict=False)]
    before = before or {kind: Planned(kind) for kind in Kind}
    rules.check_plan(kinds, before, signed_on=SIGNED, awaited=awaited, reason=reason)


def refused(act) -> dict[str | None, str]:
    with pytest.raises(DeliveryRefused) as caught:
        act()
    return {one.field: str(one) for one in (caught.value, *caught.value.also)}


def test_a_plan_in_order_is_taken():
    plan(date(2026, 12, 1), date(2026, 12, 1), date(2026, 11, 30), date(2026, 12, 20))
    plan(SIGNED)


def test_days_before_the_signature_or_out_of_order_are_refused_all_at_once():
    fields = refused(lambda: plan(date(2026, 11, 22), None, None, None))
    assert set(fields) == {"shipment_on"} and "2026-11-23" in fields["shipment_on"]
    fields = refused(lambda: plan(date(2026, 12, 5), date(2026, 12, 4), None, date(2026, 12, 3)))
    assert set(fields) == {"installation_on", "acceptance_on"}


def test_what_a_payment_waits_for_is_not_left_out():
    fields = refused(lambda: plan(None, None, None, None, awaited={Event.ACCEPTED}, out={Kind.ACCEPTANCE}))
    assert set(fields) == {"acceptance_out"}
    plan(None, None, None, None, awaited={Event.ACCEPTED}, out={Kind.SHIPMENT, Kind.TRAINING})


def test_a_planned_day_moves_with_its_reason_only():
    before = {kind: Planned(kind) for kind in Kind} | {Kind.SHIPMENT: Planned(Kind.SHIPMENT, TODAY)}
    later = date(2026, 12, 20)
    assert set(refused(lambda: plan(later, before=before))) == {"reason"}
    assert set(refused(lambda: plan(later, before=before, reason="。"))) == {"reason"}
    plan(later, before=before, reason="客户机房未就绪")
    plan(TODAY, before=before)


def report(kind, on, done=None, open_=(), **more):
    rules.check_report(
        Report(kind=kind, done_on=on, **more), done or {}, open_, signed_on=SIGNED, today=TODAY
    )


@pytest.mark.parametrize("on", [date(2026, 12, 11), date(2026, 11, 22)])
def test_nothing_is_reported_of_tomorrow_or_before_the_signature(on):
    assert set(refused(lambda: report(Kind.SHIPMENT, on))) == {"done_on"}


def test_today_and_the_day_of_signing_are_taken():
    report(Kind.SHIPMENT, TODAY)
    report(Kind.SHIPMENT, SIGNED)


def test_milestones_follow_each_other():
    shipped = {Kind.SHIPMENT: date(2026, 12, 5)}
    assert "2026-12-05" in refused(lambda: report(Kind.INSTALLATION, date(2026, 12, 4), shipped))["done_on"]
    report(Kind.INSTALLATION, date(2026, 12, 5), shipped)
    report(Kind.TRAINING, date(2026, 12, 1), shipped)  # given when it suits
    installed = {Kind.INSTALLATION: date(2026, 12, 1)}
    assert "2026-12-01" in refused(lambda: report(Kind.SHIPMENT, date(2026, 12, 2), installed))["done_on"]


def test_an_acceptance_needs_what_comes_before_its_paper_and_its_warranty():
    fields = refused(
        lambda: report(Kind.ACCEPTANCE, TODAY, open_=[Kind.SHIPMENT, Kind.TRAINING, Kind.ACCEPTANCE])
    )
    assert set(fields) == {None, "files", "months"}
    assert "Shipment" in fields[None] and "Training" not in fields[None]
    report(Kind.ACCEPTANCE, TODAY, open_=[Kind.TRAINING, Kind.ACCEPTANCE], papers=1, months=0)


@pytest.mark.parametrize(
    ("months", "good"), [(0, True), (240, True), (-1, False), (241, False), (None, False)]
)
def test_months_of_warranty_within_belief(months, good):
    act = lambda: report(Kind.ACCEPTANCE, TODAY, papers=1, months=months)  # noqa: E731
    act() if good else refused(act)


@pytest.mark.parametrize(
    ("kind", "done", "reason"),
    [
        (Kind.SHIPMENT, (), "误登"), (Kind.SHIPMENT, (Kind.SHIPMENT, Kind.ACCEPTANCE), "误登"),
        (Kind.SHIPMENT, (Kind.SHIPMENT,), " "),
    ],
)  # fmt: skip
def test_a_report_is_not_taken_back_in_silence_or_from_under_the_acceptance(kind, done, reason):
    with pytest.raises(DeliveryRefused):
        rules.check_reversal(kind, done, reason)


def test_the_acceptance_is_taken_back_first():
    rules.check_reversal(Kind.ACCEPTANCE, (Kind.SHIPMENT, Kind.ACCEPTANCE), "验收单未盖章")
    rules.check_reversal(Kind.TRAINING, (Kind.TRAINING, Kind.ACCEPTANCE), "误登")


@pytest.mark.parametrize("state", [State.DONE, State.LEFT_OUT])
def test_what_is_reported_or_not_needed_is_not_reported(state):
    with pytest.raises(DeliveryRefused):
        rules.check_open(state)
