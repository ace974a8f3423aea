"""Every collection: what is not there, and what a page costs."""

import pytest


@pytest.mark.parametrize("path", ["settings/scripts", "settings/questions", "settings/objections", "library"])
def test_a_wording_that_is_not_there_is_not_found_and_pages_are_cheap(supervisor, count_queries, path):
    assert supervisor.get(f"/{path}/999999").status_code == 404
    supervisor.get(f"/{path}")
    with count_queries() as counted:
        assert supervisor.get(f"/{path}").status_code == 200
    assert counted.total <= 7
