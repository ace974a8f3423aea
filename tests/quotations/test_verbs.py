"""What is done to quotations: drawn up, agreed to, sent, in versions, lapsed, given to others."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from salesapp.approvals.rules import Outcome
from salesapp.db import db
from salesapp.opportunities import actions as opportunities
from salesapp.quotations import actions, queries
from salesapp.quotations.approval import actions as approving
from salesapp.quotations.approval.queries import latest
from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.products import actions as products
from salesapp.quotations.rules import Status
from salesapp.refusals import NotAllowed, Refusal
from salesapp.trail.models import AuditEntry
from tests.quotations.factories import NOW, TODAY, decide, head, line, make_product, make_quotation

LATER = timedelta(days=1)


def submit(quotation, by):
    approving.submit(quotation, by=by, at=NOW)
    db.session.flush()


@pytest.fixture
def product(cast):
    """A product listed at 1,000 with a floor of 700."""
    made = make_product(cast.zheng)
    db.session.flush()
    return made


def test_a_quotation_has_its_number_its_last_day_and_the_prices_of_its_day(cast, product):
    made = make_quotation(cast.lin, line("950.00", product=product))
    assert made.label == "BJ202611-001-V1"
    assert made.valid_until == date(2026, 12, 8)
    assert (made.lines[0].list_price, made.lines[0].floor_price) == (Decimal(1000), Decimal(700))
    assert (made.gross, made.tax, made.net) == (Decimal("950.00"), Decimal("109.29"), Decimal("840.71"))
    products.price(
        product, {"list_price": Decimal(1200), "starts_on": TODAY, "reason": "涨价"}, by=cast.zheng, at=NOW
    )
    actions.revise(made, head(), [line("950.00", product=product)], by=cast.lin, at=NOW)
    assert made.lines[0].list_price == 1000
    actions.revise(made, head(), [line("950.00", product=product)], fresh=True, by=cast.lin, at=NOW)
    assert made.lines[0].list_price == 1200
    assert make_quotation(cast.lin).label == "BJ202611-002-V1"


def test_within_the_owners_authority_it_is_agreed_to_at_once(cast, product):
    made = make_quotation(cast.lin, line("900.00", product=product))
    submit(made, cast.lin)
    assert made.status == Status.APPROVED
    assert made.approved_sha256 == approving.fingerprint(made, made.approved_salt)
    assert latest(made) is None


def test_one_fen_below_the_border_asks_the_supervisor(cast, product):
    made = make_quotation(cast.lin, line("899.99", product=product))
    submit(made, cast.lin)
    assert made.status == Status.APPROVING
    assert [seat.role for seat in latest(made).seats] == ["supervisor"]
    decide(made, cast.xu)
    assert made.status == Status.APPROVED
    assert made.approved_sha256 == latest(made).sha256


def test_below_the_floor_finance_signs_too(cast, product):
    made = make_quotation(cast.lin, line("699.99", product=product))
    submit(made, cast.lin)
    assert [(seat.seq, seat.role) for seat in latest(made).seats] == [(1, "finance"), (2, "director")]
    decide(made, cast.zheng)
    assert made.status == Status.APPROVING
    decide(made, cast.tang)
    assert made.status == Status.APPROVED


def test_a_discount_on_the_whole_counts_into_every_line(cast, product):
    made = make_quotation(cast.lin, line("1000.00", product=product), discount=Decimal("100.01"))
    submit(made, cast.lin)
    assert made.status == Status.APPROVING
    assert made.gross == Decimal("899.99")


def test_what_is_typed_freely_under_a_products_name_is_measured_by_the_list(cast, product):
    made = make_quotation(cast.xu, line("100.00", spec="标准版"))
    assert (made.lines[0].product_id, made.lines[0].list_price) == (product.id, Decimal(1000))
    submit(made, cast.xu)
    assert {seat.role for seat in latest(made).seats} == {"director", "finance"}


def test_the_prices_of_a_cheap_product_do_not_measure_another(cast):
    cable = make_product(
        cast.zheng, listed="10.00", floor=None, code="W-1", name="网线", spec=None, unit="米"
    )
    made = make_quotation(cast.lin, line("1000.00", product=cable, name="排产服务器"))
    submit(made, cast.lin)
    assert [seat.role for seat in latest(made).seats] == ["supervisor"]


def test_a_line_of_a_product_that_is_not_there_is_a_free_one(cast):
    made = make_quotation(cast.lin, line("1000.00", product=SimpleNamespace(id=987654)))
    assert made.lines[0].product_id is None
    submit(made, cast.lin)
    assert made.status == Status.APPROVING


def test_another_day_of_quoting_takes_the_prices_of_today(cast, product):
    made = make_quotation(cast.lin, line("950.00", product=product))
    products.price(
        product, {"list_price": Decimal(1200), "starts_on": TODAY, "reason": "涨价"}, by=cast.zheng, at=NOW
    )
    actions.revise(
        made, head(quoted_on=TODAY + LATER), [line("950.00", product=product)], by=cast.lin, at=NOW
    )
    assert made.lines[0].list_price == 1200


def test_what_was_returned_is_mended_and_answered(cast, product):
    made = make_quotation(cast.lin, line("850.00", product=product))
    submit(made, cast.lin)
    decide(made, cast.xu, "return", "太低")
    assert made.status == Status.DRAFT
    with pytest.raises(Refusal):
        approving.submit(made, by=cast.lin, at=NOW + LATER)
    db.session.expire_all()
    actions.revise(made, head(), [line("880.00", product=product)], by=cast.lin, at=NOW)
    submit(made, cast.lin)
    assert latest(made).round == 2


def test_two_rounds_never_agree_to_another_content(cast, product):
    made = make_quotation(cast.lin, line("850.00", product=product))
    submit(made, cast.lin)
    with pytest.raises(Refusal, match="审批中"):
        actions.revise(made, head(), [line("800.00", product=product)], by=cast.lin, at=NOW)
    made.lines[0].price = Decimal(800)
    db.session.flush()
    with pytest.raises(Refusal, match="提交后|已变|修改|改动"):
        decide(made, cast.xu)


@pytest.mark.parametrize(
    ("changes", "lines", "words"),
    [
        ({}, [line(None)], "缺少单价"),
        ({"off_reason": " "}, [line("100.00", list_price=Decimal(1000))], "优惠原因"),
        ({"quoted_on": TODAY - timedelta(days=30)}, [line()], "有效期已过"),
    ],
)
def test_what_is_missing_is_said_before_anybody_is_asked(cast, changes, lines, words):
    made = make_quotation(cast.lin, *lines, **changes)
    with pytest.raises(Refusal) as refused:
        approving.submit(made, by=cast.lin, at=NOW)
    said = " ".join(str(one) for one in (refused.value, *refused.value.also))
    assert words in said


def test_a_quotation_without_a_line_is_not_submitted(cast):
    made = make_quotation(cast.lin)
    actions.revise(made, head(), [], by=cast.lin, at=NOW)
    with pytest.raises(Refusal, match="任何一行"):
        approving.submit(made, by=cast.lin, at=NOW)


def test_the_next_version_replaces_the_one_before_once_it_is_agreed_to(cast, product):
    first = make_quotation(cast.lin, line("950.00", product=product))
    submit(first, cast.lin)
    actions.send(first, "周*", by=cast.lin, at=NOW)
    second = actions.new_version(first, by=cast.lin, at=NOW + timedelta(days=5))
    assert second.label == "BJ202611-001-V2"
    assert (second.status, second.approved_sha256, second.sent_at) == (Status.DRAFT, None, None)
    assert second.valid_until == TODAY + timedelta(days=20)
    assert first.status == Status.SENT
    with pytest.raises(Refusal, match="V2"):
        actions.new_version(first, by=cast.lin, at=NOW)
    approving.submit(second, by=cast.lin, at=NOW + timedelta(days=5))
    assert (first.status, first.end_reason) == (Status.REPLACED, second.label)
    with pytest.raises(Refusal, match="BJ202611-001-V2"):
        actions.check_contract(first, TODAY)
    actions.check_contract(second, TODAY)


def test_a_copy_takes_lines_and_prices_and_nothing_that_was_agreed_to(cast, product):
    old = make_quotation(
        cast.lin, line("950.00", product=product), line(name="实施", rate="6"), discount=Decimal(50)
    )
    submit(old, cast.lin)
    decide(old, cast.xu)
    other = make_quotation(cast.lin).opportunity
    made = actions.copy(old, other, by=cast.lin, at=NOW + timedelta(days=3))
    assert made.number != old.number
    assert made.revision == 1
    assert [one.price for one in made.lines] == [Decimal(950), Decimal(1000)]
    assert made.gross == old.gross
    assert (made.status, made.approved_at, made.sent_at) == (Status.DRAFT, None, None)
    assert made.quoted_on == TODAY + timedelta(days=3)


def test_the_night_lets_lapse_what_binds_us_and_nothing_else(cast, product):
    names = ("sent", "won", "lost", "draft")
    found = {name: make_quotation(cast.lin, line("950.00", product=product)) for name in names}
    for name in ("sent", "won", "lost"):
        submit(found[name], cast.lin)
    actions.send(found["sent"], None, by=cast.lin, at=NOW)
    actions.win(found["won"], by=cast.lin, at=NOW)
    actions.lose(found["lost"], "价格", by=cast.lin, at=NOW)
    assert actions.lapse(at=NOW + timedelta(days=15)) == 0
    assert actions.lapse(at=NOW + timedelta(days=16)) == 1
    assert [found[name].status for name in names] == ["lapsed", "won", "lost", "draft"]
    with pytest.raises(Refusal, match="2026-12-08"):
        actions.check_contract(found["sent"], TODAY + timedelta(days=16))


def test_what_no_longer_holds_is_not_sent(cast, product):
    made = make_quotation(cast.lin, line("950.00", product=product))
    submit(made, cast.lin)
    with pytest.raises(Refusal, match="有效期至"):
        actions.send(made, None, by=cast.lin, at=NOW + timedelta(days=16))


def test_an_opportunity_that_ends_ends_its_quotations_and_their_approval(cast, product):
    made = make_quotation(cast.lin, line("850.00", product=product))
    submit(made, cast.lin)
    values = {
        "status": "lost",
        "close_reason": "price",
        "close_note": "价格高于对手",
        "recontact_on": date(2027, 2, 1),
        "ends": ["quotations"],
    }
    opportunities.close(made.opportunity, values, by=cast.lin, at=NOW)
    assert made.status == Status.LOST
    assert made.opportunity.number in made.end_reason
    assert latest(made).outcome == Outcome.ENDED


def test_it_goes_along_with_its_opportunity(cast, product):
    from salesapp.opportunities.ownership.actions import hand_over

    made = make_quotation(cast.lin, line("950.00", product=product))
    hand_over(made.opportunity, cast.fang, by=cast.xu, at=NOW, reason="换区")
    assert made.owner_id == cast.fang.id


def test_only_who_runs_the_opportunity_quotes_for_it(cast):
    made = make_quotation(cast.lin)
    for verb in (
        lambda: actions.revise(made, head(), [line()], by=cast.fang, at=NOW),
        lambda: actions.copy(made, made.opportunity, by=cast.fang, at=NOW),
        lambda: approving.submit(made, by=cast.chen, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            verb()


@pytest.mark.parametrize(
    ("changes", "lines", "words"),
    [
        ({"valid_count": -1}, [line()], "早于开始日"),
        ({"valid_count": None}, [line()], "有效期长短"),
        ({"discount": Decimal("-1")}, [line()], "不能为负"),
        ({"discount": Decimal("1000.01")}, [line()], "超过各行"),
        ({}, [line("500.00", quantity="-1")], "不能为负"),
        ({"contact_id": 999}, [line()], "客户"),
    ],
)
def test_what_adds_up_to_nonsense_is_refused(cast, changes, lines, words):
    with pytest.raises(Refusal, match=words):
        make_quotation(cast.lin, *lines, **changes)


def test_the_trail_tells_which_lines_changed_once(cast, product):
    made = make_quotation(cast.lin, line("950.00", product=product), line(name="实施", rate="6"))
    db.session.commit()
    actions.revise(
        made, head(), [line("940.00", product=product), line(name="实施", rate="6")], by=cast.lin, at=NOW
    )
    db.session.commit()
    told = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "quotation_lines")).all()
    assert len(told) == 1
    assert "950" in str(told[0].changes)
    assert db.session.scalar(select(QuotationLine.price).where(QuotationLine.seq == 1)) == Decimal("940")


def test_finance_sees_what_was_put_to_anybody_and_strangers_see_nothing(cast, product):
    made = make_quotation(cast.lin, line("950.00", product=product))
    assert queries.find(made.id, cast.zheng) is None
    submit(made, cast.lin)
    assert queries.find(made.id, cast.zheng) is not None
    assert queries.find(made.id, cast.chen) is None
    assert queries.find(made.id, cast.admin) is None
    assert queries.find(made.id, cast.xu) is not None
