"""First contacts by channel, rep and profile: each number opens exactly its records, on the screen and on paper (R10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from salesapp.activities.calls.models import Call
from salesapp.activities.first_contacts import queries
from salesapp.activities.first_contacts.rules import By
from salesapp.activities.letters import queries as letters
from salesapp.db import db
from salesapp.playbook.scripts.models import ScriptTemplate, ScriptVersion
from salesapp.web import clock
from tests.activities.factories import NOW, make_record
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity
from tests.sweeps.test_figures import page, pages

URL = "/performance/first-contacts?first=2026-11-01&last=2026-11-25"
HOUR = timedelta(hours=1)


@pytest.fixture
def spoken(cast, db_session):
    """Lin's first contacts: two from a fair, one of them with an opportunity, one referred; a letter in time and one late."""
    made = [make_customer(cast.lin, full_name=f"苏州测试{no}有限公司") for no in range(3)]
    for customer, channel in zip(made, ("expo", "expo", "database"), strict=True):
        customer.source_channel = channel
    records = [make_record(cast.lin, customer=customer, is_first=True) for customer in made]
    for record, hours in zip(records, (2, 30), strict=False):
        letters.of_record(record.id).finish(by=cast.lin, at=NOW + hours * HOUR)
    make_opportunity(cast.lin, customer=made[0])
    make_record(cast.fang, is_first=True)
    db.session.commit()
    return records


@pytest.fixture
def enter(sign_in):
    """Somebody signed in on Wednesday, two days after the talks."""
    with clock.frozen(NOW + 50 * HOUR):
        yield sign_in


def counts(user, by):
    day = clock.local(NOW).date()
    found = queries.groups(user, by, clock.at(day), clock.at(day) + timedelta(days=1), NOW + 50 * HOUR)
    return {each.key: (each.made, each.letters, each.in_time, each.converted) for each in found}


def test_they_are_told_apart_by_where_the_customer_came_from(spoken, cast):
    assert counts(cast.lin, By.CHANNEL) == {"expo": (2, 2, 1, 1), "database": (1, 1, 0, 0)}


def test_a_supervisor_sees_each_rep_of_the_team(spoken, cast):
    assert counts(cast.xu, By.REP) == {str(cast.lin.id): (3, 3, 1, 1), str(cast.fang.id): (1, 1, 0, 0)}
    assert set(counts(cast.lin, By.REP)) == {str(cast.lin.id)}


def test_without_a_profile_they_stand_together(spoken, cast):
    assert counts(cast.lin, By.PERSONA) == {queries.NONE: (3, 3, 1, 1)}


def test_the_opening_of_the_call_that_led_to_them_tells_them_apart(spoken, cast):
    script = ScriptTemplate(kind="call_opening", name="开场白", body="您好", no=1, changed_at=NOW)
    version = ScriptVersion(script=script, no=1, body="您好", at=NOW)
    db.session.add(version)
    db.session.flush()
    for record, undone in ((spoken[0], None), (spoken[1], NOW)):
        db.session.add(
            Call(by_id=cast.lin.id, at=NOW, key="customer-1", customer_id=record.customer_id, script_version_id=version.id,
                 result="reached", activity_id=record.id, undone_at=undone)
        )  # fmt: skip
    db.session.commit()
    assert counts(cast.lin, By.OPENING) == {str(version.script_id): (1, 1, 1, 1), queries.NONE: (2, 2, 0, 0)}


def records_of(client, url):
    return sum(len(found.css("table.list tbody tr")) for found in pages(client, url))


def test_each_number_and_each_bar_opens_exactly_its_records(spoken, enter):
    client = enter("xu")
    shown = page(client, URL)
    links = shown.css("table.first-contacts td.num a")
    assert len(links) > 12
    for link in links:
        assert records_of(client, link.attributes["href"]) == int(link.text()), link.attributes["href"]
    for bar in shown.css("svg.chart-svg a"):
        words = bar.css_first(".c-value").text().split(" ")[0].strip()
        assert records_of(client, bar.attributes["href"]) == int(words), bar.attributes["href"]


def test_another_period_has_its_own_and_what_nobody_asked_for_is_the_present_month(spoken, enter):
    client = enter("lin")
    assert not page(client, "/performance/first-contacts?first=2026-10-01&last=2026-10-31").css(
        "svg.chart-svg"
    )
    for odd in ("first=x", "first=9999-99-99&last=", "by=x&of=1", "first=0001-01-01"):
        assert client.get(f"/performance/first-contacts?{odd}").status_code == 200
        assert client.get(f"/performance/first-contacts/records?{odd}").status_code == 200


@pytest.mark.parametrize(
    ("by", "of"),
    [
        ("channel", "x"),
        ("rep", "x"),
        ("persona", "x"),
        ("opening", "x"),
        ("opening", "99"),
        ("rep", "99999999999"),
    ],
)
def test_a_group_that_there_is_not_has_no_records(spoken, enter, by, of):
    assert (
        records_of(enter("lin"), f"/performance/first-contacts/records?first=2026-11-01&by={by}&of={of}") == 0
    )


def test_the_page_costs_as_many_statements_however_many_groups(spoken, enter, count_queries):
    client = enter("tang")
    client.get(URL)
    with count_queries() as counted:
        client.get(URL)
    assert counted.total <= 10


def test_on_paper_the_same_drawing_stands_with_its_table(spoken, enter):
    answer = enter("xu").get(URL.replace("?", "/sheet.pdf?"))
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF")


def test_who_sells_nothing_does_not_see_it(enter):
    assert enter("zheng").get(URL).status_code == 403
