from datetime import date
from types import SimpleNamespace

import pytest

from salesapp.contracts import rules
from salesapp.contracts.rules import ContractRefused, NotYours, Status
from salesapp.contracts.signing.rules import check_archived

ALLOWED = {
    ("draft", "checking"), ("draft", "approving"), ("draft", "void"),
    ("checking", "approving"), ("checking", "void"),
    ("approving", "checking"), ("approving", "approved"), ("approving", "rejected"), ("approving", "void"),
    ("approved", "checking"), ("approved", "signed"), ("approved", "void"),
    ("rejected", "checking"), ("rejected", "approving"), ("rejected", "void"),
    ("signed", "handed_over"), ("signed", "void"),
}  # fmt: skip
APPROVED_ON, TODAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", [status for status in Status if status != Status.DRAFT])
def test_a_contract_moves_only_along_its_way(before, after):
    if (before, after) in ALLOWED:
        rules.check_move(before, after)
    else:
        with pytest.raises(ContractRefused, match=f": {before.label}.$"):
            rules.check_move(before, after)


def test_a_state_has_its_word_and_its_colour():
    assert [status.label for status in Status] == [
        "Draft", "In check", "In approval", "Approved", "Vetoed", "Signed", "Handed over", "Void",
    ]  # fmt: skip
    assert [status.tone for status in Status] == ["", "warn", "blue", "blue", "no", "warn", "ok", "no"]


def test_what_the_states_have_in_common():
    assert {"draft", "checking", "rejected"} == rules.SUBMITTABLE
    assert {"approving", "approved"} == rules.UNDER_APPROVAL
    assert {"signed", "handed_over"} == rules.SIGNED_OR_LATER


@pytest.mark.parametrize("status", Status)
def test_a_signed_or_void_contract_keeps_its_text(status):
    if status not in ("signed", "handed_over", "void"):
        return rules.check_editable(status)
    with pytest.raises(ContractRefused, match="keeps its text"):
        rules.check_editable(status)
    return None


def test_its_owner_and_the_supervisor_of_the_team_run_a_contract_and_nobody_else():
    def keeps(role, *, owner=False, same_team=False):
        who = SimpleNamespace(id=1 if owner else 2, name="", role=role, team_id=5 if same_team else 6)
        return rules.may_keep(who, owner_id=1, team_id=5)

    assert keeps("rep", owner=True, same_team=True) and keeps("rep", owner=True)
    assert keeps("supervisor", same_team=True)
    assert not keeps("rep", same_team=True)
    assert not keeps("supervisor")
    assert not keeps("director")
    assert not keeps("admin", owner=True, same_team=True)
    finance = SimpleNamespace(id=3, name="", role="finance", team_id=None)
    with pytest.raises(NotYours):
        rules.check_keeper(finance, owner_id=1, team_id=None)


def _sign(**changed):
    values = {
        "signed_on": TODAY,
        "approved_on": APPROVED_ON,
        "today": TODAY,
        "sealed_on": TODAY,
        "open_conditions": False,
    }
    rules.check_signing(**(values | changed))


def test_a_contract_is_signed_on_any_day_from_its_approval_to_today():
    _sign()
    _sign(signed_on=APPROVED_ON, sealed_on=APPROVED_ON)
    _sign(sealed_on=None)
    _sign(signed_on=APPROVED_ON, approved_on=APPROVED_ON, today=APPROVED_ON, sealed_on=APPROVED_ON)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": date(2026, 11, 24)}, "signed_on"),
        ({"signed_on": date(2026, 11, 19)}, "signed_on"),
        ({"sealed_on": date(2026, 11, 19)}, "sealed_on"),
        ({"sealed_on": date(2026, 11, 24)}, "sealed_on"),
        ({"open_conditions": True}, "conditions_met"),
    ],
)
def test_a_signature_before_the_approval_in_the_future_or_on_open_conditions_is_refused(changed, field):
    with pytest.raises(ContractRefused) as refused:
        _sign(**changed)
    assert refused.value.field == field


def test_voiding_needs_a_reason():
    with pytest.raises(ContractRefused) as refused:
        rules.check_void("draft", "  ", role="rep")
    assert refused.value.field == "reason"
    with pytest.raises(ContractRefused, match="Say why"):
        rules.check_void("draft", None, role="rep")
    rules.check_void("draft", "客户取消采购", role="rep")


@pytest.mark.parametrize("status", ["approved", "signed"])
def test_from_the_last_approval_on_only_supervisor_and_director_void(status):
    rules.check_void(status, "客户取消采购", role="supervisor")
    rules.check_void(status, "客户取消采购", role="director")
    with pytest.raises(ContractRefused, match="only the supervisor or the director"):
        rules.check_void(status, "客户取消采购", role="rep")


@pytest.mark.parametrize("status", ["handed_over", "void"])
def test_a_contract_handed_over_is_no_longer_voided(status):
    assert rules.may_void(status, role="director") is False
    with pytest.raises(ContractRefused, match="no longer voided"):
        rules.check_void(status, "客户取消采购", role="director")


def test_before_its_approval_whoever_runs_a_contract_may_void_it():
    for status in ("draft", "checking", "approving", "rejected"):
        assert rules.may_void(status, role="rep")
    assert not rules.may_void("approved", role="rep")


def test_a_term_does_not_end_before_it_begins():
    rules.check_term(date(2026, 12, 15), date(2026, 12, 15))
    rules.check_term(None, date(2026, 12, 15))
    rules.check_term(date(2026, 12, 15), None)
    with pytest.raises(ContractRefused) as refused:
        rules.check_term(date(2026, 12, 15), date(2026, 12, 14))
    assert refused.value.field == "ends_on"


def test_a_text_of_our_own_needs_no_list_of_deviations_and_any_other_does():
    rules.check_deviation(True, None)
    rules.check_deviation(False, "管辖改为客户所在地")
    with pytest.raises(ContractRefused) as refused:
        rules.check_deviation(False, " ")
    assert refused.value.field == "deviation"
    with pytest.raises(ContractRefused):
        rules.check_deviation(False, None)


def test_a_standard_text_contradicts_a_written_deviation():
    with pytest.raises(ContractRefused, match="deviates in nothing") as refused:
        rules.check_deviation(True, "管辖改为客户所在地")
    assert refused.value.field == "deviation"
    rules.check_deviation(True, " ")


@pytest.mark.parametrize("status", Status)
def test_only_what_is_under_approval_is_withdrawn(status):
    if status in ("approving", "approved"):
        rules.check_withdrawal(status)
    else:
        with pytest.raises(ContractRefused, match=f"This one: {status.label}"):
            rules.check_withdrawal(status)


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 21), TODAY])
def test_it_is_filed_from_the_signature_to_today(day):
    check_archived(day, signed_on=date(2026, 11, 20), today=TODAY)
    check_archived(day, signed_on=None, today=TODAY)


def test_what_is_not_signed_is_not_filed():
    assert rules.not_signed_yet() == "Only a signed contract is filed."


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 24), date(9999, 12, 31)])
def test_it_is_filed_neither_before_the_signature_nor_after_today(day):
    with pytest.raises(ContractRefused) as refused:
        check_archived(day, signed_on=date(2026, 11, 20), today=TODAY)
    assert refused.value.field == "archived_on"
