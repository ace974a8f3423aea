"""The values of the printed sheets F06 and F07."""

import re
from datetime import date
from decimal import Decimal

import pytest

from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.documents.paper import loaders
from salesapp.documents.register.models import PrintedSheet
from salesapp.opportunities import actions
from salesapp.opportunities.grading import actions as grading
from salesapp.opportunities.sheets import follow_up_sheet
from tests.customers.factories import make_customer
from tests.opportunities.decisions.factories import decide
from tests.opportunities.factories import NOW, make_opportunity
from tests.pages import part

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def one(cast):
    customer = make_customer(cast.lin, full_name="苏州某某精密制造有限公司", short_name="某某精密")
    return make_opportunity(cast.lin, customer=customer, stage="proposal", collaborators=(cast.he.id,))


def test_the_file_sheet_shows_the_opportunity(cast, one):
    sheet = loaders.load("F06", one.id, cast.lin)
    assert (sheet.number, sheet.subject, sheet.url) == (one.number, "某某精密", f"/opportunities/{one.id}")
    shown = {
        key: sheet.values[key]
        for key in ("customer", "owner", "collaborators", "amount", "stage", "win_rate", "total_score")
    }
    assert shown == {
        "customer": "苏州某某精密制造有限公司", "owner": "林*", "collaborators": ["何*"], "amount": Decimal("386000.00"),
        "stage": "proposal", "win_rate": Decimal(50), "total_score": Decimal("4.1"),
    }  # fmt: skip
    known = dict(registry.form("F06").named_fields())
    assert set(sheet.values) <= set(known)
    for key, value in sheet.values.items():
        if known[key].type == "choice" and value is not None:
            assert value in known[key].codes, key


def test_screen_and_paper_say_one_score(cast, sign_in):
    one = make_opportunity(cast.lin, budget_score=5, amount=Decimal(500_000))
    assert one.total_score == Decimal("4.55")
    assert loaders.load("F06", one.id, cast.lin).values["total_score"] == Decimal("4.6")
    assert "综合分 4.6" in part(sign_in("lin").get(f"/opportunities/{one.id}"), "grade").text


def test_the_supervisor_s_word_is_their_signature(cast, one):
    decide(one, cast.xu, "veto", "客户没有预算")
    signature = loaders.load("F06", one.id, cast.lin).signatures["supervisor"]
    assert (signature.name, signature.at, signature.refused, signature.stamp) == ("许*", NOW, True, "不立项")


def test_nobody_is_asked_any_more_once_the_opportunity_has_ended(cast, one):
    assert loaders.load("F06", one.id, cast.lin).closed == ()
    values = {"status": "lost", "close_reason": "price", "close_note": "x", "recontact_on": date(2027, 1, 1)}
    actions.close(one, values, by=cast.lin, at=NOW)
    db.session.commit()
    assert loaders.load("F06", one.id, cast.lin).closed == ("director",)


def test_sheets_of_what_one_may_not_see_are_not_there(cast, one):
    assert loaders.load("F06", one.id, cast.chen) is None
    assert loaders.load("F07", one.id, cast.chen) is None
    assert follow_up_sheet(one.id, cast.chen, lambda: pytest.fail("never asked")) is None


def test_changes_stand_on_the_row_of_the_follow_up_before_them(cast, one, at):
    one.move_by_hand("negotiation", by=cast.lin, at=at(2026, 11, 25, 16, 0))
    reason = {"amount": Decimal("400000"), "change_reason": "加一条线"}
    actions.change(one, reason, by=cast.lin, at=at(2026, 11, 27, 9, 0))
    db.session.commit()
    rows = [{"followed_on": at(2026, 11, 25, 10, 0)}, {"followed_on": at(2026, 11, 26, 10, 0)}]
    sheet = follow_up_sheet(one.id, cast.lin, lambda: rows)
    first, second = sheet.rows["row"]
    assert first["stage_change"] == "方案报价→商务谈判"
    assert "other_change" not in first and second["other_change"] == "386000.00→400000，加一条线"
    assert set(sheet.values) <= {key for key, _field in registry.form("F07").named_fields()}


def test_the_grades_of_its_life_are_told(cast, one, at):
    values = {"budget_score": 4, "chain_score": 4, "urgency_score": 5, "grade": "A", "grade_reason": "延期"}
    grading.grade(one, values, by=cast.lin, at=at(2026, 11, 25, 16, 0))
    db.session.commit()
    assert follow_up_sheet(one.id, cast.lin, list).values["grade_history"] == "S → A 2026-11-25 延期"


@pytest.mark.slow
@pytest.mark.parametrize("code", ["F06", "F07"])
@pytest.mark.parametrize("masked", ["", "?masked=1"])
def test_both_sheets_print(cast, one, sign_in, code, masked):
    answer = sign_in("lin").get(f"/forms/{code}/{one.id}.pdf{masked}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")


def test_the_day_of_the_file_is_the_team_s(cast, one):
    assert loaders.load("F06", one.id, cast.lin).values["expected_close_on"] == date(2026, 12, 20)


def test_a_chosen_period_has_its_rows_changes_and_count_alone(cast, one, at):
    one.move_by_hand("negotiation", by=cast.lin, at=at(2026, 11, 25, 16, 0))
    db.session.commit()
    rows = [{"followed_on": at(2026, 11, day, 10, 0)} for day in (24, 25, 26)]
    sheet = follow_up_sheet(one.id, cast.lin, lambda: rows, first=date(2026, 11, 25), last=date(2026, 11, 25))
    assert [(row["no"], row["stage_change"]) for row in sheet.rows["row"]] == [(1, "方案报价→商务谈判")]
    assert sheet.values["period"] == "2026-11-25–2026-11-25" and sheet.values["quota"] == "0 / 0"
    assert sheet.asked == {"first": "2026-11-25", "last": "2026-11-25"}


@pytest.mark.slow
def test_a_print_of_a_period_is_compared_with_the_same_period(cast, one, sign_in):
    client = sign_in("lin")
    assert client.get(f"/forms/F07/{one.id}.pdf?first=2026-11-01&last=2026-11-20").status_code == 200
    sheet = db.session.scalar(db.select(PrintedSheet).order_by(PrintedSheet.id.desc()))
    assert sheet.shown["asked"] == {"first": "2026-11-01", "last": "2026-11-20"}
    assert "这份打印件仍然有效" in client.get(f"/p/{sheet.code}-1").text
    page = client.get(f"/opportunities/{one.id}").text
    assert "打印该期间" in page
    assert re.search(r'<label>自 <input type="date" name="first"', page)
    assert re.search(r'<label>至 <input type="date" name="last"', page)


@pytest.mark.parametrize("code", ["F06", "F07"])
def test_every_way_to_print_is_one_press_away(cast, one, sign_in, code):
    page = sign_in("lin").get(f"/opportunities/{one.id}").text
    for asked in ("", "?masked=1", "?archive=1"):
        assert f'href="/forms/{code}/{one.id}.pdf{asked}"' in page
