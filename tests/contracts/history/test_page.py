"""The history of a contract is folded, in words, and says only what tells something."""

import re
from datetime import UTC, datetime

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from salesapp.contracts.history.page import told
from salesapp.contracts.history.queries import Change
from tests.contracts.factories import make_contract

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def change(by="林*", event="change", subject="handoff", **changes):
    return Change(NOW, by, event, subject, changes)


def test_it_is_folded_until_one_asks_for_all_of_it(cast, sign_in):
    contract = make_contract(cast.lin)
    client = sign_in("lin")
    folded = HTMLParser(client.get(f"/contracts/{contract.id}").text).css_first("#history details")
    assert "open" not in folded.attributes
    assert re.search(r"\d+ 条 · 最近 2026-11-\d\d \d\d:\d\d", folded.css_first("summary").text())
    whole = HTMLParser(client.get(f"/contracts/{contract.id}?history=all").text).css_first("#history details")
    assert "open" in whole.attributes


def test_what_the_machine_did_says_what_and_that_it_was_the_machine(app):
    with app.test_request_context():
        (one,) = told([change(by=None, escalated_at=[None, "2026-11-23T01:00:00+00:00"])])
        assert one.by == "系统" and one.words.startswith("已提醒主管：2026-11-23 09:00")


def test_a_change_of_which_nothing_is_told_is_left_out(app):
    with app.test_request_context():
        assert told([change(sent_content=[None, {}])]) == []
        assert len(told([change(event="print", copy=1)])) == 1
