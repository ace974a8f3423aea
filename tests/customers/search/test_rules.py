"""The line that customers are found by."""

from salesapp.customers.search import rules as search_text


def test_the_search_line_never_grows_beyond_what_postgresql_indexes():
    line = search_text.compose(
        ["很长的名字" * 30] * 3, "KH2026-0001", [("王𬭎" * 10, "+8613800000021")] * 200
    )
    assert len(line.encode()) <= search_text.MOST_BYTES + 10 and "~" in line
