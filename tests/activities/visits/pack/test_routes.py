"""The visit pack: one PDF of a day's visits, in their order, each with its card and a sheet to write on."""

import io

import pytest
from pypdf import PdfReader

from salesapp.activities.visits.pack import page
from salesapp.db import db
from salesapp.documents.press.pool import Press
from salesapp.web import clock
from tests.activities.factories import make_record, need, promise
from tests.activities.visits.factories import HOUR, NOW, TUESDAY, booked
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity


@pytest.fixture
def day():
    return clock.local(TUESDAY).date()


@pytest.fixture
def press():
    """A press of this test's own."""
    press = Press(1)
    yield press
    press.close()


@pytest.fixture
def told(cast):
    """A customer with four records, a promise, a need."""
    customer = make_customer(cast.lin)
    for number in range(4):
        make_record(
            cast.lin, customer=customer, at=NOW - number * HOUR, summary=f"第{4 - number}次谈排产",
            needs=[need()] if number == 0 else [], promises=[promise()] if number == 0 else [],
        )  # fmt: skip
    db.session.commit()
    return customer


def lines(card, place):
    return card.lists[place][1]


def test_a_card_says_what_one_must_know_at_the_door(cast, told, day):
    booked(cast.lin, customer=told, outline="现状？\n问题？")
    (card,) = page.cards(cast.lin, day)
    facts = dict(card.facts)
    assert (
        facts["拜访目的"] == "向副总汇报排产方案"
        and "□" in facts["准备清单"]
        and "☑" not in facts["准备清单"]
    )
    assert [line.rpartition(" · ")[2] for line in lines(card, 0)] == [
        "第4次谈排产",
        "第3次谈排产",
        "第2次谈排产",
    ]
    assert "同行案例两份" in lines(card, 1)[0] and "一个月内接通" in lines(card, 2)[0]
    assert dict(card.lists)["SPIN问题提纲"] == ["现状？", "问题？"]


def test_cards_stand_in_the_order_of_time_and_cost_the_same_looks(cast, told, day, count_queries):
    booked(cast.lin, customer=told, starts_at=TUESDAY + 2 * HOUR, ends_at=None)
    with count_queries() as one:
        page.cards(cast.lin, day)
    for number in range(3):
        booked(cast.lin, starts_at=TUESDAY - number * HOUR, ends_at=None)
    db.session.expire_all()
    with count_queries() as many:
        cards = page.cards(cast.lin, day)
    times = [dict(card.facts)["预约时间"][-5:] for card in cards]
    assert times == ["12:00", "13:00", "14:00", "16:00"] and [card.place for card in cards] == [1, 2, 3, 4]
    assert many.total <= one.total + 2


def test_who_comes_along_and_does_not_see_the_customer_reads_the_visit_alone(cast, told, day):
    booked(cast.lin, customer=told, companion_ids=[cast.he.id])
    (card,) = page.cards(cast.he, day)
    number = told.contacts[0].mobile[-4:]
    assert not any(rows for _title, rows in card.lists) and number not in dict(card.facts)["拜访对象及职务"]
    (own,) = page.cards(cast.lin, day)
    assert number in dict(own.facts)["拜访对象及职务"].replace(" ", "")


def test_the_sheet_behind_a_card_names_customer_time_and_who_is_expected_and_nothing_that_happened(
    cast, told, day
):
    contact = told.contacts[0]
    visit = booked(cast.lin, customer=told, companion_ids=[cast.xu.id])
    (card,) = page.cards(cast.lin, day)
    assert card.ahead == {"customer": told.full_name}
    assert card.people == {"their_people": [f"{contact.name} {contact.title}"], "our_people": ["林*", "许*"]}
    assert card.occasion.startswith(f"{visit.number} · 2026-11-24") and "14:00–15:00" in card.occasion


def test_it_names_the_opportunity_where_the_plan_does_and_the_reader_sees_it(cast, told, day):
    business = make_opportunity(cast.lin, customer=told)
    booked(cast.lin, customer=told, opportunity_id=business.id, companion_ids=[cast.he.id])
    (own,), (along,) = page.cards(cast.lin, day), page.cards(cast.he, day)
    assert own.ahead["opportunity"] == business.number
    assert "opportunity" not in along.ahead


@pytest.mark.slow
def test_one_tap_gives_one_file_with_a_sheet_behind_each_card(cast, told, day, sign_in, monkeypatch, press):
    monkeypatch.setattr("salesapp.activities.visits.pack.actions.press", lambda: press)
    monkeypatch.setattr("salesapp.documents.paper.rendering.press", lambda: press)
    booked(cast.lin, customer=told)
    booked(cast.lin, starts_at=TUESDAY + 3 * HOUR, ends_at=None)
    answer = sign_in("lin").get(f"/visits/pack.pdf?on={day}")
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.get_data()))
    titles = [entry["/Title"] for entry in reader.outline]
    assert len(titles) == 4 and titles[0].startswith("1 ") and titles[2].startswith("2 ")
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    assert "同行案例两份" in text and text.count("客户拜访/沟通记录表") >= 2
    assert len(reader.pages) == 4  # the sheets keep to one page
    sheets = [reader.pages[1].extract_text(), reader.pages[3].extract_text()]
    assert told.full_name in sheets[0] and told.full_name not in sheets[1]
    assert all("2026-11-24" in words for words in sheets)


def test_a_day_without_visits_leads_back_to_the_calendar(cast, sign_in):
    client = sign_in("lin")
    answer = client.get("/visits/pack.pdf?on=2026-12-24")
    assert answer.status_code == 303
    assert "这一天没有要去的拜访" in client.get(answer.headers["Location"]).text
