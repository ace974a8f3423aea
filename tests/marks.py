"""What kind of test each one is, told by what it asks for and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
#: Pages, databases of its own, processes, printing: a test with one of them takes its time. `bin/test --quick` leaves it
#: out to end in under a minute, and opens every page once instead (sweeps/test_pages.py).
HEAVY = {"sign_in", "company_database", "empty_database", "fresh_app", "the_press"}
#: A story that ends in a contract walks the whole chain to it.
WHOLE_STORY = "contracts"
#: Whole walks and machinery, by the name of the file or of a folder.
LONG = {
    "browser", "demo", "infra", "leaving", "press", "test_flow", "test_handoff", "test_jobs", "test_locks", "test_migrations",
    "test_name_pieces", "test_unused",
}  # fmt: skip
#: Whoever asks for one of these speaks SQL; an application alone may only lend its words to a sheet.
ASKING = {"db_session", "fresh_app", "cast_database", "company_database", "empty_database"}
WORDS_ONLY = {"words", "compose_sheet", "print_sheet"}


def mark(items: list[pytest.Item]) -> None:
    """Mark what is slow and what speaks SQL, and let the slow ones begin: at the end no process waits for one of them."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        parts = set(item.path.relative_to(HERE).with_suffix("").parts)
        heavy = asked & HEAVY or (WHOLE_STORY in parts and "db_session" in asked)
        if (heavy and not item.get_closest_marker("quick")) or LONG & parts:
            item.add_marker(pytest.mark.slow)
        if speaks_sql(item, asked):
            item.add_marker(pytest.mark.sql)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def speaks_sql(item: pytest.Item, asked: set[str]) -> bool:
    """Tell whether a test asks a database: through a fixture, or one that its file makes itself."""
    if "db_session" not in asked and "app" in asked:
        asked = asked - {"cast_database"} if asked & WORDS_ONLY else asked
    return bool(asked & ASKING) or hasattr(getattr(item, "module", None), "_database")
