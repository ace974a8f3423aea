"""Whoever tries prices learns no floor: what is shown before a submission does not hang on it, a submission is kept."""

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.quotations.approval import actions as approving
from salesapp.quotations.approval.page import needs, to_decide
from salesapp.quotations.sheets import approval_sheet
from salesapp.trail.models import AuditEntry
from tests.quotations.factories import NOW, line, make_product, make_quotation


@pytest.fixture
def product(cast):
    return make_product(cast.zheng, listed="1000.00", floor="950.00")


def drawn(cast, product, price):
    made = make_quotation(cast.lin, line(price, product=product), off_reason=None)
    db.session.commit()
    return made


def test_above_and_below_the_floor_a_draft_reads_alike(cast, product, sign_in):
    above, below = drawn(cast, product, "955.00"), drawn(cast, product, "945.00")
    shown = [needs(one, cast.lin) for one in (above, below)]
    assert [(one.asked, one.reasons, one.way, one.floors_later) for one in shown] == [
        (False, [], "", True)
    ] * 2
    lin = sign_in("lin")
    for one in (above, below):
        page = lin.get(f"/quotations/{one.id}").get_data(as_text=True)
        assert "低于底价" not in page and "提交时按规则确定" in page and "同意" not in _part(page)
    assert "低于底价" in str(needs(below, cast.zheng).reasons)
    sheets = [approval_sheet(one.id, cast.lin) for one in (above, below)]
    assert sheets[0].closed == sheets[1].closed and not any(one.rows["inside"][0]["said"] for one in sheets)
    assert approval_sheet(below.id, cast.tang).rows["inside"][0]["said"]


def _part(page):
    from tests.pages import part

    return part(page, "needs").text


def test_the_figures_beside_the_rows_say_nothing_of_floors(cast, product, sign_in):
    one = drawn(cast, product, "945.00")
    lin = sign_in("lin")
    form = lin.get(f"/quotations/{one.id}/edit").get_data(as_text=True)
    assert "低于底价" not in form and "需他人同意" not in form


def test_a_submission_below_the_floor_goes_to_finance_without_a_refusal_that_tells(cast, product):
    below = drawn(cast, product, "945.00")
    approval = approving.submit(below, by=cast.lin, at=NOW)
    db.session.commit()
    assert [seat.role for seat in approval.seats] == ["finance"] and below.status == "approving"
    assert not any("底价" in words for words in to_decide(below, cast.lin).reasons)
    assert any("底价" in words for words in to_decide(below, cast.zheng).reasons)
    kept = select(AuditEntry.seq).where(
        AuditEntry.object_type == "quotation", AuditEntry.object_id == below.id
    )
    assert len(db.session.scalars(kept).all()) >= 2, "drawn up, and submitted"


def test_a_supervisors_own_free_line_goes_to_the_director(cast):
    made = make_quotation(cast.xu, line("50000.00", name="定制开发"))
    approval = approving.submit(made, by=cast.xu, at=NOW)
    assert [seat.role for seat in approval.seats] == ["director"]
