"""The next version of a quotation begins from the newest; what was won takes none."""

from datetime import timedelta

import pytest

from salesapp.db import db
from salesapp.quotations import actions, queries
from salesapp.quotations.approval import actions as approving
from salesapp.quotations.rules import Status
from salesapp.refusals import Refusal
from tests.quotations.factories import NOW, TODAY, line, make_product, make_quotation

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


def test_what_was_won_takes_no_new_version_and_says_what_does(cast, product, sign_in):
    made = make_quotation(cast.lin, line("950.00", product=product))
    submit(made, cast.lin)
    actions.win(made, by=cast.lin, at=NOW)
    db.session.commit()
    answer = sign_in("lin").post(f"/quotations/{made.id}/versions", data={})
    assert answer.status_code == 422 and "补充协议" in answer.text and made.label in answer.text
    assert len(queries.versions(made.number)) == 1
    assert actions.copy(made, made.opportunity, by=cast.lin, at=NOW).number != made.number


def test_the_next_version_begins_from_the_newest(cast, product):
    first = make_quotation(cast.lin, line("950.00", product=product))
    submit(first, cast.lin)
    second = actions.new_version(first, by=cast.lin, at=NOW)
    submit(second, cast.lin)
    assert first.status == Status.REPLACED
    with pytest.raises(Refusal, match=second.label):
        actions.new_version(first, by=cast.lin, at=NOW)
    actions.lose(second, "客户改用另一方案", by=cast.lin, at=NOW)
    with pytest.raises(Refusal, match=second.label):
        actions.new_version(first, by=cast.lin, at=NOW)
    assert actions.new_version(second, by=cast.lin, at=NOW).revision == 3


def test_a_copy_of_what_has_no_price_any_more_is_measured_by_none(cast):
    product = make_product(cast.zheng, ends_on=TODAY)
    made = make_quotation(cast.lin, line("950.00", product=product))
    submit(made, cast.lin)
    later = actions.new_version(made, by=cast.lin, at=NOW + LATER)
    assert (later.lines[0].list_price, later.lines[0].floor_price) == (None, None)
