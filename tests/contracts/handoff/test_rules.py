from datetime import date

import pytest

from salesapp.calendar.data import shipped
from salesapp.calendar.rules import WorkCalendar
from salesapp.contracts.handoff import rules as handoff
from salesapp.contracts.handoff.rules import HandoffRefused, HandoffStatus, NotYourReceipt, without_numbers

CALENDAR = WorkCalendar({row.day: row.working for row in shipped()})
FULL = dict.fromkeys(handoff.REQUIRED, "有")


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        (date(2026, 2, 12), date(2026, 2, 24)),  # over the Spring Festival, with the make-up Saturday
        (date(2026, 4, 30), date(2026, 5, 8)),
        (date(2026, 9, 18), date(2026, 9, 22)),  # the Sunday between is worked
        (date(2026, 12, 15), date(2026, 12, 18)),
        (date(2026, 11, 21), date(2026, 11, 25)),  # signed on a Saturday
    ],
)
def test_the_hand_off_is_due_three_working_days_after_signing(signed, due):
    assert handoff.due_on(signed, CALENDAR, days=3) == handoff.due_on(signed, CALENDAR) == due


def test_the_number_of_days_is_a_setting():
    assert handoff.due_on(date(2026, 11, 23), CALENDAR, days=5) == date(2026, 11, 30)


def test_it_is_overdue_from_the_day_after_until_it_is_done():
    due = date(2026, 12, 18)
    assert not handoff.is_overdue("sent", due, due)
    assert handoff.is_overdue("sent", due, date(2026, 12, 19))
    assert handoff.is_overdue("open", due, date(2026, 12, 19))
    assert handoff.is_overdue("returned", due, date(2026, 12, 19))
    assert not handoff.is_overdue("done", due, date(2027, 1, 1))
    assert not handoff.is_overdue("void", due, date(2027, 1, 1))
    assert handoff.is_overdue(None, due, date(2027, 1, 1)) is False
    assert handoff.is_overdue("open", None, date(2027, 1, 1)) is False


def test_it_falls_due_today_while_somebody_waits_for_it():
    due = date(2026, 12, 18)
    for status in ("open", "sent", "returned"):
        assert handoff.is_due_today(status, due, due)
        assert handoff.is_due_today(status, due, date(2026, 12, 17)) is False
    assert not handoff.is_due_today("done", due, due)
    assert not handoff.is_due_today(None, None, due)


def test_states_departments_and_answers_are_said_in_words():
    assert HandoffStatus("sent").label == "Waiting for receipt"
    assert handoff.Department("service").label == "After-sales team"
    assert handoff.Receipt("accepted").label == "Received"


def test_the_sheet_says_what_must_be_there_and_whose_part_it_is():
    assert handoff.REQUIRED == (
        "business_contact", "technical_contact", "finance_contact", "invoice_kind", "invoice_info", "delivery_content",
        "delivery_on", "delivery_place", "acceptance", "warranty", "response_time", "needs", "promises", "materials",
    )  # fmt: skip
    assert {
        "finance": {"finance_contact", "invoice_kind", "invoice_info", "deposit"},
        "service": {
            "technical_contact", "delivery_content", "delivery_on", "delivery_place", "acceptance", "warranty",
            "response_time",
        },
    } == handoff.PARTS  # fmt: skip


def test_a_sheet_with_an_empty_required_field_is_not_sent():
    handoff.check_complete(FULL)
    for key in handoff.REQUIRED:
        with pytest.raises(HandoffRefused) as refused:
            handoff.check_complete(FULL | {key: ""})
        assert refused.value.field == key
    assert handoff.lacking(FULL | {"needs": None, "materials": []}) == ["needs", "materials"]
    with pytest.raises(HandoffRefused) as refused:
        handoff.check_complete(FULL | {"needs": "", "promises": ""})
    assert [one.field for one in (refused.value, *refused.value.also)] == ["needs", "promises"]


def test_a_sheet_on_its_way_or_done_is_not_sent_again():
    handoff.check_sendable("open")
    handoff.check_sendable("returned")
    for status in ("sent", "done", "void"):
        with pytest.raises(HandoffRefused, match=f"on its way already: {HandoffStatus(status).label}"):
            handoff.check_sendable(status)


def _receive(**changed):
    values = {"role": "finance", "status": "sent", "receipt": "waiting", "answer": "accepted", "opinion": ""}
    handoff.check_receipt(**(values | changed))


def test_finance_and_after_sales_answer_each_for_itself():
    _receive()
    _receive(role="service", answer="returned", opinion="缺技术协议")
    _receive(role="service", status="returned")
    for role in ("rep", "supervisor", "director", "legal", "admin"):
        with pytest.raises(NotYourReceipt):
            _receive(role=role)


def test_a_return_needs_its_reason_and_an_answer_is_one_of_two():
    with pytest.raises(HandoffRefused) as refused:
        _receive(answer="returned", opinion="  ")
    assert refused.value.field == "opinion"
    with pytest.raises(HandoffRefused, match="Say what is missing"):
        _receive(answer="returned", opinion=None)
    with pytest.raises(HandoffRefused) as refused:
        _receive(answer="perhaps")
    assert refused.value.field == "answer"


def test_nothing_is_received_before_it_is_sent_or_twice():
    for status, receipt in (("open", None), ("open", "waiting"), ("sent", None), ("done", "accepted")):
        with pytest.raises(HandoffRefused, match="nothing to receive yet"):
            _receive(status=status, receipt=receipt)
    for answered, said in (("accepted", "Received"), ("returned", "Returned for completion")):
        with pytest.raises(HandoffRefused, match=f"Finance has answered already: {said}"):
            _receive(receipt=answered)


@pytest.mark.parametrize(
    ("finance", "service", "status"),
    [
        ("waiting", "waiting", "sent"),
        ("accepted", "waiting", "sent"),
        ("waiting", "accepted", "sent"),
        ("accepted", "accepted", "done"),
        ("returned", "waiting", "returned"),
        ("accepted", "returned", "returned"),
        ("returned", "returned", "returned"),
    ],
)
def test_only_two_acceptances_make_a_hand_off(finance, service, status):
    assert handoff.status_of({"finance": finance, "service": service}) == HandoffStatus(status)


def test_one_acceptance_alone_is_not_enough_whatever_is_missing():
    assert handoff.status_of({"finance": "accepted"}) == "sent"
    assert handoff.status_of({}) == "sent"


def test_an_acceptance_holds_while_its_own_part_of_the_sheet_is_unchanged():
    both = ["finance", "service"]
    assert handoff.asked_again([], both) == set()
    assert handoff.asked_again(["invoice_info"], both) == {"finance"}
    assert handoff.asked_again(["delivery_place"], both) == {"service"}
    assert handoff.asked_again(["promises"], both) == {"finance", "service"}
    assert handoff.asked_again(["delivery_place"], ["finance"]) == set()
    assert handoff.asked_again(iter(["delivery_place", "invoice_info"]), both) == {"finance", "service"}
    assert handoff.asked_again(["promises"], ["service"]) == {"service"}


def test_who_need_not_call_reads_names_and_no_numbers():
    values = {
        "business_contact": "顾明 采购经理 138 0013 8000",
        "finance_contact": None,
        "delivery_place": "昆山路 138 号",
    }
    hidden = without_numbers(values)
    assert hidden == values | {"business_contact": "顾明 采购经理 138****8000"}
