"""The figures that letters make (R10, R21)."""

from datetime import datetime, timedelta

import pytest

from salesapp.activities.letters import queries as letters
from salesapp.activities.letters.actions import send_letter
from salesapp.documents.paper import loaders
from tests.activities.factories import MINUTE, NOW, make_record
from tests.opportunities.factories import make_opportunity

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class TestFirstContacts:
    start, end = (
        datetime.fromisoformat("2026-11-01T00:00+08:00"),
        datetime.fromisoformat("2026-12-01T00:00+08:00"),
    )

    def send(self, record, by, hours, *, noted=None):
        letter, at = letters.of_record(record.id), record.ended_at + hours * HOUR
        sending = {"enclosed": [], "sent_at": at, "missing_reason": None}
        send_letter(letter, record, sending, by=by, at=record.ended_at + noted * HOUR if noted else at)

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

    def test_a_time_that_was_typed_later_is_owed_and_counted_apart(self, cast, db_session, sign_in):
        punctual, later = (make_record(cast.lin, is_first=True, next_at=NOW + 9 * DAY) for _ in range(2))
        self.send(punctual, cast.lin, 20, noted=22)
        self.send(later, cast.lin, 20, noted=22.5)
        db_session.commit()
        found = self.figures(cast.lin, NOW + 2 * DAY)
        assert (found.letters, found.in_time, found.noted_later, found.letter_rate) == (2, 1, 1, 50)
        rows = {row.activity_id: row for row in letters.letters(cast.lin, self.start, self.end, NOW).rows}
        assert rows[punctual.id].in_time is True and rows[punctual.id].noted_at is None
        assert rows[later.id].in_time is None and rows[later.id].noted_at is not None
        lin, month = sign_in("lin"), f"{later.started_at:%Y-%m}"
        figure = lin.get(f"/performance?month={month}").text
        assert "感谢邮件 · 补记" in figure and "· 1/2" in figure
        assert lin.get(f"/performance/letters?month={month}").text.count("补记") == 1
        assert "补记" in lin.get(f"/activities/{later.id}").text
        assert "补记" not in lin.get(f"/activities/{punctual.id}").text
        assert "感谢邮件已发（补记）" in lin.get(f"/customers/{later.customer_id}").text
        assert "补记" in loaders.load("F05", later.id, cast.lin).values["thank_you_sent_at"]

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
        (row,) = letters.letters(cast.lin, self.start, self.end, NOW).rows
        assert (row.activity_id, row.in_time) == (record.id, True)
