"""How often a calendar is asked for, and that its secret address is neither found by trying nor kept by the count."""

import pytest

from salesapp.web import limits


@pytest.fixture
def counted(app, monkeypatch):
    """Counting as in service, from nought."""
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    limits.limiter.reset()
    yield
    limits.limiter.reset()


def test_an_address_is_not_found_by_trying(app, db_session, counted):
    visitor = app.test_client()
    codes = [visitor.get(f"/feeds/guess-{number}.ics").status_code for number in range(31)]
    assert codes == [404] * 30 + [429]


def test_one_calendar_too_often_is_told_to_wait_and_others_are_not(app, sign_in, counted):
    def address(username):
        text = sign_in(username).post("/account/calendar").get_data(as_text=True)
        start = text.index("/feeds/")
        return text[start : text.index(".ics", start) + 4]

    mine, theirs = address("lin"), address("fang")
    visitor = app.test_client()
    codes = [visitor.get(mine).status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]
    assert visitor.get(theirs).status_code == 200


def test_the_count_does_not_keep_the_address(app):
    with app.test_request_context("/feeds/very-secret.ics"):
        assert "secret" not in limits.address_asked()
        kept = limits.address_asked()
    with app.test_request_context("/feeds/other-secret.ics"):
        assert limits.address_asked() != kept
