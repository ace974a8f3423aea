from decimal import Decimal
from types import SimpleNamespace

import pytest

from salesapp.home.capability import POLICIES as PERFORMANCE
from salesapp.opportunities.grading.capability import POLICIES as GRADING
from salesapp.policies.access import may_change
from salesapp.policies.actions import check, check_group
from salesapp.policies.queries import declared, in_group
from salesapp.policies.rules import Band, Group, Kind, PolicyRefused, band_of, parse
from salesapp.rights.rules import Role

GUIDE = {
    "thank_you_hours": 24,
    "grade_s_max_days": 30,
    "grade_a_max_days": 90,
    "followup_s_count": 2,
    "followup_s_days": 7,
    "followup_a_count": 1,
    "followup_a_days": 7,
    "followup_b_count": 1,
    "followup_b_days": 14,
    "handoff_workdays": 3,
    "tidy_up_workdays": 3,
    "contact_confirm_months": 3,
    "strategic_visit_months": 3,
    "executive_meeting_months": 12,
    "active_call_months": 1,
    "weight_sales": 60,
    "weight_new_customers": 30,
    "weight_collection": 10,
    "coaching_visits": 2,
    "idle_minutes": 30,
    "second_step": "own",
    "session_hours": 12,
    "lock_failures": 5,
    "lock_minutes": 15,
}


def test_the_defaults_are_the_guides():
    assert {key: declared()[key].default for key in GUIDE} == GUIDE


def test_every_default_passes_its_own_check():
    for group in Group:
        check_group(group, {policy.key: typed(policy) for policy in in_group(group)})


def typed(policy):
    """What a person would type for the default."""
    if policy.kind is Kind.STEPS:
        return ", ".join(str(amount) for amount in policy.default)
    if policy.kind is Kind.BANDS:
        return [
            {"below": "" if b.below is None else str(b.below / 10000), "roles": b.roles}
            for b in policy.default
        ]
    return policy.default if policy.kind is not Kind.WHOLE else str(policy.default)


def test_what_is_stored_comes_back_as_the_default():
    for policy in declared().values():
        assert parse(policy, check(policy.key, typed(policy))) == policy.default, policy.key


@pytest.mark.parametrize(
    "raw", ["", None, "three", "2.5", "-1", "1e3", "999999999999", "3天", "'; DROP TABLE", "³"]
)
def test_a_number_is_whole_and_in_digits(raw):
    with pytest.raises(PolicyRefused) as refusal:
        check("handoff_workdays", raw)

    assert refusal.value.field == "handoff_workdays"


@pytest.mark.parametrize(("raw", "value"), [("1", 1), ("30", 30), (" 5 ", 5), ("\uff15", 5)])
def test_a_number_inside_its_bounds_is_taken(raw, value):
    assert check("handoff_workdays", raw) == value


@pytest.mark.parametrize("raw", ["0", "31"])
def test_a_number_outside_its_bounds_is_refused_with_the_bounds(raw):
    with pytest.raises(PolicyRefused, match="1 to 30"):
        check("handoff_workdays", raw)


def group_values(group, **changed):
    return {policy.key: typed(policy) for policy in in_group(group)} | changed


@pytest.mark.parametrize("rule", [*GRADING.totals, *PERFORMANCE.totals])
def test_weights_must_make_100(rule):
    group = declared()[rule.keys[0]].group
    short = str(int(declared()[rule.keys[0]].default) - 1)

    with pytest.raises(PolicyRefused, match="99"):
        check_group(group, group_values(group, **{rule.keys[0]: short}))


def test_grade_s_must_end_before_grade_a():
    with pytest.raises(PolicyRefused) as refusal:
        check_group(Group.GRADING, group_values(Group.GRADING, grade_s_max_days="90"))

    assert refusal.value.field == "grade_a_max_days"


def test_the_mail_turns_amber_before_it_is_late():
    with pytest.raises(PolicyRefused):
        check_group(Group.FIRST_CONTACT, group_values(Group.FIRST_CONTACT, thank_you_amber_hours="24"))


@pytest.mark.parametrize("raw", ["", "maybe", None, 3])
def test_a_choice_takes_only_what_is_offered(raw):
    with pytest.raises(PolicyRefused):
        check("followup_holiday_rule", raw)


def test_a_flag_is_yes_or_no():
    assert check("thank_you_next_workday", True) is True
    with pytest.raises(PolicyRefused):
        check("thank_you_next_workday", "perhaps")


@pytest.mark.parametrize("raw", ["", "5,20,50", "5,20,50,100,200", "5,20,20,100", "100,50,20,5", "a,b,c,d",
                                 "0,1,2,3", "1,2,3,NaN", "1,2,3,1e99", "1,2,3,1.5e2", "1,2,3,0.00001"])  # fmt: skip
def test_the_amount_steps_rise(raw):
    with pytest.raises(PolicyRefused):
        check("grade_amount_steps", raw)


def test_the_amount_steps_may_be_parted_by_chinese_commas():
    assert check("grade_amount_steps", "5，20万、50,1.5百万元") == ["5", "20", "50", "150"]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        None,
        [{"below": "10", "roles": ["supervisor"]}],
        [{"below": "10", "roles": []}, {"below": "", "roles": ["director"]}],
        [{"below": "10", "roles": ["admin"]}, {"below": "", "roles": ["director"]}],
        [{"below": "", "roles": ["supervisor"]}, {"below": "", "roles": ["director"]}],
        [{"below": "50", "roles": ["supervisor"]}, {"below": "10", "roles": ["finance"]},
         {"below": "", "roles": ["director"]}],
        [{"below": "ten", "roles": ["supervisor"]}, {"below": "", "roles": ["director"]}],
    ],
)  # fmt: skip
def test_approval_bands_rise_are_open_upwards_and_always_name_somebody(rows):
    with pytest.raises(PolicyRefused) as refusal:
        check("approval_bands", rows)

    assert refusal.value.field == "approval_bands"


@pytest.mark.parametrize(
    ("amount", "roles"),
    [
        ("99999.99", ("supervisor",)),
        ("100000", ("supervisor", "finance")),
        ("499999.99", ("supervisor", "finance")),
        ("500000", ("supervisor", "finance", "legal", "director")),
        ("1000000", ("supervisor", "finance", "legal", "director")),
    ],
)
def test_the_band_of_an_amount_begins_at_its_border(amount, roles):
    assert band_of(declared()["approval_bands"].default, Decimal(amount)).roles == roles


def test_one_open_band_is_enough():
    stored = check("approval_bands", [{"below": "", "roles": ["director"]}])

    assert parse(declared()["approval_bands"], stored) == (Band(None, ("director",)),)


def test_security_belongs_to_the_administrator_and_business_rules_to_supervisors_too():
    cast = {role: SimpleNamespace(role=role) for role in Role}
    assert {role for role in cast if may_change(Group.SECURITY, cast[role])} == {"admin"}
    assert may_change(Group.CADENCE, cast["supervisor"])
    for group in (Group.APPROVALS, Group.QUOTATIONS, Group.PAYMENTS):  # who decides, and from which amount on
        assert {role for role in cast if may_change(group, cast[role])} == {"director", "admin"}
    assert not any(may_change(group, cast["rep"]) for group in Group)


def test_an_unknown_rule_is_refused():
    with pytest.raises(PolicyRefused):
        check("no_such_rule", "1")


def test_every_policy_names_its_rule_and_explains_itself():
    for policy in declared().values():
        assert policy.rule and str(policy.label) and str(policy.help), policy.key
    assert len(declared()) == len(declared().values())
