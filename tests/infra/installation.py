"""A whole installation as processes: the real ``serve``, who speaks to it over HTTP, and what of it lives."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

from salesapp.accounts.models import User
from salesapp.config import PROJECT
from salesapp.db import db

#: What the processes of each kind are called, and what those that print have on their command line.
KEEPER, WEB, JOBS, PRINTER = "salesapp-keeper", "salesapp-web", "salesapp-jobs", "documents.press.worker"
#: What ``bin/serve`` does once there is an environment.
KEEP_UP = '. bin/environment.sh; keep_up "$@"'


class Installation:
    """One ``serve`` over a data folder, in the shell that starts it again as often as it is killed."""

    def __init__(self, url: str, folder: Path, port: int):
        self.port, self.folder = port, folder
        environ = {name: value for name, value in os.environ.items() if not name.startswith("SALESAPP_")}
        self.environ = environ | {
            "SALESAPP_DATABASE_URL": url,
            "SALESAPP_DATA_DIR": str(folder),
            "SALESAPP_SECRET_KEY": "test" * 10,
            "SALESAPP_LOCALE": "en",
        }
        self.log = (folder / "serve.log").open("ab")
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it as an operator would, over what is there."""
        command = [
            "bash",
            "-c",
            KEEP_UP,
            "serve",
            sys.executable,
            "-m",
            "salesapp",
            "serve",
            "--empty",
            "--port",
            str(self.port),
            "--workers",
            "2",
        ]
        self.process = subprocess.Popen(
            command, cwd=PROJECT, env=self.environ, stdout=self.log, stderr=self.log, start_new_session=True
        )

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def answers(self) -> bool:
        """Tell whether it answers somebody new."""
        return self.ask("GET", "/healthz")[0] == 200

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, data: object = None
    ) -> tuple[int, bytes]:
        """Return status and body of an answer; 0 where there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            body = urlencode(data, doseq=True) if data is not None else None
            typed = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
            connection.request(method, path, body, typed | (headers or {}))
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()

    def family(self) -> dict[int, tuple[int, str]]:
        """Return every process below the shell: its parent, and its name and command line."""
        told = ["ps", "-wweo", "pid=,ppid=,stat=,comm=,args="]
        everyone = {}
        for line in subprocess.run(told, capture_output=True, text=True).stdout.splitlines():
            pid, parent, state, command = line.split(None, 3)
            if not state.startswith("Z"):
                everyone[int(pid)] = (int(parent), command)
        ours, found = {self.pid}, {self.pid}
        while found:
            found = {pid for pid, (parent, _) in everyone.items() if parent in ours and pid not in ours}
            ours |= found
        return {pid: everyone[pid] for pid in ours - {self.pid} if pid in everyone}

    def of_kind(self, kind: str) -> list[int]:
        """Return the processes of a kind: the shell keeps ``serve``, that a ``keeper``, that ``web`` and ``jobs``."""
        family = self.family()
        if kind == "print worker":
            return [pid for pid, (_, command) in family.items() if PRINTER in command]
        if kind == "serve":
            return [pid for pid, (parent, _) in family.items() if parent == self.pid]
        if kind == "web worker":
            keepers = self.of_kind("web")
            return [
                pid
                for pid, (parent, command) in family.items()
                if parent in keepers and " -m salesapp serve " in command
            ]
        name = {"keeper": KEEPER, "web": WEB, "jobs": JOBS}[kind]
        above = self.of_kind({"keeper": "serve"}.get(kind, "keeper"))
        return [
            pid for pid, (parent, command) in family.items() if parent in above and command.startswith(name)
        ]

    def end(self) -> None:
        """End it politely."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
        self.log.close()


class Person:
    """Somebody signed in who sends a form until it is acknowledged, as one presses again."""

    def __init__(self, app, place: Installation, username: str):
        self.place = place
        user = db.session.scalar(db.select(User).where(User.username == username))
        client = app.test_client()
        with client.session_transaction() as session:
            session.update(_user_id=user.get_id(), _fresh=True, seen=int(time.time()))
        self.token = client.csrf_token()
        cookie = client.get_cookie("salesapp")
        self.headers = {"Cookie": f"salesapp={cookie.value}", "X-CSRFToken": self.token}

    def get(self, path: str) -> tuple[int, bytes]:
        return self.place.ask("GET", path, self.headers)

    def send(self, path: str, data: dict, *, patience: float = 900) -> int:
        """Send a form, the same again where no answer came, and return how often it was sent until it was acknowledged."""
        sent = data | {"token": uuid.uuid4().hex}
        deadline, times, seen = time.monotonic() + patience, 0, []
        while time.monotonic() < deadline:
            status, body = self.place.ask("POST", path, self.headers, sent)
            times += 1
            if status == 303:
                return times
            seen.append(status)
            assert status in (0, 502, 503), f"{path} answered {seen}: {body.decode()[-1500:]}"
            time.sleep(0.1)
        raise AssertionError(f"{path} was never acknowledged: {seen[-20:]}")
