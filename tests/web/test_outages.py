"""Redis away is one line of the log, however often it is asked for."""

from __future__ import annotations

import logging
import sys

import redis

from salesapp.web import outages


def failure(error: Exception, logger: str = "huey.consumer.Worker") -> logging.LogRecord:
    """The line of a failure with its trace, as a logger makes it."""
    try:
        raise error
    except type(error):
        said = (logger, logging.ERROR, __file__, 1, "Error reading from queue", (), sys.exc_info())
        return logging.getLogger(logger).makeRecord(*said)


def away() -> logging.LogRecord:
    return failure(redis.ConnectionError("Connection refused"))


def test_an_outage_is_one_line_without_a_trace():
    one_line, lines = outages.OneLine(), [away() for _time in range(30)]
    lines.insert(
        1, logging.makeLogRecord({"name": "flask-limiter", "levelno": logging.WARNING, "msg": "falling back"})
    )
    assert [line for line in lines if one_line.filter(line)] == lines[:1]
    assert (
        "Redis cannot be reached" in lines[0].getMessage() and "Connection refused" in lines[0].getMessage()
    )
    assert lines[0].exc_info is None


def test_an_error_that_redis_caused_counts_as_its_own():
    one_line = outages.OneLine()
    assert one_line.filter(away())
    error = RuntimeError("the storage failed")
    error.__cause__ = redis.TimeoutError("silent")
    assert not one_line.filter(failure(error, "limits"))


def test_the_next_outage_is_a_line_of_its_own(monkeypatch):
    one_line = outages.OneLine()
    assert one_line.filter(away()) and not one_line.filter(away())
    now = outages.time.monotonic()
    monkeypatch.setattr(outages.time, "monotonic", lambda: now + outages.QUIET + 1)
    assert one_line.filter(away())


def test_other_errors_keep_their_lines_and_traces():
    one_line = outages.OneLine()
    lines = [failure(ValueError("ours")) for _time in range(2)]
    assert all(one_line.filter(line) and line.exc_info for line in lines)


def test_the_app_puts_it_before_its_log(app):
    kept = [one for handler in logging.getLogger().handlers for one in handler.filters]
    assert any(isinstance(one, outages.OneLine) for one in kept)
