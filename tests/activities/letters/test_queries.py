"""The figures that letters make (R10, R21)."""

from datetime import datetime, timedelta

import pytest

from salesapp.activities.letters import queries as letters
from salesapp.activities.letters.actions import send_letter
from tests.activities.factories import MINUTE, NOW, make_record
from tests.opportunities.factories import make_opportunity

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class TestFirstContacts:
    start, end = (
        datetime.fromisoformat("2026-11-01T00:00+08:00"),
        datetime.fromisoformat("2026-12-01T00:00+08:00"),
    )

    def send(self, record, by, hours):
        letter, at = letters.of_record(record.id), record.ended_at + hours * HOUR
        send_letter(letter, record, {"enclosed": [], "sent_at": at, "missing_reason": None}, by=by, at=at)

    def figures(self, user, now):
        return letters.first_contacts(user, self.start, self.end, now)

    def test_nothing_has_no_rate(self, cast, db_session):
        found = self.figures(cast.lin, NOW)
        assert (found.made, found.letter_rate, found.conversion_rate) == (0, None, None)

    def test_letters_count_in_time_up_to_the_minute_they_were_due(self, cast, db_session):
        punctual, late, _unsent = (
            make_record(cast.lin, is_first=True, next_at=NOW + 9 * DAY) for _ in range(3)
        )
        self.send(punctual, cast.lin, 24)
        self.send(late, cast.lin, 25)
        db_session.flush()
        before = self.figures(cast.lin, NOW + 24 * HOUR)
        assert (before.made, before.letters, before.in_time) == (3, 2, 1)
        after = self.figures(cast.lin, NOW + 24 * HOUR + MINUTE)
        assert (after.letters, round(after.letter_rate)) == (3, 33)

    def test_a_customer_with_an_opportunity_counts_as_converted(self, cast, db_session):
        opportunity = make_opportunity(cast.lin)
        make_record(cast.lin, customer=opportunity.customer, is_first=True)
        make_record(cast.lin, is_first=True)
        found = self.figures(cast.lin, NOW)
        assert (found.converted, found.conversion_rate) == (1, 50)

    @pytest.mark.parametrize(("name", "made"), [("lin", 1), ("fang", 0), ("xu", 1), ("ma", 0), ("tang", 1)])
    def test_everybody_counts_what_they_see(self, cast, db_session, name, made):
        make_record(cast.lin, is_first=True)
        assert self.figures(getattr(cast, name), NOW).made == made

    def test_the_records_behind_the_rate_say_whether_the_letter_was_in_time(self, cast, db_session):
        record = make_record(cast.lin, is_first=True)
        self.send(record, cast.lin, 2)
        db_session.flush()
        (row,) = letters.letters(cast.lin, self.start, self.end)
        assert (row.activity_id, row.in_time) == (record.id, True)
