"""Sweeps over every route: signing in, CSRF, the table of rights, and that looking changes nothing."""

from __future__ import annotations

import re

import pytest

from salesapp.rights import access

ROLE_OF = {
    "lin": "rep",
    "xu": "supervisor",
    "tang": "director",
    "zheng": "finance",
    "gao": "service",
    "he": "tech",
    "lu": "legal",
    "admin": "admin",
    "auditor": "auditor",
}
#: What looking may leave behind: the trail itself, the register of prints, and sign-in bookkeeping.
TRACES = {"audit_entry", "audit_head", "printed_sheet", "config_stamp", "submission"}
#: A statement that changes rows, and the table it changes.
WRITES = re.compile(
    r'\s*(?:WITH .*)?(?:INSERT (?:OR \w+ )?INTO|REPLACE INTO|UPDATE|DELETE FROM) "?(\w+)', re.S
)
WRITING = ("POST", "PUT", "PATCH", "DELETE")


def rules(app, method: str):
    """Return the rules that take a method, one for each endpoint."""
    found = {rule.endpoint: rule for rule in app.url_map.iter_rules() if method in rule.methods}
    return [found[name] for name in sorted(found) if name != "static"]


def writing_rules(app):
    """Yield every rule that changes something, with the method it takes."""
    for method in WRITING:
        for rule in rules(app, method):
            yield rule, method


def test_every_route_is_in_the_table_of_rights(company):
    endpoints = {rule.endpoint for rule in company.url_map.iter_rules()}
    assert endpoints - access.public() - set(access.table()) == set()


def test_the_table_of_rights_names_no_route_that_is_not_there(company):
    endpoints = {rule.endpoint for rule in company.url_map.iter_rules()}
    assert (set(access.table()) | set(access.public())) - endpoints == set()


def test_a_stranger_is_asked_to_sign_in_everywhere(company, enter, address):
    client = enter(None)
    wrong = []
    for rule in rules(company, "GET"):
        if rule.endpoint not in access.public():
            response = client.get(address(rule))
            if response.status_code != 303 or "/login" not in response.headers["Location"]:
                wrong.append((rule.endpoint, response.status_code))
    for rule, method in writing_rules(company):
        if rule.endpoint not in access.public():
            response = client.open(address(rule), method=method)
            if response.status_code != 303 or "/login" not in response.headers["Location"]:
                wrong.append((rule.endpoint, method, response.status_code))
    assert not wrong


def test_nothing_is_changed_without_a_csrf_token(company, enter, address):
    wrong = []
    for username in ("xu", "admin"):
        client = enter(username, csrf=False)
        for rule, method in writing_rules(company):
            response = client.open(address(rule), method=method)
            if response.status_code != 400:
                wrong.append((rule.endpoint, method, response.status_code))
    assert not wrong


@pytest.mark.parametrize("username", ROLE_OF)
def test_every_role_meets_the_table_of_rights_at_every_page_and_no_look_changes_a_row(
    company, enter, address, username, count_queries
):
    role, client, wrong = ROLE_OF[username], enter(username), []
    for rule in rules(company, "GET"):
        with count_queries() as asked:
            status = client.get(address(rule)).status_code
        written = {written[1] for each in asked.statements if (written := WRITES.match(each))}
        if written - TRACES:
            wrong.append((rule.endpoint, written - TRACES))
        if rule.endpoint in access.public():
            continue
        allowed = access.may(role, rule.endpoint)
        if status >= 500 or (not allowed and status != 403) or (allowed and status == 403):
            wrong.append((rule.endpoint, status, allowed))
    assert not wrong


@pytest.mark.parametrize("username", ROLE_OF)
def test_every_role_is_refused_every_act_that_is_not_in_its_table(company, enter, address, username):
    role, client, wrong = ROLE_OF[username], enter(username), []
    for rule, method in writing_rules(company):
        if rule.endpoint in access.public() or access.may(role, rule.endpoint):
            continue
        status = client.open(address(rule), method=method).status_code
        if status != 403:
            wrong.append((rule.endpoint, method, status))
    assert not wrong


def test_the_sweep_knows_a_write_when_it_sees_one():
    found = [
        WRITES.match(each)
        for each in ("INSERT INTO task (id)", 'UPDATE "user" SET', "DELETE FROM task WHERE")
    ]
    assert [each[1] for each in found] == ["task", "user", "task"]
    assert not WRITES.match("SELECT task.updated FROM task")


def test_an_empty_post_is_never_a_fault_of_ours(company, enter, address):
    """An empty, signed-in, genuine request is refused in words: 4xx, or carried out; never a 500."""
    wrong = []
    for username in ("lin", "xu", "zheng", "gao", "tang", "admin"):
        client = enter(username)
        for rule, method in writing_rules(company):
            if rule.endpoint in ("sessions.end",):
                continue
            status = client.open(address(rule), method=method).status_code
            if status >= 500:
                wrong.append((rule.endpoint, username, status))
    assert not wrong
