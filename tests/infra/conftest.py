"""What is typed in a shell is read in the language of the code."""

import pytest


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Speak English in the shell; the tests of its language choose theirs."""
    monkeypatch.setenv("SALESAPP_LOCALE", "en")
