"""The call cards on paper (F03)."""

from salesapp.activities.calls.sheets import call_cards
from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.web import clock
from tests.conftest import MONDAY
from tests.pages import part


def test_the_cards_of_ones_own_day_and_of_nobody_else(app, first, agreed, cast):
    with app.test_request_context(), clock.frozen(MONDAY):
        sheet = call_cards(cast.lin.id, cast.lin)
        assert call_cards(cast.lin.id, cast.xu) is None

    assert [card["customer"] for card in sheet.rows["card"]] == [
        "苏州某甲机械有限公司",
        "苏州某乙机械有限公司",
    ]
    card = sheet.rows["card"][0]
    assert "缩短 15%" in card["opening"] and card["value"].startswith("缩短 15%")
    assert card["questions"].startswith("1. ")
    known = {key for key, _field in registry.form("F03").named_fields()}
    assert {f"card.{name}" for name in card} <= known and set(sheet.values) <= known


def test_who_has_no_number_but_an_address_is_approached_by_mail(app, first, cast, sign_in):
    for contact in first.contacts:
        contact.mobile = contact.landline = None
        contact.email = "zhou@danqiao.cn"
    db.session.commit()
    with app.test_request_context(), clock.frozen(MONDAY):
        (card,) = call_cards(cast.lin.id, cast.lin).rows["card"]
    assert (card["way"], card["phone"]) == ("mail", "zhou@danqiao.cn")
    with clock.frozen(MONDAY):
        page = sign_in("lin").get("/calls")
    callee, form = part(page, "callee"), part(page, "call-form")
    assert any(url.startswith("mailto:zhou@danqiao.cn?subject=") for url in callee.links.values())
    assert "已发送" in form.text and "未接" not in form.text
