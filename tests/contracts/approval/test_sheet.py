"""F11 prints who approves by amount, and every round."""

from decimal import Decimal

from salesapp.approvals.route.rules import DEFAULT_BANDS, bands_words
from salesapp.contracts import actions
from salesapp.contracts.approval import actions as approving
from salesapp.documents.paper import loaders
from salesapp.policies.actions import change as set_policy
from salesapp.policies.rules import Band
from tests.contracts.factories import NOW, approve, check, decide, make_contract, nodes, submit, terms

MATRIX = (
    "<10 销售主管；10–50 销售主管、财务；50–100 销售主管、财务、法务、总监；≥100 销售主管、财务、法务、总监。"
    "有偏离或例外：另经法务、总监。规则第 1 版"
)


def sheet(contract, user):
    return loaders.load("F11", contract.id, user)


def test_a_matrix_is_written_band_by_band():
    assert bands_words([Band(None, ("finance",))]) == "any amount Finance"
    assert bands_words(DEFAULT_BANDS[:1] + (Band(None, ("director",)),)).startswith("<10 ")
    half = (Band(Decimal("82500.50"), ("supervisor",)), Band(None, ("director",)))
    assert bands_words(half).split()[0] == "<8.25005" and "≥8.25005" in bands_words(half)


def test_the_matrix_of_the_submission_is_printed_whatever_is_in_force_later(cast, app):
    contract = check(make_contract(cast.lin))
    assert sheet(contract, cast.lin).values["matrix"] == MATRIX
    submit(contract)
    set_policy("approval_bands", [{"below": None, "roles": ["finance"]}], by=cast.admin, at=NOW)
    set_policy("approval_nonstandard_director", False, by=cast.admin, at=NOW)
    assert sheet(contract, cast.lin).values["matrix"] == MATRIX
    assert sheet(make_contract(cast.lin), cast.lin).values["matrix"] == (
        "任意金额 财务。有偏离或例外：另经法务。规则第 3 版"
    )


def test_every_round_is_printed(cast):
    contract = submit(make_contract(cast.lin))
    assert [row["department"] for row in sheet(contract, cast.lin).rows["node"]] == [
        "业务部门", "法务", "财务", "技术/交付", "总监/总经理",
    ]  # fmt: skip
    decide(contract, cast.xu)
    decide(contract, cast.zheng, "return", "请改为 3-6-1")
    approving.submit(contract, answer="客户只接受 3-5-2", by=cast.lin, at=NOW)
    actions.revise(contract, terms(amount=Decimal("390000")), nodes(), by=cast.lin, at=NOW)
    approve(contract, cast)
    rows = sheet(contract, cast.lin).rows["node"]
    assert [(row["department"], row.get("approver"), row.get("verdict")) for row in rows] == [
        ("第 1 轮 业务部门", "许*", "agree"),
        ("第 1 轮 财务", "郑*", "return"),
        ("第 2 轮", None, None),
        ("第 3 轮 业务部门", "许*", "agree"),
        ("第 3 轮 法务", None, None),
        ("第 3 轮 财务", "郑*", "agree"),
        ("第 3 轮 技术/交付", None, None),
        ("第 3 轮 总监/总经理", None, None),
    ]
    assert rows[1]["opinion"] == "请改为 3-6-1" and "合同金额" in rows[2]["opinion"]


def test_before_the_submission_only_whom_it_would_ask_has_a_line(cast, app):
    contract = check(make_contract(cast.lin))
    rows = sheet(contract, cast.lin).rows["node"]
    assert [(row["department"], row.get("opinion")) for row in rows] == [
        ("业务部门", None),
        ("法务", "不需会签"),
        ("财务", None),
        ("技术/交付", "不需会签"),
        ("总监/总经理", "不需会签"),
    ]
    set_policy("approval_bands", [{"below": None, "roles": ["director"]}], by=cast.admin, at=NOW)
    assert sheet(contract, cast.lin).rows["node"][-1] == {"department": "总监/总经理"}


def test_where_a_submission_would_be_refused_the_rows_of_the_form_stand(cast, app, db_session):
    contract = check(make_contract(cast.lin))
    cast.zheng.role = "tech"  # nobody fills finance
    db_session.flush()
    assert sheet(contract, cast.lin).rows["node"] == []


def test_who_sent_it_for_the_owner_signs_for_them(cast):
    contract = submit(make_contract(cast.lin), by=cast.xu)
    assert sheet(contract, cast.lin).signatures["rep"].name == "许* 代 林*"
