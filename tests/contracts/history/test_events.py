"""Every event of a contract reads in the words of the audit trail."""

import pytest
from sqlalchemy import select

from salesapp.approvals.signers import actions as signers
from salesapp.contracts.history.page import told
from salesapp.contracts.history.queries import Change, history
from salesapp.contracts.ownership.actions import give
from salesapp.trail.models import AuditEntry
from salesapp.trail.wording.page import events
from tests.contracts.factories import NOW, check, make_contract, step_for, submit


@pytest.fixture
def asked(cast, db_session):
    """A contract whose supervisor asked legal too, and handed the decision on."""
    contract = submit(check(make_contract(cast.lin)))
    seat = step_for(contract, "supervisor")
    signers.add_signer(seat, cast.lu, when="after", because="条款", by=cast.xu, at=NOW)
    signers.hand_on(seat, cast.tang, because="出差", by=cast.xu, at=NOW)
    db_session.commit()
    return contract


def test_who_else_is_asked_is_told_by_name_and_in_words(asked, cast):
    lines = {(one.event, one.words) for one in told(history(asked))}
    assert any(event == "加签" and f"审批人：{cast.lu.name}" in words for event, words in lines)
    assert any(event == "转交审批" and f"审批人：{cast.tang.name}" in words for event, words in lines)


def test_nothing_in_the_history_is_a_code(asked, db_session):
    written = set(db_session.scalars(select(AuditEntry.event).where(AuditEntry.object_type == "contract")))
    assert written >= {"create", "signer", "handed_on"}
    for one in told(history(asked)):
        assert not one.event.isascii() and not one.subject.isascii()


def test_every_event_that_the_trail_knows_has_words_there(app):
    with app.test_request_context():
        assert len(events()) > 20
        for name, words in events().items():
            (one,) = told([Change(NOW, None, name, "contract", {"signed_on": "2026-11-23"})])
            assert one.event == str(words) != name


def test_a_new_owner_beside_a_handing_on_is_told_by_name(asked, cast, db_session):
    give(asked, cast.fang, by=cast.xu, at=NOW, reason="请假")
    db_session.commit()
    words = [one.words for one in told(history(asked))]
    assert any(f"{cast.lin.name} → {cast.fang.name}" in one for one in words)
    assert any(f"审批人：{cast.tang.name}" in one for one in words)
