"""Two people on one quotation at the same moment: nothing typed is lost, and it is submitted once."""

import pytest
from sqlalchemy import func, select

from salesapp.approvals.models import Approval
from salesapp.db import db
from salesapp.quotations.models import Quotation
from salesapp.web import clock
from tests.at_once import browser, sent_together
from tests.contracts.test_at_once import people  # noqa: F401 - a fixture
from tests.pages import filled
from tests.quotations.factories import NOW, line, make_product, make_quotation

pytestmark = pytest.mark.slow


@pytest.fixture
def quotation(fresh_app, people):  # noqa: F811
    """A draft that somebody else has to agree to: its id, and the browsers of its owner and of the supervisor."""
    with clock.frozen(NOW):
        product = make_product(people.zheng, listed="1000.00", floor="500.00")
        made = make_quotation(people.lin, line("700.00", product=product))
        db.session.commit()
        yield made.id, browser(fresh_app, "lin"), browser(fresh_app, "xu")


def test_two_who_change_it_lose_nothing_that_they_typed(fresh_app, quotation):
    number, lin, xu = quotation
    at, words = f"/quotations/{number}", ["林写的付款方式 3-6-1", "许写的付款方式 5-5"]
    posts = []
    for client, terms in zip((lin, xu), words, strict=True):
        seen = filled(client.get(f"{at}/edit"), "quotation-form")
        posts.append(
            (client, at, {name: values[-1] for name, values in seen.items()} | {"payment_terms": terms})
        )
    answers = sent_together(fresh_app, *posts)
    assert sorted(status for status, _text in answers) == [303, 409]
    lost = [status for status, _text in answers].index(409)
    db.session.remove()
    assert db.session.get(Quotation, number).payment_terms == words[1 - lost]
    assert words[lost] in answers[lost][1] and words[1 - lost] in answers[lost][1]


def test_it_is_submitted_once(fresh_app, quotation):
    number, lin, xu = quotation
    at = f"/quotations/{number}/submissions"
    answers = sent_together(fresh_app, *((client, at, {"off_reason": "年内首单"}) for client in (lin, xu)))
    assert sorted(status for status, _text in answers) == [303, 422]
    whose = (Approval.subject_type == "quotation", Approval.subject_id == number)
    assert db.session.scalar(select(func.count(Approval.id)).where(*whose)) == 1
