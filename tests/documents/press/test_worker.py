"""The renderer's own side of the conversation."""

from __future__ import annotations

import gc
import io

import pytest

from salesapp.documents.press import renderer, worker
from salesapp.documents.press.renderer import Rendered
from salesapp.reading import wire


class Source:
    """What the app asks, one message after the other; reading on is seen."""

    def __init__(self, told: list[str], *messages: bytes):
        self.told, self.kept = told, io.BytesIO(b"".join(messages))

    def read(self, size: int) -> bytes:
        return self.kept.read(size)


class Target(io.BytesIO):
    """Where answers go; each is seen when it leaves."""

    def __init__(self, told: list[str]):
        super().__init__()
        self.told = told

    def flush(self) -> None:
        self.told.append("left")


@pytest.fixture
def told(monkeypatch) -> list[str]:
    """What the worker did, in order, until nobody asked any more."""
    told: list[str] = []

    class Renderer:
        def warm_up(self) -> None:
            told.append("warm")

        def render(self, **order) -> Rendered:
            told.append("rendered, collecting" if gc.isenabled() else "rendered")
            return Rendered(b"%PDF", 1)

    target = Target(told)
    ask = wire.pack({"html": "<p>"})
    monkeypatch.setattr(worker, "_streams", lambda: (Source(told, ask, ask), target))
    monkeypatch.setattr(worker, "_leave_with_parent", lambda parent: None)
    monkeypatch.setattr(worker.resource, "setrlimit", lambda *limits: None)
    monkeypatch.setattr(worker.atexit, "register", lambda act: None)
    monkeypatch.setattr(worker, "resident_bytes", lambda: 0)
    monkeypatch.setattr(worker.gc, "collect", lambda: told.append("collected"))
    monkeypatch.setattr(worker.gc, "freeze", lambda: told.append("frozen"))
    monkeypatch.setattr(renderer, "Renderer", Renderer)
    worker.main()
    return told


def test_an_answer_leaves_before_garbage_is_collected_and_none_is_while_a_sheet_is_laid_out(told):
    assert told == ["warm", "collected", "frozen", "left", *["rendered", "left", "collected"] * 2]
