"""Whoever closes an account or changes it reads which role is vacant then, and so does whoever keeps the accounts (W02)."""

import pytest

from salesapp.approvals.vacancies.page import vacant
from salesapp.contracts.approval.actions import asks
from salesapp.policies.actions import change as set_policy
from salesapp.rights.rules import Role
from salesapp.web import clock

LEGAL = "“法务”无人担任"


def text(client, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def person(user, **changes) -> dict:
    return {
        "name": user.name,
        "role": user.role,
        "team_id": user.team_id or "",
        "version": user.version,
    } | changes


def test_closing_the_only_legal_says_so_before_after_and_among_the_accounts(cast, db_session, sign_in):
    admin, url = sign_in("admin"), f"/settings/users/{cast.lu.id}"
    assert "无人担任" not in text(admin, "/settings/users")
    for page in (url, f"{url}/closures/new"):
        asked = text(admin, page)
        assert f"{cast.lu.name} 离开该角色或团队后：{LEGAL}" in asked and "请管理员指定人员" in asked
    answer = admin.post(f"{url}/closures")
    assert answer.status_code == 303
    assert LEGAL in text(admin, answer.location)
    listed = text(admin, "/settings/users")
    assert LEGAL in listed and "无法继续" in listed
    assert LEGAL not in text(admin, f"{url}")
    admin.post(f"{url}/openings")
    assert "无人担任" not in text(admin, "/settings/users")


def test_the_only_supervisor_of_a_team_leaves_it_to_the_director(cast, db_session, sign_in):
    admin, url = sign_in("admin"), f"/settings/users/{cast.xu.id}"
    team = cast.xu.team.name
    assert f"{team} 没有主管：指定之前由总监审批" in text(admin, f"{url}/closures/new")
    answer = admin.post(url, data=person(cast.xu, team_id=cast.ma.team_id, successor=cast.tang.id))
    assert answer.status_code == 303
    said = text(admin, answer.location)
    assert said.count(f"{team} 没有主管") == 2  # said once, and standing above the accounts


def test_another_role_says_it_too_and_a_new_name_does_not(cast, db_session, sign_in):
    admin, url = sign_in("admin"), f"/settings/users/{cast.zheng.id}"
    answer = admin.post(url, data=person(cast.zheng, name="郑某"))
    assert answer.status_code == 303 and "无人担任" not in text(admin, answer.location)
    db_session.refresh(cast.zheng)
    answer = admin.post(url, data=person(cast.zheng, role="tech"))
    assert answer.status_code == 303
    assert "“财务”无人担任" in text(admin, answer.location)


@pytest.mark.parametrize("who", ["lu", "xu", "zheng"])
def test_where_a_colleague_stays_nothing_is_vacant(cast, db_session, sign_in, who):
    leaves = getattr(cast, who)
    cast.he.role, cast.he.team_id = leaves.role, leaves.team_id
    db_session.commit()
    closing = text(sign_in("admin"), f"/settings/users/{leaves.id}/closures/new")
    assert "无人担任" not in closing and "没有主管" not in closing


def test_what_the_settings_of_contracts_do_not_ask_is_missed_only_where_money_is_given_up(cast, db_session):
    cast.zheng.active = False
    db_session.flush()
    assert "财务" in vacant()
    set_policy("approval_bands", [{"below": None, "roles": ["supervisor"]}], by=cast.admin, at=clock.now())
    assert asks() == {Role.SUPERVISOR, Role.LEGAL, Role.DIRECTOR}
    assert "财务" in vacant()  # write-offs and refunds
    assert "法务" not in vacant()
