"""What a template may ask about the person signed in."""

import pytest
from flask import render_template_string
from flask_login import login_user


@pytest.mark.parametrize(
    ("username", "endpoint", "open_to"),
    [
        ("lin", "customers.new", True),
        ("zheng", "customers.new", False),
        ("auditor", "trail.index", True),
        ("admin", "trail.index", False),
        ("tang", "there.is_none", False),
    ],
)
def test_a_template_asks_whether_the_role_may_open_an_endpoint(app, cast, username, endpoint, open_to):
    with app.test_request_context():
        login_user(getattr(cast, username))
        assert render_template_string("{{ may_open(endpoint) }}", endpoint=endpoint) == str(open_to)
