"""Today: who sees what, at what price (R2, R3)."""

import re
from datetime import timedelta

import pytest

from salesapp.activities.tasks.models import Task
from tests.activities.factories import NOW, make_record
from tests.contracts.factories import make_contract, submit
from tests.opportunities.factories import make_opportunity

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EVERYBODY = ("lin", "xu", "tang", "zheng", "gao", "he", "lu", "admin", "auditor")


def page(response) -> str:
    return response.get_data(as_text=True)


class TestToday:
    @pytest.mark.parametrize("name", EVERYBODY)
    def test_everybody_has_a_day_of_their_own_within_four_queries(self, busy, sign_in, price, name):
        gone = name in ("xu", "ma", "tang")  # whose work is left behind is asked of whoever leads
        assert price(sign_in(name), "/") <= 4 + gone

    def test_more_follow_ups_than_the_page_lists_are_counted_and_linked(
        self, cast, db_session, sign_in, price
    ):
        for _number in range(53):
            make_opportunity(cast.lin, at=NOW - 20 * DAY)
        db_session.commit()
        client = sign_in("lin")
        text = page(client.get("/"))
        assert "<strong>53</strong><small>已逾期" in text
        assert "另有 3 项到期跟进" in text
        assert text.count(">记一次</a>") == 50
        assert price(client, "/") <= 4
        assert "项到期跟进" not in page(client.get("/?show=letters"))

    def test_the_most_urgent_stands_first_with_its_one_tap(self, busy, sign_in):
        text = page(sign_in("lin").get("/"))
        letter, appointment = text.index("发感谢邮件"), text.index("演示排产方案")
        assert letter < appointment
        assert "/activities/thank-yous/" in text
        assert f"/activities/new?customer={busy.customer_id}" in text

    def test_a_red_number_opens_the_lines_behind_it(self, busy, sign_in):
        client = sign_in("lin")
        count = int(re.search(r'href="/\?show=overdue"><strong>(\d+)', page(client.get("/")))[1])
        assert count == len(re.findall(r'class="due late"', page(client.get("/?show=overdue")))) > 0

    def test_an_empty_day_says_so(self, cast, db_session, sign_in):
        assert "今天没有到期的事" in page(sign_in("fang").get("/"))

    def test_a_task_is_done_from_here_and_one_comes_back_here(self, cast, db_session, sign_in):
        task = Task(
            kind="general", title="寄样品", due_at=NOW + HOUR, assignee_id=cast.lin.id, created_at=NOW
        )
        db_session.add(task)
        db_session.commit()
        client = sign_in("lin")
        assert "寄样品" in page(client.get("/"))
        answer = client.post(f"/activities/tasks/{task.id}/completion", data={"back": "/"})
        assert answer.headers["Location"] == "/"
        assert 'class="rows" data-lines' not in page(client.get("/"))

    def test_coming_back_never_leads_to_another_site(self, cast, db_session, sign_in):
        task = Task(
            kind="general", title="寄样品", due_at=NOW + HOUR, assignee_id=cast.lin.id, created_at=NOW
        )
        db_session.add(task)
        db_session.commit()
        data = {"back": "//evil.example/"}
        answer = sign_in("lin").post(f"/activities/tasks/{task.id}/completion", data=data)
        assert answer.headers["Location"] == "/"

    def test_the_supervisor_sees_what_is_overdue_by_person(self, busy, sign_in):
        text = page(sign_in("xu").get("/"))
        block = text[text.index('id="team"') :]
        assert "林*" in block
        assert "方*" not in block
        assert "团队没有逾期事项" in page(sign_in("ma").get("/"))

    def test_a_new_colleague_is_led_through_the_first_day(self, cast, busy, db_session, sign_in):
        assert "登记第一家客户" in page(sign_in("fang").get("/"))
        assert "登记第一家客户" not in page(sign_in("lin").get("/"))

    def test_the_menu_remembers_the_numbers_on_other_pages(self, busy, sign_in):
        client = sign_in("lin")
        client.get("/")
        assert re.search(r'<span class="count">\d', page(client.get("/guide")))

    def test_an_approval_is_counted_where_it_is_listed(self, cast, busy, sign_in):
        submit(make_contract(cast.lin))
        xu = sign_in("xu")
        xu.get("/")
        bar = re.findall(
            r'<a href="([^"]*)"([^>]*)>(.*?)</a>', page(xu.get("/approvals")).split("tabs-bottom")[1], re.S
        )
        counted = {url: "aria-current" in more for url, more, inner in bar if 'class="count"' in inner}
        assert counted == {"/": True}

    def test_who_administers_has_no_customers_on_the_day(self, busy, sign_in):
        for name in ("admin", "auditor"):
            assert busy.customer.full_name not in page(sign_in(name).get("/"))

    def test_the_share_of_follow_ups_in_time_comes_after_the_page(self, cast, busy, db_session, sign_in):
        make_record(cast.lin, customer=busy.customer, opportunity_id=busy.id)
        db_session.commit()
        client = sign_in("lin")
        assert 'hx-get="/performance/kept"' in page(client.get("/"))
        answer = page(client.get("/performance/kept", headers={"HX-Request": "true"}))
        assert "100.0" in answer
        assert "本月按时跟进 · 1/1" in answer
        assert client.get("/performance/kept").headers["Location"] == "/performance"
