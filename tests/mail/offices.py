"""Mail servers on this machine: one that behaves and answers as it is told, and one that breaks off where it is told."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from aiosmtpd.controller import Controller

from salesapp.db import db
from salesapp.mail.letters import actions, jobs
from salesapp.web import clock

ABOUT = ("task", 7)
MINUTE = timedelta(minutes=1)


class Office:
    """What a mail server took, and how it answers: by address, or to the letter itself."""

    def __init__(self):
        self.messages, self.raw, self.taken_for = [], [], []
        self.answers: dict[str, str] = {}
        self.sender_answer = self.data_answer = None

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.data_answer:
            return self.data_answer
        self.raw.append(envelope.original_content)
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.taken_for += envelope.rcpt_tos
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def office(app, monkeypatch, **options) -> Iterator[Office]:
    """A server that the installation sends through."""
    made, port = Office(), free_port()
    controller = Controller(made, hostname="127.0.0.1", port=port, **options)
    controller.start()
    send_through(app, monkeypatch, port)
    try:
        yield made
    finally:
        controller.stop()


def send_through(app, monkeypatch, port: int) -> None:
    url = f"smtp://127.0.0.1:{port}?from=crm@company.cn"
    monkeypatch.setitem(app.config, "SALESAPP", dataclasses.replace(app.config["SALESAPP"], smtp_url=url))


class Rough(threading.Thread):
    """A server that breaks off: before it greets, while it is given the letter, or after the final dot."""

    def __init__(self, where: str):
        super().__init__(daemon=True)
        self.where, self.letters = where, 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.open = []

    def run(self) -> None:
        while True:
            try:
                line, _address = self.door.accept()
            except OSError:
                return
            self.open.append(line)
            self.serve(line)

    def serve(self, line) -> None:
        if self.where == "silent":
            return  # the door is open, and nobody speaks
        line.sendall(b"220 rough\r\n")
        reader = line.makefile("rb")
        while words := reader.readline():
            if words.upper().startswith(b"DATA"):
                line.sendall(b"354 go on\r\n")
                if self.where == "text":
                    reader.readline()
                    break
                while reader.readline() != b".\r\n":
                    pass
                self.letters += 1
                if self.where == "mute":
                    return
                break
            line.sendall(b"250 OK\r\n")
        line.shutdown(socket.SHUT_RDWR)
        line.close()

    def close(self) -> None:
        self.door.close()
        for line in self.open:
            line.close()


@contextmanager
def rough(app, monkeypatch, where: str) -> Iterator[Rough]:
    """A server that breaks off somewhere, and that the installation sends through."""
    made = Rough(where)
    made.start()
    send_through(app, monkeypatch, made.port)
    try:
        yield made
    finally:
        made.close()


def post(cast, at, **changes):
    values = {
        "to": {"zhou@danqiao.cn": "周敏"},
        "subject": "感谢您的时间",
        "body": "谢谢。\n.\nFrom here",
        "host": "crm.local",
    }
    letter = actions.post(ABOUT, **values | changes, by=cast.lin, at=at)
    db.session.commit()
    return letter


def send(at) -> int:
    with clock.frozen(at):
        return jobs.send_letters(at=at)


def states(letter) -> list[str]:
    return [each.state for each in letter.deliveries]
