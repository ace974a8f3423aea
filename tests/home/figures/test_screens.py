"""The figures of a month and the records behind them (R10, R24)."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser


def page(response) -> str:
    return response.get_data(as_text=True)


class TestFigures:
    def test_every_figure_names_its_rule_and_opens_its_records(self, busy, sign_in):
        text = page(sign_in("lin").get("/performance"))
        assert HTMLParser(text).css(".counted dd a[href^='/guide#']")
        assert len(HTMLParser(text).css(".counted dd")) == len(HTMLParser(text).css(".tally .figure")) >= 7
        assert "/performance/letters?month=2026-11" in text
        assert text.count("<svg") >= 2
        assert text.count("看表格") == 2

    def test_the_records_behind_the_letters_are_listed(self, busy, sign_in):
        text = page(sign_in("lin").get("/performance/letters?month=2026-11"))
        assert busy.customer.full_name in text
        assert "逾期 2 天" in text
        assert "这段时间没有首次沟通" in page(sign_in("lin").get("/performance/letters?month=2026-09"))

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
