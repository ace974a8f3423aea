import re

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from salesapp.db import db
from salesapp.policies.models import Setting
from salesapp.policies.queries import declared, in_group, policy
from salesapp.policies.rules import Group, Kind
from salesapp.trail.models import AuditEntry
from salesapp.web import guide
from tests.pages import part


@pytest.fixture
def supervisor(sign_in, cast):
    return sign_in("xu")


@pytest.fixture
def director(sign_in, cast):
    return sign_in("tang")


def filled(client, group):
    """What the form of a group holds when it is opened."""
    page = client.get(f"/settings/rules/{group.value}").text
    data = {"version": re.search(r'name="version"[^>]*value="(\w+)"', page)[1]}
    for one in in_group(group):
        value = policy(one.key)
        if one.kind is Kind.STEPS:
            data[one.key] = ",".join(str(amount) for amount in value)
        elif one.kind is Kind.BANDS:
            for number, band in enumerate(value):
                data[f"{one.key}-{number}-below"] = "" if band.below is None else str(band.below / 10000)
                data[f"{one.key}-{number}-roles"] = list(band.roles)
        elif one.kind is Kind.CITIES:
            data[one.key] = "、".join(value)
        elif one.kind is not Kind.FLAG:
            data[one.key] = str(value)
        elif value:
            data[one.key] = "y"
    return data


def save(client, group, **values):
    return client.post(f"/settings/rules/{group.value}", data=filled(client, group) | values)


@pytest.mark.parametrize("username", ["lin", "zheng", "auditor"])
def test_everybody_reads_the_rules_and_only_some_change_them(sign_in, cast, username):
    client = sign_in(username)

    page = client.get("/settings/rules")
    assert page.status_code == 200
    assert "签订后内部交接时限" in page.text
    assert client.get("/settings/rules/cadence").status_code == 403
    assert client.post("/settings/rules/cadence").status_code == 403


def test_a_changed_rule_is_in_force_at_once_for_everybody_and_in_the_trail(supervisor, sign_in, cast):
    answer = save(supervisor, Group.CONTRACTS, handoff_workdays="5")

    assert answer.status_code == 303
    assert policy("handoff_workdays") == 5
    assert "许*" in sign_in("lin").get("/settings/rules").text
    entry = db.session.scalars(db.select(AuditEntry).where(AuditEntry.object_type == "setting")).all()[-1]
    assert entry.object_label == "handoff_workdays"
    assert entry.actor_name == "许*"


def test_the_history_of_a_rule_says_from_what_to_what_when_and_by_whom(supervisor, director, cast):
    assert "还没有改过" in part(supervisor.get("/settings/rules/grading"), "rules-history").text
    assert save(supervisor, Group.GRADING, grade_s_max_days="28").status_code == 303
    steps = save(director, Group.GRADING, grade_s_max_days="25", grade_amount_steps="5, 20, 60, 100")
    assert steps.status_code == 303
    save(director, Group.CONTRACTS, handoff_workdays="5")

    lines = part(supervisor.get("/settings/rules/grading"), "rules-history")
    told = [" ".join(row.text(separator=" ").split()) for row in lines.node.css("li")]
    assert len(told) == 3
    assert any("S 级上限 28 天 → 25 天 唐*" in row for row in told[:2]), told
    assert any("5 · 20 · 50 · 100 万元 → 5 · 20 · 60 · 100 万元" in row for row in told[:2]), told
    assert "S 级上限 30 天 → 28 天 许*" in told[2]


def test_a_form_saved_unchanged_changes_nothing(director):
    for group in Group:
        if group is not Group.SECURITY:
            assert save(director, group).status_code == 303, group
    assert db.session.scalars(db.select(Setting)).all() == []


@pytest.mark.parametrize(
    ("group", "values", "sentence"),
    [
        (Group.CONTRACTS, {"handoff_workdays": "0"}, "可填 1 至 30"),
        (Group.CONTRACTS, {"handoff_workdays": "three"}, "请填写整数"),
        (Group.CONTRACTS, {"handoff_workdays": "9" * 1000}, "最多 12 个字符"),
        (Group.APPROVALS, {"approval_bands-0-below": "abc"}, "不是金额"),
        (Group.APPROVALS, {"approval_bands-3-below": "500"}, "最后一行不设上限"),
        (Group.APPROVALS, {"approval_bands-0-roles": []}, "至少选择一个审批角色"),
        (Group.APPROVALS, {"approval_bands-0-below": "60"}, "金额须逐个递增"),
        (Group.APPROVALS, {"approval_bands-0-roles": ["admin"]}, None),
        (Group.GRADING, {"grade_weight_budget": "31"}, "各项合计须为 100，现为 101"),
        (Group.GRADING, {"grade_s_max_days": "90"}, "须大于"),
        (Group.GRADING, {"grade_amount_steps": "1,2,3"}, "请填写 4 个金额"),
        (Group.PERFORMANCE, {"weight_sales": "50"}, "各项合计须为 100，现为 90"),
        (Group.PERFORMANCE, {"sales_basis": "guessed"}, None),
        (Group.FIRST_CONTACT, {"thank_you_hours": "10"}, "须大于"),
        (Group.CADENCE, {"followup_s_count": ""}, "请填写整数"),
    ],
)
def test_a_value_that_a_rule_does_not_take_is_refused_in_words(director, group, values, sentence):
    before = {one.key: policy(one.key) for one in in_group(group)}

    answer = save(director, group, **values)

    assert answer.status_code == 422
    assert sentence is None or sentence in answer.text
    assert {one.key: policy(one.key) for one in in_group(group)} == before


def test_the_approval_matrix_gets_another_line(director):
    lines = {
        "approval_bands-0-below": "5",
        "approval_bands-0-roles": ["supervisor"],
        "approval_bands-1-below": "20.5",
        "approval_bands-1-roles": ["supervisor", "finance"],
        "approval_bands-2-below": "",
        "approval_bands-2-roles": ["finance", "director"],
        "approval_bands-3-below": "",
        "approval_bands-3-roles": [],
    }
    answer = save(director, Group.APPROVALS, **lines)

    assert answer.status_code == 303
    bands = policy("approval_bands")
    assert [band.roles for band in bands] == [
        ("supervisor",),
        ("supervisor", "finance"),
        ("finance", "director"),
    ]
    assert [band.below and int(band.below) for band in bands] == [50_000, 205_000, None]


def test_another_line_of_the_matrix_is_asked_for_without_saving_the_rules(director):
    answer = save(director, Group.APPROVALS, approval_workdays="5", add_row="approval_bands")

    assert answer.status_code == 422
    lines = len(policy("approval_bands"))
    assert len(re.findall(r'name="approval_bands-\d+-below"', answer.text)) == lines + 1
    assert policy("approval_workdays") == declared()["approval_workdays"].default


def test_two_people_at_once_see_both_versions_and_lose_none(supervisor, sign_in, cast):
    mine = filled(supervisor, Group.CONTRACTS)
    save(sign_in("tang"), Group.CONTRACTS, handoff_workdays="4")

    answer = supervisor.post("/settings/rules/contracts", data=mine | {"handoff_workdays": "7"})

    assert answer.status_code == 409
    assert policy("handoff_workdays") == 4
    assert 'value="7"' in answer.text
    seen = re.search(r'name="version"[^>]*value="(\w+)"', answer.text)[1]
    again = supervisor.post(
        "/settings/rules/contracts", data=mine | {"handoff_workdays": "7", "version": seen}
    )
    assert again.status_code == 303
    assert policy("handoff_workdays") == 7


def test_security_is_the_administrators(supervisor, sign_in, cast):
    assert supervisor.get("/settings/rules/security").status_code == 403
    admin = sign_in("admin")

    assert save(admin, Group.SECURITY, idle_minutes="10").status_code == 303
    assert policy("idle_minutes") == 10


def test_who_approves_is_never_set_by_those_who_decide_under_it(supervisor, sign_in, cast):
    assert supervisor.get("/settings/rules/approvals").status_code == 403
    assert supervisor.post("/settings/rules/approvals").status_code == 403
    for username in ("tang", "admin"):
        assert sign_in(username).get("/settings/rules/approvals").status_code == 200


def test_a_group_that_is_not_there_is_not_found(supervisor):
    assert supervisor.get("/settings/rules/nonsense").status_code == 404
    assert supervisor.post("/settings/rules/nonsense").status_code == 404


def test_the_page_costs_few_queries(supervisor, count_queries):
    supervisor.get("/settings/rules")
    with count_queries() as counted:
        page = supervisor.get("/settings/rules").text

    assert counted.total <= 7
    shown = HTMLParser(page)
    for one in declared().values():
        source = shown.css_first(f"#rule-{one.key} td:nth-child(4)")
        step = guide.steps().get(one.rule)
        if step:
            assert (source.text().strip(), source.css_first("a").attributes["href"]) == step
        else:
            assert source.text().strip() == (one.rule if one.rule.startswith("F") else "/")
