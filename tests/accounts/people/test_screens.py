"""Accounts, kept by the administrator."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.accounts import queries
from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.people.actions import close_user
from salesapp.accounts.sessions.models import SignInDelay
from salesapp.web import clock
from tests.conftest import MONDAY

NEW = {
    "name": "沈*",
    "username": "shen",
    "role": "finance",
    "team_id": "",
    "email": "shen@example.cn",
    "phone": "",
    "password": "Kfm7-Xqr7-Tpw4",
}


def version_of(page):
    return re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1]


def edit(admin, user, **values):
    page = admin.get(f"/settings/users/{user.id}")
    data = {
        "name": user.name,
        "role": user.role,
        "team_id": user.team_id or "",
        "email": "",
        "phone": "",
        "version": version_of(page),
    }
    return admin.post(f"/settings/users/{user.id}", data=data | values)


@pytest.fixture
def admin(sign_in, cast):
    return sign_in("admin")


def test_an_administrator_opens_an_account_that_must_change_its_first_password(admin, db_session):
    answer = admin.post("/settings/users", data=NEW)

    shen = queries.by_username("shen")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/settings/users/{shen.id}")
    assert (shen.name, shen.role, shen.team_id, shen.must_change_password) == ("沈*", "finance", None, True)
    assert passwords.matches(shen.password_hash, NEW["password"])


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"username": "lin"}, "该登录名已被使用"),
        ({"username": "LIN"}, "该登录名已被使用"),
        ({"username": "沈"}, "以字母开头"),
        ({"username": "x" * 300}, "最多 200 个字符"),
        ({"name": ""}, "请填写此项"),
        ({"name": "沈" * 51}, "最多 50 个字符"),
        ({"role": "rep"}, "须属于一个团队"),
        ({"role": "king"}, None),
        ({"team_id": "99999"}, None),
        ({"team_id": "abc"}, None),
        ({"email": "shen"}, "邮箱格式不正确"),
        ({"password": "short"}, "至少 10 个字符"),
        ({"password": "Shen-Shen-2026"}, "请勿包含"),
    ],
)
def test_a_bad_account_is_refused_beside_its_field_and_keeps_what_was_typed(admin, values, sentence):
    answer = admin.post("/settings/users", data=NEW | values)

    assert answer.status_code == 422
    assert sentence is None or sentence in answer.text
    assert queries.by_username("shen") is None
    if "email" not in values:
        assert "shen@example.cn" in answer.text


def test_the_same_form_sent_twice_opens_one_account(admin):
    data = NEW | {"token": "once-only"}
    first, second = admin.post("/settings/users", data=data), admin.post("/settings/users", data=data)

    assert first.headers["Location"] == second.headers["Location"]


def test_a_person_changes_role_and_team(admin, cast):
    answer = edit(admin, cast.he, role="rep", team_id=str(cast.chen.team_id))

    assert answer.status_code == 303
    assert (cast.he.role, cast.he.team_id) == ("rep", cast.chen.team_id)


def test_what_somebody_else_saved_meanwhile_is_shown_beside_ones_own(admin, cast):
    stale = version_of(admin.get(f"/settings/users/{cast.lin.id}"))
    edit(admin, cast.lin, name="林林*")

    answer = edit(admin, cast.lin, name="另*", version=stale)

    assert answer.status_code == 409
    assert "林林*" in answer.text
    assert "另*" in answer.text
    assert cast.lin.name == "林林*"


def test_a_sign_in_does_not_make_the_form_stale(admin, cast, app, db_session):
    cast.lin.password_hash = passwords.hash_password("demo-Sales-2026")
    db_session.commit()
    seen = version_of(admin.get(f"/settings/users/{cast.lin.id}"))
    app.test_client().post("/login", data={"username": "lin", "password": "wrong"})
    app.test_client().post("/login", data={"username": "lin", "password": "demo-Sales-2026"})

    assert edit(admin, cast.lin, name="林林*", version=seen).status_code == 303


def test_nobody_changes_their_own_role_and_the_last_administrator_stays(admin, cast, db_session):
    assert "不能修改自己的角色" in edit(admin, cast.admin, role="director").text or (
        "最后一位管理员" in edit(admin, cast.admin, role="director").text
    )
    assert cast.admin.role == "admin"
    cast.he.role, cast.he.team_id = "admin", None
    db_session.commit()

    assert edit(admin, cast.admin, role="director").status_code == 422
    assert edit(admin, cast.he, role="tech").status_code == 303


def test_an_account_is_closed_and_opened_again(admin, cast, sign_in):
    lin = sign_in("lin")
    admin.post(f"/settings/users/{cast.lin.id}/closures")

    assert not cast.lin.active
    assert lin.get("/account").status_code == 303
    assert f'id="person-{cast.lin.id}"' not in admin.get("/settings/users").text
    assert f'id="person-{cast.lin.id}"' in admin.get("/settings/users?closed=1").text

    admin.post(f"/settings/users/{cast.lin.id}/openings")
    assert cast.lin.active


def test_nobody_closes_their_own_account(admin, cast):
    answer = admin.post(f"/settings/users/{cast.admin.id}/closures")

    assert answer.status_code == 422
    assert "不能停用自己" in answer.text
    assert cast.admin.active


def test_the_last_administrator_is_not_closed(cast):
    from salesapp.accounts.rules import AccountRefused

    with pytest.raises(AccountRefused):
        close_user(cast.admin, by=cast.tang, at=MONDAY)


def test_a_drawn_password_is_shown_once_lifts_the_lock_and_ends_sessions(
    admin, cast, sign_in, db_session, visitor
):
    lin, url = sign_in("lin"), f"/settings/users/{cast.lin.id}/password"
    until = MONDAY.replace(year=2027)
    db_session.add(SignInDelay(mark="m", user_id=cast.lin.id, failures=5, until=until, at=MONDAY))
    db_session.commit()

    assert 'name="password"' not in admin.get(url).text
    answer = admin.post(url, data={"password": "Taken-Over-2026", "token": "once"})

    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    drawn = re.search(r"(?:[A-Z][a-z]{2}[2-9]-?){4}", answer.text)[0]
    assert "Taken-Over-2026" not in answer.text
    assert cast.lin.must_change_password and not db_session.scalars(select(SignInDelay)).all()
    assert cast.lin.first_password_until == MONDAY + timedelta(hours=24)
    assert lin.get("/account").status_code == 303
    again = admin.post(url, data={"password": "Taken-Over-2026", "token": "once"})
    assert again.status_code == 303 and drawn not in admin.get(again.location).text

    assert enters(visitor, "Taken-Over-2026").status_code == 422
    assert enters(visitor, drawn).status_code == 303


def enters(visitor, password):
    return visitor.post("/login", data={"username": "lin", "password": password})


def test_a_drawn_password_ends_and_ones_own_does_not(admin, cast, db_session, visitor):
    answer = admin.post(f"/settings/users/{cast.lin.id}/password")
    drawn = re.search(r"(?:[A-Z][a-z]{2}[2-9]-?){4}", answer.text)[0]
    with clock.frozen(MONDAY + timedelta(hours=24)):
        refused = enters(visitor, drawn)
        assert refused.status_code == 422 and "一次性密码已过期" in refused.text
    with clock.frozen(MONDAY + timedelta(hours=24) - timedelta(seconds=1)):
        assert enters(visitor, drawn).status_code == 303
        sent = {"old": drawn, "new": "Eigen-Wort-2026", "again_new": "Eigen-Wort-2026"}
        assert visitor.post("/account/password", data=sent).status_code == 303
    assert cast.lin.first_password_until is None


@pytest.mark.parametrize("path", ["", "/password"])
def test_an_account_that_is_not_there_is_not_found(admin, path):
    assert admin.get(f"/settings/users/999999{path}").status_code == 404
    assert admin.post(f"/settings/users/999999{path}").status_code == 404


@pytest.mark.parametrize("username", ["lin", "xu", "tang", "zheng", "auditor"])
def test_only_administrators_see_accounts(sign_in, cast, username):
    client = sign_in(username)

    assert client.get("/settings/users").status_code == 403
    assert client.post("/settings/users", data=NEW).status_code == 403
    assert client.get("/settings/teams").status_code == 403


def test_the_list_is_filtered_and_paged(admin, cast, db_session, count_queries):
    db_session.add_all(
        User(
            username=f"p{n:03}",
            name=f"人{n}",
            role="tech",
            password_hash="!",
            session_stamp="s",
            created_at=MONDAY,
        )
        for n in range(60)
    )
    db_session.commit()

    assert "林*" in admin.get("/settings/users?role=rep").text
    assert "唐*" not in admin.get("/settings/users?role=rep").text
    assert "陈*" not in admin.get(f"/settings/users?team={cast.lin.team_id}").text
    assert "没有找到人员" in admin.get("/settings/users?q=%25").text
    with count_queries() as counted:
        first = admin.get("/settings/users")
    assert counted.total <= 6
    following = re.search(r'rel="next" href="([^"]+)"', first.text)[1].replace("&amp;", "&")
    assert "p059" in admin.get(following).text
    assert "p059" not in first.text
