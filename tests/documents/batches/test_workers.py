"""Workers that die, lose their lease, or are called off in the middle."""

from __future__ import annotations

from datetime import timedelta

import pytest

from salesapp.db import db
from salesapp.documents.batches import actions, jobs, queries
from salesapp.documents.batches.jobs import print_batches, prune_batches
from salesapp.documents.batches.models import PrintBatch
from salesapp.documents.register import actions as register
from salesapp.web import clock
from tests.documents.batches.conftest import printed, work


@pytest.mark.slow
class TestWorkers:
    def test_a_killed_worker_s_batch_goes_on_behind_its_last_sheet(self, ordered, three, monkeypatch):
        """The first worker dies while the second sheet is rendered; the next one, after the lease, prints only the rest."""
        printing, asked = register.printing_filled, []

        def dying(code, record_id, **options):
            asked.append(record_id)
            if len(asked) == 3:
                raise KeyboardInterrupt
            return (yield from printing(code, record_id, **options))

        monkeypatch.setattr(register, "printing_filled", dying)
        monkeypatch.setattr(jobs, "AT_ONCE", 2)  # the third sheet is begun once the first is finished
        with pytest.raises(KeyboardInterrupt):
            work()
        db.session.rollback()
        db.session.expire_all()
        assert (ordered.status, ordered.done) == ("running", 1)
        work()
        assert ordered.done == 1, "the lease of the dead worker still holds"
        with clock.frozen(clock.now() + actions.LEASE):
            work()
        assert (ordered.status, ordered.pages) == ("done", 3)
        assert asked == [one.id for one in (*three, *three[1:])]
        assert printed() == [("F06", one.id, "filled", 1) for one in three]

    def test_parts_that_were_lost_with_the_worker_are_printed_again(self, ordered, three):
        ticket = actions.claim(at=clock.now())
        assert actions.carry_on(ticket, 2, [(three[1].number, "行数过多")], at=clock.now())
        db.session.commit()
        with clock.frozen(clock.now() + actions.LEASE):
            work()
        assert (ordered.status, ordered.pages, ordered.left_out) == (
            "done",
            2,
            [[three[1].number, "行数过多"]],
        )

    def test_a_worker_that_lost_its_lease_stops_and_leaves_the_parts_alone(self, ordered, three):
        first = actions.claim(at=clock.now())
        db.session.commit()
        with clock.frozen(clock.now() + actions.LEASE):
            second = actions.claim(at=clock.now())
            db.session.commit()
        assert (first.attempt, second.attempt) == (1, 2)
        assert not actions.carry_on(first, 1, [], at=clock.now())
        assert not actions.fail(first, "late", at=clock.now())
        jobs.print_one(second)
        db.session.expire_all()
        assert ordered.status == "done"
        jobs.print_one(first)
        assert ordered.file.exists()
        assert ordered.status == "done"

    def test_what_breaks_off_again_and_again_is_given_up(self, ordered):
        at = clock.now()
        for _try in range(actions.MOST_ATTEMPTS):
            assert actions.claim(at=at)
            db.session.commit()
            at += actions.LEASE
        with clock.frozen(at):
            work()
        assert (ordered.status, printed()) == ("failed", [])
        assert "多次中断" in ordered.error

    def test_one_batch_is_printed_at_a_time(self, ordered, three, cast, db_session):
        later = actions.order("F06", [three[0].id], masked=False, by=cast.xu, at=clock.now())
        db_session.commit()
        assert actions.claim(at=clock.now()).id == ordered.id
        assert actions.claim(at=clock.now()) is None
        assert queries.ahead_of(later) == 1

    def test_the_minute_prints_everything_that_waits(self, ordered, three, cast, db_session):
        later = actions.order("F06", [three[0].id], masked=False, by=cast.xu, at=clock.now())
        db_session.commit()
        assert print_batches(at=clock.now()) == 2
        db.session.expire_all()
        assert (ordered.status, later.status) == ("done", "done")

    def test_cancelled_while_printing_it_stops_behind_the_present_sheet(self, ordered, sign_in, monkeypatch):
        client, printing = sign_in("lin"), register.printing_filled

        def called_off(*args, **options):
            if (batch := db.session.get(PrintBatch, ordered.id)).is_open:
                actions.cancel(batch, at=clock.now())
            return (yield from printing(*args, **options))

        monkeypatch.setattr(register, "printing_filled", called_off)
        work()
        assert ordered.status == "cancelled" and len(printed()) == 1
        assert not ordered.folder.exists()
        assert client.get(f"/forms/batches/{ordered.id}/sheets.pdf").status_code == 404

    def test_after_a_week_file_and_batch_are_forgotten(self, ordered):
        work()
        folder = ordered.folder
        assert prune_batches(at=clock.now() + timedelta(days=7)) == 0
        assert folder.exists()
        assert prune_batches(at=clock.now() + timedelta(days=7, minutes=1)) == 1
        assert not folder.exists()
        assert db.session.scalar(db.select(PrintBatch.id)) is None
