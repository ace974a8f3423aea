"""What gunicorn does beside serving: each web process ends with the one that keeps them."""

from __future__ import annotations

from typing import Any

from salesapp.serve.family import end_with


def post_fork(server: Any, worker: Any) -> None:
    """Bind a fresh web process to its keeper before it loads anything."""
    end_with(worker.ppid)
