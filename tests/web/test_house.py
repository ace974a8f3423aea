"""The shared floor: sessions undone after each test, column kinds, tokens, clean text."""

import base64
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from salesapp.accounts.models import Team
from salesapp.chinese.texts import clean
from salesapp.db import Money, db, touch_config
from salesapp.trail import queries as trail
from salesapp.trail.models import AuditEntry, AuditHead
from salesapp.web import cache, once, pages, params
from tests.conftest import MONDAY
from tests.customers.factories import make_customer


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


#: Cursors that somebody made up.
CURSORS = (
    "!!!", "x" * 5000, "é", encoded("[" * 700), encoded("[" * 100_000), encoded("null"), encoded("{}"), encoded("[]"),
    encoded("[1]"), encoded("[null, 1]"), encoded("[[], {}]"), encoded('["x", 1]'), encoded('["\\ud800", 1]'),
    encoded('["a\\u0000", 1]'), encoded('["2026-11-23", true]'), encoded('["2026-11-23", -1]'),
    encoded('["0001-01-01T00:00:00+14:00", 1]'), encoded('["9999-12-31T23:59:59-12:00", 1]'), encoded("[true, true]"),
    encoded('["2026-11-23", 99999999999999999999]'), encoded("[99999999999999999999]"), encoded('["\\ud800"]'),
    encoded('["NaN", 1]'), encoded('["1e999999", 1]'), encoded("[1e400, 1]"),
)  # fmt: skip


def test_money_keeps_whole_fen_and_refuses_floats_and_parts_of_a_fen():
    kind = Money()
    assert kind.process_bind_param(Decimal("0.01"), None) == 1
    assert kind.process_result_value(38600000, None) == Decimal("386000.00")
    with pytest.raises(TypeError):
        kind.process_bind_param(1.1, None)
    with pytest.raises(ValueError):
        kind.process_bind_param(Decimal("0.005"), None)


def test_a_test_sees_what_it_wrote_and_the_next_one_does_not(db_session):
    db_session.add(Team(name="西北"))
    db_session.commit()
    assert db_session.scalar(select(Team).where(Team.name == "西北"))


def test_the_team_of_the_test_before_is_gone(db_session):
    assert db_session.scalar(select(Team).where(Team.name == "西北")) is None


def test_a_token_is_claimed_once_and_leads_where_the_first_submission_led(cast):
    once.claim("abc", digest="d", user_id=cast.lin.id, at=MONDAY)
    once.settle("abc", "/customers/7")
    db.session.commit()
    with pytest.raises(once.AlreadyDone) as again:
        once.claim("abc", digest="d", user_id=cast.lin.id, at=MONDAY)
    assert again.value.location == "/customers/7"


def test_somebody_elses_token_does_not_tell_where_it_led(cast):
    once.claim("abc", digest="d", user_id=cast.lin.id, at=MONDAY)
    once.settle("abc", "/customers/7")
    with pytest.raises(once.AlreadyDone) as again:
        once.claim("abc", digest="d", user_id=cast.fang.id, at=MONDAY)
    assert again.value.location is None


def test_every_change_of_a_field_joins_the_chain(cast):
    db.session.info.update(actor=cast.admin, ip="10.0.0.7")
    cast.lin.email = "lin@new.example.cn"
    db.session.commit()
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert (entry.event, entry.object_type, entry.object_id, entry.actor_id, entry.ip) == (
        "change", "user", cast.lin.id, cast.admin.id, "10.0.0.7",
    )  # fmt: skip
    assert "lin@new.example.cn" in entry.changes and "lin@example.cn" in entry.changes
    assert trail.first_break() is None


def test_a_refused_act_leaves_no_entry(cast):
    before = db.session.scalar(select(AuditHead.seq))
    cast.lin.email = "x@example.cn"
    db.session.flush()
    db.session.rollback()
    cast.fang.email = "y@example.cn"
    db.session.commit()
    assert db.session.scalar(select(AuditHead.seq)) == before + 1


def test_typed_text_loses_what_no_database_holds_and_keeps_rare_characters():
    assert clean("  a\x00b\r\nc\ud800𬭎\x07 ") == "ab\nc𬭎"


def test_a_cursor_comes_back_and_a_made_up_one_is_no_cursor():
    assert pages.read(pages.cursor("2026-11-23", 7), params.day, params.record_id) == (date(2026, 11, 23), 7)
    assert pages.read(pages.cursor(1), params.day, params.record_id) is None
    for made_up in CURSORS:
        assert pages.read(made_up, params.day, params.record_id) is None, made_up


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (params.record_id, "²"), (params.record_id, "-1"), (params.record_id, str(2**31)), (params.record_id, "9" * 5000),
        (params.record_id, True), (params.record_id, None), (params.day, "2026-02-30"), (params.day, "0001-01-01"),
        (params.shown_day, "9999-12-31"), (params.shown_day, "0001-01-01"), (params.month, "9999-12"),
        (params.moment, "0001-01-01T00:00:00+14:00"), (params.moment, "9999-12-31T23:59:59-12:00"), (params.moment, None),
        (params.moment, "2026-13-45T25:61"), (params.amount, "NaN"), (params.amount, "1e999999"), (params.amount, "9" * 14),
        (params.words, "\ud800"), (params.words, "a\x00"), (params.words, 7), (params.words, "x" * 301),
    ],
)  # fmt: skip
def test_what_no_database_can_look_up_is_refused(kind, text):
    with pytest.raises(ValueError):
        kind(text)


def test_what_an_address_may_ask_for():
    assert params.record_id("0") == 0 and params.record_id(str(2**31 - 1)) == 2**31 - 1
    assert params.moment("2026-11-23T09:00:00") == params.moment("2026-11-23T17:00:00+08:00")
    assert params.day("9999-12-31") == date.max and params.amount("0.01") == Decimal("0.01")
    assert params.id_or("x", 0) == 0 and params.id_or("7") == 7


def test_a_kept_value_is_read_again_after_the_stamp_moved(db_session):
    values = iter([1, 2])
    assert cache.stamped("probe", lambda: next(values)) == 1
    assert cache.stamped("probe", lambda: next(values)) == 1
    touch_config()
    cache._kept.setdefault("probe", (0, 0))
    from flask import g

    g.pop("config_version", None)
    assert cache.stamped("probe", lambda: next(values)) == 2
    assert db_session.scalar(text("SELECT version FROM config_stamp")) >= 1


@pytest.mark.parametrize(
    ("path", "status"),
    [("/customers?q=%00", 400), ("/customers/99999999999", 404), ("/customers/99999999999999999999999", 404),
     ("/activities/new?customer=99999999999999999999999", 200), ("/opportunities/new?customer=99999999999", 200)],
)  # fmt: skip
def test_an_address_that_no_database_can_look_up_is_no_fault_of_ours(sign_in, path, status):
    assert sign_in("lin").get(path).status_code in (status, 404)


@pytest.mark.parametrize(
    ("who", "path", "sorts"),
    [
        ("lin", "/customers", ("updated", "name", "contact", "created", "number")),
        ("lin", "/opportunities", ("due", "updated", "amount", "close", "number")),
        ("lin", "/opportunities?status=all", ("due",)),
        ("lin", "/contracts", ("updated", "amount", "number")),
        ("lin", "/activities/tasks", ("",)),
        ("lin", "/activities/tasks?state=done", ("",)),
        ("lin", "/opportunities/columns/contact", ("",)),
        ("admin", "/settings/users", ("",)),
        ("auditor", "/settings/audit", ("",)),
    ],
)
def test_a_made_up_cursor_begins_at_the_top(sign_in, cast, who, path, sorts):
    client, sign = sign_in(who), "&" if "?" in path else "?"
    for sort in sorts:
        for after in CURSORS:
            answer = client.get(f"{path}{sign}sort={sort}&after={after}")
            assert answer.status_code in (200, 404), (sort, after)


@pytest.mark.parametrize("value", ["²", "-1", "9" * 30, "1e9", "%00", "x", "2147483648"])
def test_a_number_that_no_record_has_asks_for_nothing(sign_in, cast, value):
    lin, admin, auditor = sign_in("lin"), sign_in("admin"), sign_in("auditor")
    paths = (
        "/customers?owner=", "/opportunities?owner=", "/contracts?owner=", "/contracts/new?opportunity=",
        "/activities/tasks?person=", "/activities/tasks/new?customer=", "/activities/new?opportunity=1&customer=",
    )  # fmt: skip
    for path in paths:
        assert lin.get(path + value).status_code in (200, 400, 404), path
    assert admin.get(f"/settings/users?team={value}").status_code in (200, 400)
    for name in ("actor", "id", "since", "until"):
        assert auditor.get(f"/settings/audit?{name}={value}").status_code in (200, 400)
    for day in ("0001-01-01", "9999-12-31"):
        assert auditor.get(f"/settings/audit?since={day}&until={day}").status_code == 200


def test_a_moment_that_is_none_does_not_stop_the_trail(sign_in, cast, db_session):
    cast.lin.email = "2026-13-45T25:61@example.cn"
    db_session.commit()
    cast.lin.email = "2026-13-45T25:61"
    db_session.commit()
    assert sign_in("auditor").get("/settings/audit").status_code == 200


@pytest.mark.parametrize(
    "before", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "x", "2026-11-23"]
)
def test_a_story_is_read_on_from_any_moment(sign_in, cast, before):
    customer = make_customer(cast.lin)
    answer = sign_in("lin").get(f"/customers/{customer.id}", query_string={"before": before})
    assert answer.status_code == 200
