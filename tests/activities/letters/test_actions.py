"""A letter noted as sent, with what was promised (R21, R22)."""

from datetime import timedelta

import pytest

from salesapp.activities.letters import queries as letters
from salesapp.activities.letters.actions import send_letter
from salesapp.activities.letters.rules import ThankYouRefused
from tests.activities.factories import NOW, make_record, promise


class TestLetters:
    def letter(self, cast, db_session, **changes):
        record = make_record(cast.lin, is_first=True, promises=[promise("案例"), promise("框架")], **changes)
        return record, letters.of_record(record.id)

    def test_it_cannot_be_marked_as_sent_while_a_promise_is_unticked(self, cast, db_session):
        record, letter = self.letter(cast, db_session)
        sending = {"enclosed": [record.promises[0].id], "sent_at": NOW, "missing_reason": None}
        with pytest.raises(ThankYouRefused, match="框架"):
            send_letter(letter, record, sending, by=cast.lin, at=NOW)

    def test_with_everything_enclosed_it_is_done_with_time_and_person(self, cast, db_session):
        record, letter = self.letter(cast, db_session)
        at = NOW + 3 * timedelta(hours=1)
        sending = {"enclosed": [each.id for each in record.promises], "sent_at": at, "missing_reason": None}
        send_letter(letter, record, sending, by=cast.lin, at=at)
        assert (letter.outcome, letter.done_at, letter.done_by_id) == ("done", at, cast.lin.id)
        assert {each.done_at for each in record.promises} == {at}

    def test_with_a_reason_it_may_leave_something_out_which_stays_open(self, cast, db_session):
        record, letter = self.letter(cast, db_session)
        sending = {"enclosed": [record.promises[0].id], "sent_at": NOW, "missing_reason": "周五补发"}
        send_letter(letter, record, sending, by=cast.lin, at=NOW)
        assert (letter.outcome, letter.note) == ("done", "周五补发")
        assert record.promises[1].done_at is None

    def test_what_the_customer_promised_does_not_hold_the_letter_back(self, cast, db_session):
        record = make_record(cast.lin, is_first=True, promises=[promise("数据样例", side="theirs")])
        letter = letters.of_record(record.id)
        sending = {"enclosed": [], "sent_at": NOW, "missing_reason": None}
        send_letter(letter, record, sending, by=cast.lin, at=NOW)
        assert letter.outcome == "done"
