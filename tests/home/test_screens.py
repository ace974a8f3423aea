"""Today, the search, the guide, the figures and the composed record pages: who sees what, at what price (R2, R3, R10, R24)."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select

from salesapp.activities.models import Task
from tests.activities.factories import NOW, make_record, promise
from tests.contracts.factories import make_contract
from tests.customers.factories import contact_values, make_customer
from tests.opportunities.factories import make_opportunity

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EVERYBODY = ("lin", "xu", "tang", "zheng", "gao", "he", "lu", "admin", "auditor")
KEPT_IN_THE_PROCESS = ("FROM setting", "FROM calendar_day", "FROM calendar_year", "FROM dictionary_entry")


def page(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def price(count_queries):
    """Count what a page asks of the database once the configuration is in the process."""

    def of(client, url) -> int:
        client.get(url)
        with count_queries() as counted:
            assert client.get(url).status_code == 200
        asked = [each for each in counted.statements if not any(kept in each for kept in KEPT_IN_THE_PROCESS)]
        return len(asked)

    return of


@pytest.fixture
def busy(cast, db_session):
    """One customer of lin's in which everything happens: talks, a letter owed, an opportunity, a contract."""
    opportunity = make_opportunity(cast.lin)
    customer = opportunity.customer
    make_record(cast.lin, customer=customer, opportunity_id=opportunity.id, is_first=True, at=NOW - 3 * DAY,
                promises=[promise("案例")], next_at=NOW - DAY, situation="排产靠表格")  # fmt: skip
    make_contract(cast.lin, opportunity=opportunity)
    db_session.commit()
    return opportunity


class TestToday:
    @pytest.mark.parametrize("name", EVERYBODY)
    def test_everybody_has_a_day_of_their_own_within_twelve_queries(self, busy, sign_in, price, name):
        assert price(sign_in(name), "/") <= 12

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
        assert price(client, "/") <= 12
        assert "另有" not in page(client.get("/?show=letters"))

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


class TestSearch:
    @pytest.fixture
    def customer(self, cast, db_session):
        contact = contact_values(name="钱学敏", mobile="+8613800138765")
        found = make_customer(cast.lin, full_name="昆山某某塑胶有限公司", contacts=[contact])
        db_session.commit()
        return found

    def search(self, client, words):
        return client.get(f"/search?q={quote(words)}")

    @pytest.mark.parametrize("words", ["塑胶", "sujiao", "ksmm", "8765", "钱学敏", "昆山某某塑胶有限公司"])
    def test_a_customer_is_found_by_name_pinyin_initials_and_the_tail_of_a_phone(
        self, customer, sign_in, words
    ):
        text = page(self.search(sign_in("lin"), words))
        assert customer.full_name in text
        assert f"/customers/{customer.id}" in text

    def test_a_whole_number_opens_its_record(self, busy, sign_in, cast, db_session):
        client, record = sign_in("lin"), make_record(cast.lin)
        db_session.commit()
        for number, place in (
            (busy.number, f"/opportunities/{busy.id}"),
            (busy.customer.number.lower(), f"/customers/{busy.customer_id}"),
            (record.number, f"/activities/{record.id}"),
        ):
            answer = self.search(client, number)
            assert (answer.status_code, answer.headers["Location"]) == (303, place)

    @pytest.mark.parametrize("name", ["chen", "fang", "admin"])
    def test_nobody_finds_what_they_may_not_see(self, customer, busy, sign_in, name):
        client = sign_in(name)
        assert customer.full_name not in page(self.search(client, "塑胶"))
        assert self.search(client, busy.number).status_code == 200

    @pytest.mark.parametrize("words", ["", "   ", "%", "_", "不存在的公司", "'; --", "x" * 500, "\\", "~"])
    def test_nothing_found_says_what_to_try(self, customer, sign_in, words):
        assert "可输入名称中的两个字" in page(self.search(sign_in("fang"), words))

    def test_the_box_offers_addresses_while_one_types(self, customer, sign_in):
        text = page(sign_in("lin").get(f"/search/suggest?q={quote('塑胶')}"))
        assert f'<option value="/customers/{customer.id}"' in text

    def test_it_takes_few_queries(self, customer, sign_in, price):
        assert price(sign_in("lin"), f"/search?q={quote('塑胶')}") <= 8


class TestRecordPages:
    def test_a_customers_page_tells_the_whole_story(self, busy, sign_in):
        text = page(sign_in("lin").get(f"/customers/{busy.customer_id}"))
        for words in ("首次沟通", "SPIN 1/4", "演示排产方案", "起草合同", "登记", busy.name, "/forms/F01/"):
            assert words in text, words

    def test_an_opportunitys_page_does_too(self, busy, sign_in):
        text = page(sign_in("lin").get(f"/opportunities/{busy.id}"))
        for words in ("首次沟通", "起草合同", busy.number, "/forms/F07/"):
            assert words in text, words

    @pytest.mark.parametrize(
        ("show", "there", "not_there"),
        [
            ("contact", "SPIN 1/4", "起草合同"),
            ("contract", "起草合同", "SPIN 1/4"),
            ("change", "登记", "SPIN 1/4"),
        ],
    )
    def test_the_story_is_narrowed_by_a_filter_in_the_address(self, busy, sign_in, show, there, not_there):
        client, url = sign_in("lin"), f"/customers/{busy.customer_id}?show={show}"
        fragment = page(client.get(url, headers={"HX-Request": "true"}))
        assert there in fragment
        assert not_there not in fragment
        assert "<html" not in fragment

    def test_a_made_up_filter_or_moment_shows_everything(self, busy, sign_in):
        client = sign_in("lin")
        for query in ("show=everything", "before=gestern", "before=2026-01-01"):
            assert "SPIN 1/4" in page(client.get(f"/customers/{busy.customer_id}?{query}"))

    def test_a_long_story_goes_on(self, cast, db_session, sign_in):
        customer = make_customer(cast.lin, at=NOW - 90 * DAY, first_contact_at=NOW - 91 * DAY)
        for days in range(30):
            at = NOW - days * DAY
            make_record(
                cast.lin,
                customer=customer,
                at=at,
                summary=f"第{days:02}天",
                next_at=NOW + 9 * DAY,
                settles=[],
            )
        for task in db_session.scalars(select(Task)):
            task.finish(by=cast.lin, at=NOW)
        db_session.commit()
        client, seen, url = sign_in("lin"), set(), f"/customers/{customer.id}"
        for _turn in range(3):
            text = page(client.get(url))
            seen |= set(re.findall(r"第\d\d天", text))
            following = re.search(r'href="([^"]*before=[^"]*)"', text)
            if not following:
                break
            url = following[1].replace("&amp;", "&")
        assert len(seen) == 30

    @pytest.mark.parametrize(
        ("name", "status"),
        [("fang", 404), ("ma", 404), ("xu", 200), ("tang", 200), ("zheng", 404), ("admin", 403)],
    )
    def test_one_sees_it_or_it_is_not_there(self, busy, sign_in, name, status):
        client = sign_in(name)
        assert client.get(f"/customers/{busy.customer_id}").status_code == status
        assert client.get(f"/opportunities/{busy.id}").status_code == status

    def test_both_stay_within_twelve_queries(self, busy, sign_in, price):
        client = sign_in("lin")
        assert price(client, f"/customers/{busy.customer_id}") <= 12
        assert price(client, f"/opportunities/{busy.id}") <= 12


class TestFigures:
    def test_every_figure_names_its_rule_and_opens_its_records(self, busy, sign_in):
        text = page(sign_in("lin").get("/performance"))
        assert text.count('class="figure-rule"') >= 7
        assert "/performance/letters?month=2026-11" in text
        assert text.count("<svg") >= 2
        assert text.count("看表格") == 2

    def test_the_records_behind_the_letters_are_listed(self, busy, sign_in):
        text = page(sign_in("lin").get("/performance/letters?month=2026-11"))
        assert busy.customer.full_name in text
        assert "逾期 2 天" in text
        assert "本月没有首次沟通" in page(sign_in("lin").get("/performance/letters?month=2026-09"))

    @pytest.mark.parametrize("month", ["2026-10", "2099-01", "nonsense", "2026-13"])
    def test_months_can_be_walked_through_and_nonsense_is_the_present(self, busy, sign_in, month):
        assert sign_in("lin").get(f"/performance?month={month}").status_code == 200

    def test_an_empty_company_has_no_rates(self, cast, db_session, sign_in):
        assert "–" in page(sign_in("fang").get("/performance"))

    @pytest.mark.parametrize("name", ["lin", "xu", "tang"])
    def test_it_stays_within_twelve_queries(self, busy, sign_in, price, name):
        assert price(sign_in(name), "/performance") <= 12

    @pytest.mark.parametrize("name", ["zheng", "gao", "lu", "he", "admin", "auditor"])
    def test_figures_are_for_those_who_sell(self, busy, sign_in, name):
        assert sign_in(name).get("/performance").status_code == 403


class TestGuide:
    def test_each_step_leads_to_its_screen_and_its_sheet(self, cast, db_session, sign_in):
        client = sign_in("lin")
        text = page(client.get("/guide"))
        main = text[text.index("<main") : text.index("</main>")]
        links = set(re.findall(r'href="(/[^"#]*)"', main))
        assert {"/customers/new", "/activities/new", "/opportunities/board", "/forms/F12/blank.pdf"} <= links
        assert [
            link for link in links if not link.startswith("/forms") and client.get(link).status_code >= 400
        ] == []

    def test_its_numbers_are_those_in_force(self, cast, db_session, sign_in):
        from salesapp.policies.actions import change

        change("thank_you_hours", 36, by=cast.xu, at=NOW)
        db_session.commit()
        assert "36 小时内发感谢邮件" in page(sign_in("lin").get("/guide"))
