"""Sweeps over every form of a record that others may edit, too: who is not shown the form is not shown what is saved."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from salesapp.rights import access
from tests.pages import filled
from tests.sweeps.test_routes import ROLE_OF, rules

#: Forms that edit what is saved already, by their endpoint: where one is missing, the sweep does not see it.
KNOWN = {
    "accounts.update_profile", "activities.create_comment", "board.create_stage_change",
    "contacts.update", "contracts.update", "customers.update", "dictionaries.update", "grading.create_grade",
    "objections.update", "opportunities.create_closure", "opportunities.update",
    "people.update", "questions.update", "scripts.update", "teams.update",
}  # fmt: skip


def forms(page) -> list[tuple[str, dict]]:
    """Return the forms of a page that know which version they edit: their address and what they would send."""
    found = []
    for form in LexborHTMLParser(page.text).css('form[method="post"]'):
        version = form.css_first('input[name="version"]')
        if version is not None and version.attributes.get("value") and form.attributes.get("id"):
            sent = filled(page, form.attributes["id"] or "")
            sent.pop("csrf_token", None)  # whoever sends it does so in a session of their own
            found.append((form.attributes["action"] or "", sent))
    return found


@pytest.fixture
def shown(company, enter, address) -> dict[str, tuple[dict, set[str]]]:
    """Every such form that anybody is shown, with what it holds and who is shown it."""
    found: dict[str, tuple[dict, set[str]]] = {}
    pages = [rule for rule in rules(company, "GET") if rule.arguments or rule.endpoint == "accounts.profile"]
    pages = [rule for rule in pages if not rule.rule.endswith((".pdf", "pdf>"))]
    for username in ROLE_OF:
        client = enter(username)
        for rule in pages:
            if rule.endpoint in access.public() or not access.may(ROLE_OF[username], rule.endpoint):
                continue
            page = client.get(address(rule))
            if page.status_code == 200 and page.mimetype == "text/html":
                for action, sent in forms(page):
                    found.setdefault(action, (sent, set()))[1].add(username)
    return found


def test_who_is_not_shown_a_form_is_not_shown_what_is_saved(company, enter, shown):
    adapter = company.url_map.bind("localhost")
    endpoints = {adapter.match(action.partition("?")[0], "POST")[0] for action in shown}
    assert endpoints >= KNOWN
    told, wrong = set(), []
    for action, (sent, people) in shown.items():
        for number, username in enumerate(ROLE_OF):
            stale = sent | {"version": "999", "base": "", "token": f"{action}-{number}"[-40:]}
            answer = enter(username).post(action, data=stale)
            if answer.status_code == 409 and username in people:
                told.add(action)
            elif answer.status_code == 409 or answer.status_code >= 500:
                wrong.append((action, username, answer.status_code))
    assert not wrong
    assert len(told) >= len(KNOWN) - 2
