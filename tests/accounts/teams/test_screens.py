"""Teams, kept by the administrator."""

import re

import pytest

from salesapp.accounts.models import Team
from salesapp.accounts.teams import queries
from salesapp.db import db

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


@pytest.fixture
def admin(sign_in, cast):
    return sign_in("admin")


def test_teams_are_founded_renamed_and_closed_when_empty(admin, cast):
    admin.post("/settings/teams", data={"name": "西北"})
    team = db.session.scalar(db.select(Team).where(Team.name == "西北"))
    page = admin.get(f"/settings/teams/{team.id}")
    answer = admin.post(f"/settings/teams/{team.id}", data={"name": "西北部", "version": version_of(page)})

    assert answer.status_code == 303
    assert (team.name, team.active) == ("西北部", False)


@pytest.mark.parametrize("name", ["", "华东", "队" * 41])
def test_a_bad_team_is_refused(admin, cast, name):
    assert admin.post("/settings/teams", data={"name": name}).status_code == 422


def test_a_team_with_people_is_not_closed(admin, cast):
    team_id = cast.lin.team_id
    page = admin.get(f"/settings/teams/{team_id}")
    answer = admin.post(f"/settings/teams/{team_id}", data={"name": "华东", "version": version_of(page)})

    assert answer.status_code == 422
    assert "还有人员" in answer.text


def test_teams_stand_in_the_order_of_their_reading_who_is_closed_last(cast):
    for name in ("无锡", "苏州", "常州", "ABC"):
        db.session.add(Team(name=f"{name}排序队"))
    db.session.add(Team(name="阿排序队", active=False))
    db.session.flush()
    found = [line.name.removesuffix("排序队") for line in queries.teams() if line.name.endswith("排序队")]
    assert found == ["ABC", "常州", "苏州", "无锡", "阿"]
