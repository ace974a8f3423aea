"""Two people on one supplement at the same moment: nothing typed is lost, and it is submitted and signed once."""

from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval
from salesapp.contracts.amendments.models import Amendment
from salesapp.db import db
from salesapp.web import clock
from tests.at_once import browser, sent_together
from tests.contracts.amendments.test_screens import approve_all, drawn, typed
from tests.contracts.factories import NOW, make_contract, sign
from tests.contracts.test_at_once import people  # noqa: F401 - a fixture
from tests.pages import filled

pytestmark = pytest.mark.slow
PLAN = {"payment_nodes-0-amount": "378000"}


@pytest.fixture
def supplement(fresh_app, people):  # noqa: F811
    """A supplement in draft: its address, its id, and the browsers of whoever owns its contract and of the supervisor."""
    with clock.frozen(NOW):
        contract = sign(make_contract(people.lin), people)
        lin, xu = browser(fresh_app, "lin"), browser(fresh_app, "xu")
        where = drawn(lin, contract, **PLAN)
        yield where, int(where.rpartition("/")[2]), lin, xu


def kept(amendment_id: int) -> Amendment:
    db.session.remove()
    return db.session.get(Amendment, amendment_id)


def test_two_who_change_it_lose_nothing_that_they_typed(fresh_app, supplement):
    where, number, lin, xu = supplement
    seen = [filled(client.get(f"{where}/edit"), "amendment-form") for client in (lin, xu)]
    words = ["林的说法：增购移动端模块", "许的说法：增购报表模块"]
    posts = [
        (client, where, typed(texts=None, what=what, version=form["version"][0], **PLAN))
        for client, what, form in zip((lin, xu), words, seen, strict=True)
    ]
    answers = sent_together(fresh_app, *posts)
    assert sorted(status for status, _text in answers) == [303, 409]
    lost = [status for status, _text in answers].index(409)
    assert words[lost] in answers[lost][1] and kept(number).what == words[1 - lost]
    assert words[1 - lost] in answers[lost][1]  # what the other has saved stands beside it


def test_it_is_submitted_once_and_signed_once(fresh_app, supplement):
    where, number, lin, xu = supplement
    answers = sent_together(fresh_app, *((client, f"{where}/submissions", {}) for client in (lin, xu)))
    assert sorted(status for status, _text in answers) == [303, 422]
    whose = (Approval.subject_type == "contract_amendment", Approval.subject_id == number)
    assert db.session.scalar(select(func.count(Approval.id)).where(*whose)) == 1
    db.session.remove()
    staff = {user.username: user for user in db.session.scalars(select(User)).unique()}
    approve_all(db.session.get(Amendment, number), SimpleNamespace(**staff))
    db.session.commit()
    day = {"signed_on": "2026-11-23", "agreed": "y"}
    answers = sent_together(fresh_app, *((client, f"{where}/signatures", day) for client in (lin, xu)))
    assert sorted(status for status, _text in answers) == [303, 422]
    found = kept(number)
    assert found.status == "in_force" and found.contract.amount == 420000
    assert sum(node.amount for node in found.contract.payment_nodes) == 420000
