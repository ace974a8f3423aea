"""The whole way of a contract by requests, and what each role may on it."""

from decimal import Decimal

import pytest

from salesapp.contracts.checklist import rules as checklist
from tests.contracts.factories import (
    _HASH,
    PASSWORD,
    Upload,
    check,
    make_contract,
    make_opportunity,
    send,
    sign,
    step_for,
    submit,
)
from tests.contracts.sent import mark, only_contract, sheet_of, signature, typed
from tests.payments.factories import pay


def test_the_whole_way_from_the_opportunity_to_two_accepted_hand_offs(cast, db_session, sign_in):
    for person in (cast.xu, cast.zheng):
        person.password_hash = _HASH
    opportunity = make_opportunity(cast.lin)
    lin = sign_in("lin")
    page = lin.get(f"/contracts/new?opportunity={opportunity.id}").text
    assert opportunity.customer.full_name in page and "人民币叁拾捌万陆仟元整" in page
    answer = lin.post("/contracts", data=typed(opportunity) | {"texts": (Upload().stream, "合同稿.pdf")})
    contract = only_contract(db_session)
    assert (answer.status_code, answer.location) == (303, f"/contracts/{contract.id}/checklist")
    at = f"/contracts/{contract.id}"
    assert lin.post(f"{at}/submissions").status_code == 422
    for no in sorted(checklist.BEFORE_APPROVAL):
        assert lin.post(f"{at}/checks/{no}", data=mark(no)).status_code == 303, no
    assert lin.post(f"{at}/submissions").status_code == 303
    for username, verdict in (("xu", "agree"), ("zheng", "agree")):
        seat = step_for(contract, {"xu": "supervisor", "zheng": "finance"}[username])
        decision = {"seat_id": seat.id, "verdict": verdict, "comment": "同意", "password": PASSWORD}
        answer = sign_in(username).post(f"/approvals/{seat.approval_id}/decisions", data=decision)
        assert answer.status_code == 303
    assert contract.status == "approved" and contract.approved_sha256 in lin.get(at).text
    for no in sorted(checklist.BEFORE_SIGNING):
        assert lin.post(f"{at}/checks/{no}", data=mark(no)).status_code == 303, no
    answer = lin.post(f"{at}/signatures", data=signature())
    assert (answer.status_code, answer.location) == (303, f"{at}/handoff")
    assert "2026-11-26" in lin.get(f"{at}/handoff").text
    assert lin.post(f"{at}/handoffs", data=sheet_of(contract)).status_code == 303
    seen = (
        contract.handoff.version
    )  # both have the page open: one answer does not make the other's page an old one
    assert (
        sign_in("zheng").post(f"{at}/receipts", data={"answer": "accepted", "version": seen}).status_code
        == 303
    )
    assert contract.status == "signed"
    assert (
        sign_in("gao").post(f"{at}/receipts", data={"answer": "accepted", "version": seen}).status_code == 303
    )
    assert contract.status == "handed_over" and contract.opportunity.status == "won"
    for path in ("", "/checklist", "/approvals", "/handoff"):
        assert "已交接" in lin.get(at + path).text


SEEN = {
    "draft": {"lin", "xu", "tang"},
    "approving": {"lin", "xu", "tang", "zheng", "lu"},
    "signed": {"lin", "xu", "tang", "zheng", "lu", "gao", "he"},
}
EVERYBODY = ("lin", "fang", "chen", "xu", "ma", "tang", "zheng", "gao", "he", "lu", "admin", "auditor")


@pytest.mark.parametrize("state", SEEN)
def test_each_role_sees_a_contract_from_the_step_on_that_needs_it(cast, sign_in, state):
    contract = make_contract(cast.lin)
    if state == "approving":
        submit(contract)
    elif state == "signed":
        sign(contract, cast)
    for name in EVERYBODY:
        client = sign_in(name)
        expected = 200 if name in SEEN[state] else 403 if name in ("admin", "auditor") else 404
        for path in ("", "/checklist", "/approvals", "/handoff"):
            assert client.get(f"/contracts/{contract.id}{path}").status_code == expected, (name, path)
        listed = client.get("/contracts")
        assert ("XS-HT-2026-0001" in listed.text) == (name in SEEN[state]), name


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/submissions",
        "/withdrawals",
        "/signatures",
        "/handoffs",
        "/voidings",
        "/attachments",
    ],
)
def test_what_one_may_see_but_not_do_is_forbidden_and_what_one_may_not_see_is_not_found(cast, sign_in, path):
    contract = sign(make_contract(cast.lin), cast)
    url = f"/contracts/{contract.id}{path}"
    assert sign_in("gao").post(url).status_code == 403
    assert sign_in("fang").post(url).status_code == 404
    assert sign_in("auditor").post(url).status_code == 403


def test_finance_does_not_read_drafts_and_a_stranger_not_the_margin(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    assert "46%" in sign_in("zheng").get(f"/contracts/{contract.id}").text
    assert "46%" not in sign_in("lu").get(f"/contracts/{contract.id}").text


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 5),
        ("/{far}/checklist", 10),
        ("/{far}", 12),
        ("/{far}/approvals", 10),
        ("/{far}/handoff", 10),
        ("/{near}/checklist", 12),
    ],
)
def test_pages_keep_their_queries_however_many_rows_hang_on_them(
    cast, db_session, sign_in, count_queries, path, most
):
    far, near = send(make_contract(cast.lin), cast), check(make_contract(cast.lin))
    for _more in range(2):
        make_contract(cast.lin)
    client = sign_in("xu")
    path = path.format(far=far.id, near=near.id)
    client.get(f"/contracts{path}")
    with count_queries() as counted:
        assert client.get(f"/contracts{path}").status_code == 200
    assert counted.total <= most, "\n".join(counted.statements)


@pytest.mark.parametrize("who", ["lin", "xu", "tang", "zheng", "lu", "gao", "he"])
def test_what_stands_around_a_contract_is_asked_in_one_round_for_everybody(
    cast, db_session, sign_in, count_queries, who
):
    contract = send(make_contract(cast.lin), cast)
    pay(contract, cast.zheng, "1000", (1, "1000"))
    client, url = sign_in(who), f"/contracts/{contract.id}"
    client.get(url)
    with count_queries() as counted:
        assert client.get(url).status_code == 200
    assert counted.total <= 11, "\n".join(counted.statements)
    around = ("attachment", "support_request", "audit_entry", "receipt", "concession", "invoice_request")
    for table in around:
        asked = [statement for statement in counted.statements if f"FROM {table}" in statement]
        assert len(asked) <= 1, table
    assert any(all(f"FROM {table}" in one for table in around[:5]) for one in counted.statements)


@pytest.mark.parametrize(
    ("who", "sees"), [("lin", True), ("xu", True), ("zheng", True), ("lu", False), ("gao", False)]
)
def test_the_margin_stands_in_the_history_of_who_may_see_it(cast, db_session, sign_in, who, sees):
    contract = sign(make_contract(cast.lin), cast)
    contract.gross_margin = Decimal("37.25")
    db_session.commit()
    answer = sign_in(who).get(f"/contracts/{contract.id}?history=all")
    assert answer.status_code == 200 and ("37.25" in answer.text) is sees
