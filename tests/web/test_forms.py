"""What every form of the house does: once, on the version that was seen, and nothing typed is lost."""

from __future__ import annotations

import pytest
from flask import Blueprint, url_for
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import func, insert, select
from wtforms import FieldList, FormField, StringField
from wtforms.validators import DataRequired, Length

from salesapp.accounts.models import Team
from salesapp.db import db
from salesapp.refusals import Refusal
from salesapp.rights import access
from salesapp.rights.rules import EVERYBODY
from salesapp.web import clock, htmx
from salesapp.web.forms import Form, Rows
from salesapp.web.once import Submission
from tests.conftest import _application, _database
from tests.pages import part

PAGE = """{% from "layout/_form.html" import form_start, form_end, error_summary %}{% from "layout/_fields.html" import field %}
{{ form_start(form, "/probe/teams", id="team-form") }}{{ error_summary(form) }}{{ field(form.name) }}
{% for row in form.members %}{{ field(row.form.name) }}{% endfor %}{{ form_end() }}"""
bp = Blueprint("probe", __name__, url_prefix="/probe/teams")


class MemberForm(Rows):
    name = StringField("Member", [Length(max=10)])


#: Names of which somebody is quicker to take what can be taken once: the first try meets their row.
QUICKER: list[str] = []


class TeamForm(Form):
    name = StringField("Name", [DataRequired(), Length(max=40)])
    members = FieldList(FormField(MemberForm), min_entries=1, max_entries=3)


def open_team(values) -> Team:
    if values["name"] == "taken":
        raise Refusal("There is such a team.", field="name")
    if values["name"] == "member":
        raise Refusal("Not this one.", field="members-0-name")
    if values["name"] == "half":
        db.session.add(Team(name="half a team"))
        db.session.flush()
        raise Refusal("No.")
    if values["name"] in QUICKER:
        QUICKER.remove(values["name"])
        db.session.execute(insert(Submission), [{"token": "same", "at": clock.now()}] * 2)
    team = Team(name=values["name"])
    db.session.add(team)
    db.session.flush()
    return team


@bp.post("")
def create():
    form = TeamForm()
    team = form.carry_out(lambda: open_team(form.values()))
    if team is None:
        return form.again("probe.html")
    form.settle(url_for(".show", team_id=team.id))
    db.session.commit()
    return htmx.go(url_for(".show", team_id=team.id))


@bp.get("/<int:team_id>")
def show(team_id):
    return str(team_id)


@bp.post("/<int:team_id>")
def update(team_id):
    team, form = db.session.get(Team, team_id), TeamForm()
    form.expect_version(team)
    if form.carry_out(lambda: setattr(team, "name", form.name.data)) is None:
        return form.again("probe.html")
    db.session.commit()
    return htmx.go(url_for(".show", team_id=team.id))


@pytest.fixture(scope="module")
def app(cast_database, tmp_path_factory):
    """An application with a form to try, over a database of its own."""
    for url in _database("forms", tmp_path_factory, copy_of=cast_database):
        app = _application(url, tmp_path_factory.mktemp("forms"))
        app.jinja_loader = ChoiceLoader([DictLoader({"probe.html": PAGE}), app.jinja_loader])
        app.register_blueprint(bp)
        added = dict.fromkeys(("probe.create", "probe.show", "probe.update"), EVERYBODY)
        access.table().update(added)
        yield app
        for name in added:
            access.table().pop(name)
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def client(sign_in):
    return sign_in("lin")


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Team))


def test_where_somebody_is_quicker_to_take_a_number_it_is_tried_once_more(client):
    before = count()
    QUICKER.append("quicker")
    answer = client.post("/probe/teams", data={"name": "quicker", "token": "q1"})
    assert answer.status_code == 303 and count() == before + 1
    QUICKER.extend(["always", "always"])
    answer = client.post("/probe/teams", data={"name": "always", "token": "q2"})
    assert answer.status_code == 409 and "同时修改了" in answer.get_data(as_text=True)
    assert count() == before + 1 and not QUICKER


def test_the_same_form_sent_twice_is_carried_out_once_and_leads_to_the_same_place(client):
    before = count()
    first = client.post("/probe/teams", data={"name": "西北", "token": "t1"})
    second = client.post("/probe/teams", data={"name": "西北", "token": "t1"})
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert count() == before + 1


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(client):
    answer = client.post("/probe/teams", data={"name": "taken", "token": "t2"})
    assert answer.status_code == 422
    assert part(answer, "name-error").text == "There is such a team."
    name = part(answer, "name").node.attributes
    assert (name["value"], name["aria-invalid"]) == ("taken", "true")


def test_a_refused_form_can_be_mended_and_sent_again_with_its_token(client):
    client.post("/probe/teams", data={"name": "taken", "token": "t3"})
    assert client.post("/probe/teams", data={"name": "西南", "token": "t3"}).status_code == 303


def test_a_refusal_inside_a_row_finds_its_field(client):
    answer = client.post("/probe/teams", data={"name": "member", "members-0-name": "x", "token": "t4"})
    assert answer.status_code == 422
    assert "Not this one." in part(answer, "error-summary").text


@pytest.mark.parametrize(("rows", "after"), [(1, 2), (2, 3), (3, 3)])
def test_one_more_row_saves_nothing_complains_of_nothing_and_keeps_what_was_typed(client, rows, after):
    before = count()
    typed = {f"members-{n}-name": f"member {n}" for n in range(rows)}
    answer = client.post("/probe/teams", data={"name": "", "token": "t12", "add_row": "members"} | typed)
    form = part(answer, "team-form")
    assert (answer.status_code, "error-summary" in answer.text, count()) == (422, False, before)
    assert [form.values(name) for name in typed] == [[words] for words in typed.values()]
    assert [len(form.values(f"members-{n}-name")) for n in range(4)] == [1] * after + [0] * (4 - after)


@pytest.mark.parametrize("name", ["", "nobody", "name", "csrf_token"])
def test_one_more_row_of_what_has_no_rows_changes_nothing(client, name):
    before = count()
    answer = client.post("/probe/teams", data={"name": "一组", "token": "t13", "add_row": name})
    assert (answer.status_code, count()) == (422, before)


def test_nothing_is_half_written(client):
    before = count()
    assert client.post("/probe/teams", data={"name": "half", "token": "t5"}).status_code == 422
    assert count() == before


def test_a_stale_edit_shows_both_versions_and_loses_neither(client):
    team = db.session.scalar(select(Team).where(Team.name == "华东"))
    seen = team.version
    team.name = "华东一组"
    db.session.commit()
    answer = client.post(f"/probe/teams/{team.id}", data={"name": "华东二组", "version": seen, "token": "t6"})
    assert answer.status_code == 409
    form = part(answer, "team-form")
    assert "华东一组" in form.text
    assert form.values("name") == ["华东二组"]
    assert form.values("version") == [str(team.version)]
    again = client.post(
        f"/probe/teams/{team.id}", data={"name": "华东二组", "version": team.version, "token": "t7"}
    )
    assert again.status_code == 303
    assert db.session.get(Team, team.id).name == "华东二组"


def test_an_edit_without_its_version_is_taken_as_stale(client):
    team = db.session.scalar(select(Team))
    assert client.post(f"/probe/teams/{team.id}", data={"name": "x", "token": "t8"}).status_code == 409


@pytest.mark.parametrize("name", ["x" * 41, "x" * 1_000_000, "", "   "])
def test_text_that_does_not_fit_is_refused_in_words(client, name):
    answer = client.post("/probe/teams", data={"name": name, "token": "t9"})
    assert answer.status_code == 422
    assert part(answer, "error-summary").links["Name"] == "#name"


@pytest.mark.parametrize(
    "name", ["𬭎𬭎", "a'; DROP TABLE team; --", "<script>alert(1)</script>", "😀", "a\x00b"]
)
def test_any_text_that_fits_is_stored_as_it_is_but_for_what_no_database_holds(client, name):
    answer = client.post("/probe/teams", data={"name": name, "token": f"t-{name[:4]}"})
    assert answer.status_code == 303
    assert db.session.scalar(select(Team.name).order_by(Team.id.desc()).limit(1)) == name.replace("\x00", "")


def test_a_form_without_its_csrf_token_changes_nothing(client):
    client.csrf = False
    before = count()
    assert client.post("/probe/teams", data={"name": "x", "token": "t10"}).status_code == 400
    assert count() == before


def test_a_form_without_a_single_use_token_is_still_carried_out(client):
    assert client.post("/probe/teams", data={"name": "无令牌"}).status_code == 303


def test_an_absurd_token_is_cut_and_not_a_fault(client):
    assert client.post("/probe/teams", data={"name": "长令牌", "token": "x" * 5000}).status_code == 303


def test_htmx_is_sent_to_the_next_page_by_header(client):
    answer = client.post(
        "/probe/teams", data={"name": "某组", "token": "t11"}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer.headers["HX-Redirect"][:13]) == (200, "/probe/teams/")
