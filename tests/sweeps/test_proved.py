"""Settings of money and people: wherever they are set, whoever has a second step shows it again."""

from __future__ import annotations

from sqlalchemy import update

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.rights import access
from tests.sweeps.test_routes import ROLE_OF, rules, writing_rules

#: Where the house is set; whatever is written there asks, or is said below to be neither money nor people.
SETTINGS = ("/settings/", "/products", "/approvals/deputies", "/approvals/resets", "/account/second-step")
NEITHER = {
    "dictionaries": "words to choose from",
    "objections": "what to answer to objections",
    "questions": "what to ask a customer",
    "scripts": "what to say at the phone",
    "calendar": "working days",
    "notices": "working days",
    "mails": "sends again what was written already",
    "backups": "makes one more backup",
    "trail": "checks the trail",
    "deputies.create_ending": "takes back what was given, also by the deputy",
    "factors.create_confirmation": "is where it is shown",
}


def is_neither(endpoint: str) -> bool:
    return endpoint in NEITHER or endpoint.partition(".")[0] in NEITHER


def test_whatever_sets_money_or_people_asks_for_the_second_step(company):
    asked = access.proved()
    wrong = [
        (rule.endpoint, method)
        for rule, method in writing_rules(company)
        if rule.rule.startswith(SETTINGS) and (rule.endpoint in asked) == is_neither(rule.endpoint)
    ]
    assert not wrong


def test_the_page_of_a_form_asks_before_somebody_fills_it_in(company):
    pages = {rule.endpoint for rule in rules(company, "GET")}
    wrong = []
    for endpoint in access.proved():
        noun, _dot, verb = endpoint.partition(".")
        page = {"create": f"{noun}.new", "update": f"{noun}.edit"}.get(verb)
        if page in pages and page not in access.proved():
            wrong.append(page)
    assert not wrong


def test_what_is_said_to_be_neither_is_there(company):
    endpoints = {rule.endpoint for rule in company.url_map.iter_rules()}
    assert set(NEITHER) <= endpoints | {endpoint.partition(".")[0] for endpoint in endpoints}


def test_every_role_is_asked_at_each_of_them(company, enter, address):
    with company.app_context():
        db.session.execute(update(User).values(second_step=True))
        db.session.commit()
    wrong, met = [], set()
    for username, role in ROLE_OF.items():
        client = enter(username)
        asked = [(rule, "GET") for rule in rules(company, "GET")] + list(writing_rules(company))
        for rule, method in asked:
            if rule.endpoint not in access.proved() or not access.may(role, rule.endpoint):
                continue
            answer = client.open(address(rule), method=method)
            met.add(rule.endpoint)
            if answer.status_code != 303 or "second-step/confirmation" not in answer.location:
                wrong.append((username, rule.endpoint, method, answer.status_code))
    assert not wrong
    assert met == access.proved()
