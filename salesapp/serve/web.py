"""gunicorn over an app that is read in already; each web process ends with the one that keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from salesapp.serve.family import end_with, named


class Screens(BaseApplication):
    """What gunicorn serves, and how."""

    def __init__(self, app: Flask, settings: Mapping[str, Any]):
        self.screens, self.settings = app, settings
        super().__init__()

    def load_config(self) -> None:
        """Hand over the settings."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)
        self.cfg.set("post_fork", post_fork)

    def load(self) -> Flask:
        """Return the app."""
        return self.screens


def post_fork(server: Any, worker: Any) -> None:
    """Bind a fresh web process to its keeper before it does anything."""
    end_with(worker.ppid)
    named("salesapp-worker")
