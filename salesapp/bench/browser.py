"""A browser without a screen: a connection that is kept alive, cookies, forms, and a stop-watch."""

from __future__ import annotations

import http.client
import io
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart


class BenchError(Exception):
    """Something stands in the way of measuring; the sentence is for the operator."""


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers, body as it was sent, and how long it took in milliseconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    ms: float

    @property
    def queries(self) -> int | None:
        """How many statements the database was asked; None where the server does not tell."""
        told = self.headers.get("x-queries")
        return int(told) if told is not None else None


class Browser:
    """One person's connection, kept alive, with cookies."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(parts.hostname or "", parts.port, timeout=60)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.cookies: dict[str, str] = {}

    def get(self, path: str, *, encoding: str = "br, gzip") -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, {"Accept-Encoding": encoding})

    def post(self, path: str, values: Sequence[tuple[str, str]]) -> Answer:
        """Send a form."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "br, gzip"}
        return self._ask("POST", path, urlencode(values), headers | {"Referer": self.origin + path})

    def send(self, path: str, values: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> Answer:
        """Send a form with files."""
        parts = {key: FileStorage(io.BytesIO(data), filename) for key, (filename, data) in files.items()}
        boundary, body = encode_multipart({**values, **parts})
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept-Encoding": "br, gzip"}
        headers["Referer"] = self.origin + path
        return self._ask("POST", path, body, headers)

    def page(self, path: str) -> Page:
        """Ask for a page and read its forms and the files it loads."""
        answer = self.get(path, encoding="identity")
        if answer.status != 200:
            raise BenchError(f"{path} answers {answer.status}")
        return Page(answer.body.decode())

    def _ask(self, method: str, path: str, body: str | bytes | None, headers: Mapping[str, str]) -> Answer:
        sent = dict(headers)
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        started = time.perf_counter()
        try:
            response = self._exchange(method, path, body, sent)
        except (http.client.RemoteDisconnected, ConnectionError):
            if method != "GET":
                raise
            self.connection.close()  # it was idle for long and closed there
            started = time.perf_counter()
            response = self._exchange(method, path, body, sent)
        data = response.read()
        ms = (time.perf_counter() - started) * 1000
        for line in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, data, ms)

    def _exchange(
        self, method: str, path: str, body: str | bytes | None, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        self.connection.request(method, path, body, headers)
        return self.connection.getresponse()


class Page(HTMLParser):
    """The forms of a page with what they would send, and the files that it loads."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: list[tuple[str, list[tuple[str, str]]]] = []
        self.files: list[str] = []
        self._select: tuple[str, str | None] | None = None
        self._textarea: tuple[str, list[str]] | None = None
        self._inside = False
        self.feed(html)

    def form(self, action: str) -> list[tuple[str, str]]:
        """Return what the first form with an action would send as it stands."""
        for address, values in self.forms:
            if urlsplit(address).path == action:
                return values
        raise BenchError(f"no form for {action} on this page")

    def handle_starttag(self, tag: str, attributes) -> None:
        given = dict(attributes)
        if tag == "form":
            self.forms.append((given.get("action") or "", []))
            self._inside = True
        elif tag == "link" and given.get("rel") in ("stylesheet", "icon", "manifest", "preload"):
            self.files.append(given["href"])
        elif tag == "script" and given.get("src") or tag == "img" and given.get("src", "").startswith("/"):
            self.files.append(given["src"])
        elif self._inside:
            self._field(tag, given)

    def _field(self, tag: str, given: Mapping[str, str | None]) -> None:
        name, kind = given.get("name"), given.get("type")
        if tag == "input" and name and "disabled" not in given:
            if (
                kind in ("radio", "checkbox")
                and "checked" not in given
                or kind in ("submit", "button", "file")
            ):
                return
            self.forms[-1][1].append((name, given.get("value") or ("y" if kind == "checkbox" else "")))
        elif tag == "select" and name:
            self._select = (name, None)
        elif tag == "option" and self._select and ("selected" in given or self._select[1] is None):
            self._select = (self._select[0], given.get("value") or "")
        elif tag == "textarea" and name:
            self._textarea = (name, [])

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._textarea[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select" and self._select:
            self.forms[-1][1].append((self._select[0], self._select[1] or ""))
            self._select = None
        elif tag == "textarea" and self._textarea:
            self.forms[-1][1].append((self._textarea[0], "".join(self._textarea[1]).removeprefix("\n")))
            self._textarea = None


def sign_in(url: str, username: str, password: str) -> Browser:
    """Return a browser in which a person is signed in."""
    browser = Browser(url)
    values = dict(browser.page("/login").form("/login")) | {"username": username, "password": password}
    answer = browser.post("/login", list(values.items()))
    if answer.status != 303:
        raise BenchError(f"{username} cannot sign in ({answer.status})")
    return browser
