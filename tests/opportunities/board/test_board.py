"""The board: columns by lateness, filters, pages, colleagues' moves, its price."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.board.queries import board
from salesapp.opportunities.lists import queries as lists
from salesapp.opportunities.lists.rules import Asked, Wanted
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.pulse.queries import pulse
from salesapp.policies import actions as actions_of_policies
from salesapp.web import cache, clock
from tests.customers.factories import make_customer
from tests.opportunities.factories import NOW, make_opportunity

HX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("frozen_clock")


def text(response):
    return response.get_data(as_text=True)


def columns(user, now=NOW, **wanted):
    cache.forget()
    return {column.stage: column for column in board(user, Wanted(**wanted), now).columns}


def cards_of(user, **wanted):
    return {card.id for column in columns(user, **wanted).values() for card in column.cards}


def move(client, one, stage, **data):
    data = {"stage": stage, "version": one.version, "on": "board"} | data
    return client.post(f"/opportunities/{one.id}/stage-changes", data=data, headers=HX)


def test_a_column_has_count_amount_and_weighted_amount(cast):
    make_opportunity(cast.lin, amount=Decimal("386000.00"))
    make_opportunity(cast.lin, amount=Decimal("0.01"), grade="A")
    column = columns(cast.lin)["first_contact"]
    assert (column.count, column.amount, column.weighted) == (2, Decimal("386000.01"), Decimal("38600.00"))


def test_the_most_overdue_stands_on_top(cast, at):
    late = make_opportunity(cast.lin, at=at(2026, 11, 3, 9, 0))
    calm = make_opportunity(cast.lin, grade="B", expected_close_on=date(2027, 6, 1))
    soon = make_opportunity(cast.lin, at=at(2026, 11, 16, 9, 0))
    cards = columns(cast.lin)["first_contact"].cards
    assert [card.id for card in cards] == [late.id, soon.id, calm.id]
    assert [card.pace.state for card in cards] == ["late", "late", ""]


def test_a_card_says_how_its_follow_ups_stand(cast, at):
    one = make_opportunity(cast.lin, at=at(2026, 11, 23, 8, 0))
    one.record_follow_up(by=cast.lin, at=at(2026, 11, 23, 8, 30), calendar=work_calendar())
    db.session.commit()
    (card,) = columns(cast.lin)["first_contact"].cards
    assert (card.pace.done, card.pace.quota, card.pace.due_on) == (1, 2, date(2026, 11, 27))
    (later,) = columns(cast.lin, now=at(2026, 11, 30, 9, 0))["first_contact"].cards
    assert (later.pace.done, later.pace.quota, later.pace.late) == (0, 2, True)


def test_a_card_does_not_say_the_customer_twice(cast):
    customer = make_customer(cast.lin, full_name="苏州某某精密制造有限公司", short_name="某某精密")
    make_opportunity(cast.lin, customer=customer, name="某某精密排产项目")
    (card,) = columns(cast.lin)["first_contact"].cards
    assert card.title == "某某精密 排产项目"


def test_a_contract_s_approval_is_said_on_its_card(cast, sign_in):
    one = make_opportunity(cast.lin, stage="negotiation")
    one.move_to("contract_approval", by=cast.lin, at=NOW)
    one.await_approval("finance")
    db.session.commit()
    assert "审批中 · 财务" in text(sign_in("lin").get("/opportunities/board"))


def test_a_date_that_has_passed_is_red_on_the_card(cast, at):
    make_opportunity(cast.lin, at=at(2026, 10, 1, 9, 0), expected_close_on=date(2026, 11, 22))
    (card,) = columns(cast.lin)["first_contact"].cards
    assert card.expected_overdue


def test_chips_narrow_the_board_and_live_in_the_address(cast, at, sign_in):
    mine = make_opportunity(cast.xu)
    late = make_opportunity(cast.lin, at=at(2026, 11, 3, 9, 0), expected_close_on=date(2026, 11, 30))
    calm = make_opportunity(cast.fang, grade="B", expected_close_on=date(2027, 6, 1))
    assert cards_of(cast.xu) == {mine.id, late.id, calm.id}
    assert cards_of(cast.xu, mine=True) == {mine.id}
    assert cards_of(cast.xu, grade="S") == {mine.id, late.id}
    assert cards_of(cast.xu, late=True) == {late.id}
    assert cards_of(cast.xu, month=True) == {late.id}
    assert cards_of(cast.xu, stuck=True) == {late.id}
    drawn = board(cast.xu, Wanted(late=True), NOW)
    assert drawn.chips == {"grade": 2, "late": 1, "month": 1, "stuck": 1}
    page = text(sign_in("xu").get("/opportunities/board?late=1&grade=S"))
    assert f'id="card-{late.id}"' in page and f'id="card-{mine.id}"' not in page


@pytest.mark.parametrize(("day", "inside"), [(date(2026, 12, 1), False), (date(2026, 11, 30), True)])
def test_this_month_ends_on_its_last_day(cast, day, inside):
    one = make_opportunity(cast.lin, expected_close_on=day)
    assert (one.id in cards_of(cast.lin, month=True)) is inside


def test_december_is_followed_by_january(cast, at):
    with clock.frozen(at(2026, 12, 15, 9, 0)):
        one = make_opportunity(cast.lin, at=at(2026, 12, 15, 9, 0), expected_close_on=date(2026, 12, 31))
    found = columns(cast.lin, now=at(2026, 12, 20, 9, 0), month=True)["first_contact"].cards
    assert [card.id for card in found] == [one.id]


def test_too_long_in_a_stage_is_a_setting(cast, at):
    make_opportunity(cast.lin, at=at(2026, 11, 18, 9, 0))
    assert not cards_of(cast.lin, stuck=True)
    actions_of_policies.change("board_stuck_days", 4, by=cast.xu, at=NOW)
    assert cards_of(cast.lin, stuck=True)


def test_a_made_up_filter_is_ignored(cast, sign_in):
    make_opportunity(cast.lin)
    for address in ("?grade=Z&late=yes", "?scope=everybody", "?shown=a:b&shown=proposal:x"):
        assert 'id="card-' in text(sign_in("lin").get("/opportunities/board" + address))


def test_a_card_is_drawn_anew_when_anything_on_it_changes(cast, sign_in):
    one = make_opportunity(cast.lin, name="旧名称")
    client = sign_in("lin")
    assert "旧名称" in text(client.get("/opportunities/board"))
    one.customer.short_name = "新简称"
    db.session.commit()
    assert "新简称" in text(client.get("/opportunities/board"))
    cast.lin.locale = "en"
    db.session.commit()
    assert "Two weeks" in text(client.get("/opportunities/board")) or "This week" in text(
        client.get("/opportunities/board")
    )


def test_the_next_cards_come_as_one_scrolls_and_none_twice(cast, sign_in):
    customer = make_customer(cast.lin)
    made = {make_opportunity(cast.lin, customer=customer).id for _ in range(45)}
    client, seen = sign_in("lin"), []
    page = text(client.get("/opportunities/board"))
    for _ in range(5):
        seen += [int(each) for each in re.findall(r'id="card-(\d+)"', page)]
        more = re.search(r'id="rest-first_contact" hx-get="([^"]+)"', page)
        if not more:
            break
        page = text(client.get(more[1].replace("&amp;", "&"), headers=HX))
    assert len(seen) == len(made) == 45 and set(seen) == made
    assert 'value="first_contact:45"' in page


def test_a_made_up_cursor_begins_at_the_start(cast, sign_in):
    make_opportunity(cast.lin)
    for cursor in ("nonsense", "WyJ4IiwgMV0", "WyIyMDI2LTExLTIzIiwgOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ"):
        answer = sign_in("lin").get(f"/opportunities/board/first_contact?after={cursor}", headers=HX)
        assert answer.status_code == 200 and 'id="card-' in text(answer)
    assert sign_in("lin").get("/opportunities/board/moon").status_code == 404


def test_nothing_new_is_204_and_a_colleague_s_move_brings_its_columns(cast, sign_in):
    with clock.frozen(NOW - timedelta(hours=2)):
        other = make_opportunity(cast.lin, stage="negotiation")
    with clock.frozen(NOW - timedelta(hours=1)):
        one = make_opportunity(cast.lin)
    client = sign_in("xu")
    poll = re.search(r'id="board-poll"[^>]*hx-get="([^"]+)"', text(client.get("/opportunities/board")))[1]
    poll = poll.replace("&amp;", "&")
    assert client.get(poll, headers=HX).status_code == 204
    with clock.frozen(NOW + timedelta(minutes=5)):
        move(sign_in("lin"), one, "proposal")
        answer = client.get(poll, headers=HX)
    page = text(answer)
    assert answer.status_code == 200
    assert set(re.findall(r'hx-target="#column-(\w+)"', page)) == {"first_contact", "proposal"}
    assert f'id="card-{other.id}"' not in page
    assert 'hx-target="#board-poll"' in page


def test_a_colleague_s_move_keeps_as_many_cards_as_were_scrolled_to(cast, sign_in):
    customer = make_customer(cast.lin)
    made = [make_opportunity(cast.lin, customer=customer) for _ in range(30)]
    page = text(sign_in("lin").get("/opportunities/board/changes?since=0&shown=first_contact:30", headers=HX))
    assert len(re.findall(r'id="card-(\d+)"', page)) == len(made)


@pytest.mark.parametrize(
    "since",
    ["", "0", "rubbish", "2026-11-23", "9999-12-31T00:00:00+00:00~1~1", "0001-01-01T00:00:00+00:00~1~1"],
)
def test_a_made_up_pulse_is_no_fault(cast, sign_in, since):
    make_opportunity(cast.lin)
    answer = sign_in("lin").get("/opportunities/board/changes", query_string={"since": since}, headers=HX)
    assert answer.status_code == 200


def test_totals_follow_every_change_though_they_are_kept(cast, at):
    one = make_opportunity(cast.lin)
    first = lambda: board(cast.lin, Wanted(), NOW).columns[0]  # noqa: E731
    assert (first().count, first().amount) == (1, Decimal("386000.00"))
    actions.change(one, {"amount": Decimal("1.00"), "change_reason": "x"}, by=cast.lin, at=NOW)
    db.session.commit()
    assert first().amount == Decimal("1.00")
    make_opportunity(cast.lin)
    assert first().count == 2


@pytest.mark.parametrize("who", ["lin", "xu", "tang"])
def test_the_board_costs_few_queries_however_many_cards(cast, sign_in, count_queries, who):
    customer = make_customer(cast.lin)
    for stage in ("first_contact", "need_confirmed", "proposal", "negotiation"):
        for _ in range(3):
            make_opportunity(cast.lin, customer=customer, stage=stage, collaborators=(cast.fang.id,))
    user = getattr(cast, who)
    db.session.refresh(user)
    board(user, Wanted(), NOW)  # settings and calendar are kept in the process
    with count_queries() as counted:
        board(user, Wanted(grade="S"), NOW)
    assert counted.total <= 6, counted.statements
    with count_queries() as counted:
        board(user, Wanted(grade="S"), NOW)
    assert counted.total <= 4, counted.statements
    client = sign_in(who)
    with count_queries() as counted:
        assert client.get("/opportunities/board?grade=S").status_code == 200
    assert counted.total <= 12, counted.statements


def test_a_poll_that_finds_nothing_costs_one_query_of_its_own(cast, sign_in, count_queries):
    make_opportunity(cast.lin)
    beat = pulse()
    with count_queries() as counted:
        assert pulse() == beat
    assert counted.total == 1


def test_the_list_of_columns_is_read_by_index(cast):
    """The columns' statement walks the board's index for a supervisor, the owner's for a rep; it sorts no table."""
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    make_opportunity(cast.lin)
    from salesapp.opportunities.access import reach

    for who, index in (
        ("xu", "ix_opportunity_board"),
        ("tang", "ix_opportunity_board"),
        ("lin", "ix_opportunity_owner"),
    ):
        branch = reach(getattr(cast, who)).branches[0]
        query = (
            db.select(Opportunity.id)
            .where(Opportunity.status == "open", Opportunity.stage == "proposal", branch)
            .order_by(Opportunity.next_due_on, Opportunity.id)
            .limit(21)
        )
        sql = str(query.compile(db.engine, compile_kwargs={"literal_binds": True}))
        plan = " ".join(row[3] for row in db.session.execute(db.text("EXPLAIN QUERY PLAN " + sql)))
        assert index in plan and "TEMP B-TREE" not in plan, (who, plan)


@pytest.mark.parametrize(
    ("who", "index"),
    [("xu", "ix_opportunity_all_due"), ("tang", "ix_opportunity_all_due"), ("lin", "ix_opportunity_due")],
)
def test_the_list_by_due_date_picks_its_page_by_index(cast, who, index, count_queries):
    """The page's rows are picked along the index of due dates, however many there are; only the page is sorted."""
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    make_opportunity(cast.lin)
    with count_queries() as asked:
        assert len(lists.page(getattr(cast, who), Asked(), clock.now()).rows) == 1
    statement, values = next(
        one for one in zip(asked.statements, asked.values, strict=True) if "LEFT OUTER JOIN contact" in one[0]
    )
    plan = [
        row[3] for row in db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
    ]
    assert any(index in step for step in plan), plan
    assert sum("TEMP B-TREE" in step for step in plan) <= 1, plan
