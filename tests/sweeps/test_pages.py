"""Every page that needs no record opens, for whoever leads and for whoever sells: the one look of a quick run."""

from __future__ import annotations

import pytest

from salesapp.rights import access


@pytest.mark.quick
@pytest.mark.parametrize("username", ["lin", "tang", "admin"])
def test_every_page_without_a_record_opens(app, sign_in, cast, username):
    client, role, opened, wrong = sign_in(username), getattr(cast, username).role, 0, []
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.arguments and access.may(role, rule.endpoint):
            opened += 1
            status = client.get(str(rule)).status_code
            if status >= 400:
                wrong.append((rule.endpoint, status))
    assert not wrong and opened > 10
