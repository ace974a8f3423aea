"""Of what is read in for the tests nothing is garbage; looking for it again and again takes a seventh of a run."""

import gc

gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage again, but only in what the tests make."""
    gc.freeze()
    gc.enable()
