"""Teams, kept by the administrator."""

import re

import pytest

from salesapp.accounts.models import Team
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
