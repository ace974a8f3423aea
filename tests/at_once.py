"""Pages sent by several people at the same moment, each over a connection of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.web import clock


def browser(app: Flask, username: str) -> Any:
    """Return a client in which somebody is signed in."""
    user = db.session.scalars(select(User).where(User.username == username)).unique().one()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = user.get_id(), True
        session["seen"] = int(clock.now().timestamp())
    return client


def sent_together(app: Flask, *posts: tuple[Any, str, dict[str, Any]]) -> list[tuple[int, str]]:
    """Send forms at the same moment: (client, address, fields) each; return status and text of each answer."""
    start = Barrier(len(posts))

    def send(post: tuple[Any, str, dict[str, Any]]) -> tuple[int, str]:
        client, path, data = post
        client.csrf_token()
        start.wait(120)
        answer = client.post(path, data=data)
        return answer.status_code, answer.get_data(as_text=True)

    db.session.remove()
    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(send, posts))
