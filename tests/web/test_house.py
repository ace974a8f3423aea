"""The shared floor: sessions undone after each test, column kinds, tokens, clean text."""

from decimal import Decimal

import pytest
from sqlalchemy import select, text

from salesapp.accounts import trail_queries as trail
from salesapp.accounts.models import AuditEntry, AuditHead, Team
from salesapp.db import Money, db, touch_config
from salesapp.web import cache, once, pages
from salesapp.web.forms import clean
from tests.conftest import MONDAY


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
    once.claim("abc", user_id=cast.lin.id, at=MONDAY)
    once.settle("abc", "/customers/7")
    db.session.commit()
    with pytest.raises(once.AlreadyDone) as again:
        once.claim("abc", user_id=cast.lin.id, at=MONDAY)
    assert again.value.location == "/customers/7"


def test_somebody_elses_token_does_not_tell_where_it_led(cast):
    once.claim("abc", user_id=cast.lin.id, at=MONDAY)
    once.settle("abc", "/customers/7")
    with pytest.raises(once.AlreadyDone) as again:
        once.claim("abc", user_id=cast.fang.id, at=MONDAY)
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
    assert pages.read(pages.cursor("2026-11-23", 7), 2) == ["2026-11-23", 7]
    assert pages.read("!!!", 2) is None
    assert pages.read(pages.cursor(1), 2) is None


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
     ("/activities/new?customer=99999999999999999999999", 404), ("/opportunities/new?customer=99999999999", 200)],
)  # fmt: skip
def test_an_address_that_no_database_can_look_up_is_no_fault_of_ours(sign_in, path, status):
    assert sign_in("lin").get(path).status_code in (status, 404)
