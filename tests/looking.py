"""Files that tests send are looked at in their own process: what a process costs is tested apart."""

from __future__ import annotations

from salesapp.documents.attachments.looking import desk, worker

#: How the desk asks in the product.
ASK = desk.Desk.ask


def in_this_process() -> None:
    """Let every desk look by itself."""
    desk.Desk.ask = lambda self, asked, content, name: worker.answer(asked, content)  # type: ignore[method-assign]
