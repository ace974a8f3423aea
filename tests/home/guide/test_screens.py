"""The guide: every step leads to its screen, with the numbers in force."""

import re

from salesapp.policies import actions as policies
from tests.activities.factories import NOW


def page(response) -> str:
    return response.get_data(as_text=True)


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
        policies.change("thank_you_hours", 36, by=cast.xu, at=NOW)
        db_session.commit()
        assert "36 小时内发感谢邮件" in page(sign_in("lin").get("/guide"))
