"""What runs by itself, when, and that nothing runs twice."""

from __future__ import annotations

import dataclasses
import mmap
import os
import signal
import threading
from datetime import timedelta

import pytest

from salesapp import jobs
from salesapp.app import create_app
from salesapp.db import db
from salesapp.schedule import actions, queries
from salesapp.schedule.models import JobRun
from salesapp.schedule.rules import LEASE, MAX_ATTEMPTS, Every
from salesapp.web import clock, once


@pytest.fixture
def now(db_session, frozen_clock):
    return clock.now()


def test_a_slot_is_taken_once(now):
    assert actions.claim("night", now, at=now)
    assert not actions.claim("night", now, at=now)
    actions.finish("night", at=now)
    assert not actions.claim("night", now, at=now + LEASE)
    assert actions.claim("night", now + timedelta(days=1), at=now + timedelta(days=1))


def test_a_job_whose_process_died_is_taken_over_after_the_lease(now):
    assert actions.claim("night", now, at=now)
    assert not actions.claim("night", now, at=now + LEASE - timedelta(seconds=1))
    assert actions.claim("night", now, at=now + LEASE)


def test_a_failing_job_is_tried_five_times_and_then_left_until_its_next_slot(now):
    at = now
    for _ in range(MAX_ATTEMPTS):
        assert actions.claim("night", now, at=at)
        actions.fail("night", "no", at=at)
        at += timedelta(hours=1)
    assert not actions.claim("night", now, at=at)
    assert actions.claim("night", now + timedelta(days=1), at=now + timedelta(days=1))
    assert db.session.get(JobRun, "night", populate_existing=True).attempts == 1


class Counted:
    """A job's verb that counts its runs and fails on demand."""

    def __init__(self):
        self.runs = []
        self.fails = False

    def __call__(self, *, at):
        self.runs.append(at)
        if self.fails:
            raise RuntimeError("the printer burns")


def test_a_due_job_runs_once_and_leaves_a_sign_of_life(fresh_app, frozen_clock):
    verb = Counted()
    job = jobs.Job("night", Every.NIGHT, verb)
    assert jobs.due(fresh_app, (job,)) == [job]
    assert jobs.run_job(fresh_app, job)
    assert not jobs.run_job(fresh_app, job)
    assert jobs.due(fresh_app, (job,)) == []
    assert verb.runs == [clock.now()]
    with fresh_app.app_context():
        assert queries.last_sign_of_life() == clock.now()


def test_a_job_that_fails_keeps_nothing_of_its_work_and_says_why(fresh_app, frozen_clock):
    def half_done(*, at):
        db.session.add(once.Submission(token="half", user_id=None, at=at))
        db.session.flush()
        raise RuntimeError("the printer burns")

    job = jobs.Job("night", Every.NIGHT, half_done)
    assert jobs.run_job(fresh_app, job)
    with fresh_app.app_context():
        run = db.session.get(JobRun, "night")
        assert run.last_error == "RuntimeError: the printer burns"
        assert run.finished_at is None
        assert db.session.get(once.Submission, "half") is None
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert jobs.due(fresh_app, (job,)) == [job]


def test_a_machine_that_slept_for_days_catches_up_once(fresh_app, frozen_clock):
    verb = Counted()
    job = jobs.Job("night", Every.NIGHT, verb)
    jobs.run_job(fresh_app, job)
    with clock.frozen(clock.now() + timedelta(days=9)):
        assert jobs.run_job(fresh_app, job)
        assert not jobs.run_job(fresh_app, job)
    assert len(verb.runs) == 2


def test_every_job_of_the_app_runs_on_an_empty_company(fresh_app, frozen_clock):
    for job in jobs.jobs():
        assert jobs.run_job(fresh_app, job), job.name
    with fresh_app.app_context():
        assert {run.name: run.last_error for run in db.session.query(JobRun)} == {
            job.name: None for job in jobs.jobs()
        }


def test_running_every_job_again_changes_nothing(fresh_app, frozen_clock):
    for job in jobs.jobs():
        jobs.run_job(fresh_app, job)
    with fresh_app.app_context():
        for job in jobs.jobs():
            job.run(at=clock.now())
        assert not db.session.dirty and not db.session.new


def test_tokens_of_old_forms_are_forgotten(cast, now):
    db.session.add_all(
        [
            once.Submission(token="old", user_id=cast.lin.id, at=now - timedelta(days=8)),
            once.Submission(token="new", user_id=cast.lin.id, at=now - timedelta(days=6)),
        ]
    )
    db.session.flush()
    assert jobs.forget_submissions(at=now) == 1
    assert db.session.scalars(db.select(once.Submission.token)).all() == ["new"]


@pytest.mark.parametrize("store", ["file", pytest.param("redis", marks=pytest.mark.redis)])
def test_the_queue_carries_a_tick_to_the_verbs(fresh_app, store, monkeypatch):
    """A real consumer over the real store: the tick hands out what is due, workers run it."""
    done = threading.Event()
    config = fresh_app.config["SALESAPP"]
    if store == "redis":
        address = os.environ.get("SALESAPP_TEST_REDIS_URL") or pytest.skip(
            "bin/test starts the Redis of this test"
        )
        config = dataclasses.replace(config, redis_url=address)
    monkeypatch.setattr("signal.signal", lambda *_: None)  # the consumer runs in a thread here
    queue = jobs.open_queue(config)
    queue.flush()
    tick = jobs.bind(fresh_app, queue, (jobs.Job("night", Every.NIGHT, lambda *, at: done.set()),))
    tick()
    consumer = queue.create_consumer(workers=1, periodic=False, max_delay=0.1)
    consumer.start()
    try:
        assert done.wait(120)
    finally:
        consumer.stop(graceful=True)


def test_the_queue_reads_only_what_this_installation_signed(fresh_app):
    """Whoever can write to the queue's file or to Redis could otherwise run anything."""
    config = fresh_app.config["SALESAPP"]
    stranger = jobs.open_queue(dataclasses.replace(config, secret_key="a" * 40))
    stranger.storage.enqueue(b"cbuiltins\neval\n(S'1'\ntR.")
    jobs.errand(stranger, print)("a job of theirs")
    ours = jobs.open_queue(config)
    for wrong in ("Separator", "Signature"):
        with pytest.raises(ValueError, match=wrong):
            ours.dequeue()


def test_a_redis_behind_a_socket_counts_the_knocks(fresh_app):
    config = dataclasses.replace(fresh_app.config["SALESAPP"], redis_url="unix:///nowhere/redis.sock")
    assert create_app(config).config["RATELIMIT_STORAGE_URI"] == "redis+unix:///nowhere/redis.sock"


@pytest.mark.parametrize(("grown", "renewed", "left"), [(50, True, 1), (30, True, 0), (50, False, 0)])
def test_background_work_that_has_grown_makes_room_for_a_fresh_copy(
    app, monkeypatch, tmp_path, grown, renewed, left
):
    held, asked, thens = iter((100.0, 100.0 + grown)), [], []

    class Stopped:
        def create_consumer(self, **options):
            return self

        def run(self):
            thens[0]()

    monkeypatch.setattr(jobs, "own_megabytes", lambda: next(held))
    monkeypatch.setattr(jobs, "open_queue", lambda config: Stopped())
    monkeypatch.setattr(jobs, "bind", lambda app, queue, then: thens.append(then) or (lambda: None))
    monkeypatch.setattr(jobs.os, "kill", lambda pid, number: asked.append((pid, number)))
    jobs.consume(app, renewed=renewed)
    assert asked == [(os.getpid(), signal.SIGINT)] * left


def test_a_process_knows_what_it_holds_for_itself():
    before = jobs.own_megabytes()
    with mmap.mmap(
        -1, 64 << 20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    ) as kept:  # never from what was freed before
        for page in range(0, len(kept), mmap.PAGESIZE):
            kept[page] = 1
        assert 50 < jobs.own_megabytes() - before < 90
