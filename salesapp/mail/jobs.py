"""Sending the outbox over SMTP."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Self
from urllib.parse import urlsplit

from flask import current_app

from salesapp.db import db
from salesapp.mail import actions, queries
from salesapp.mail.models import OutgoingMail
from salesapp.mail.rules import Server, parse_server
from salesapp.web import clock

KEPT = timedelta(days=90)
BATCH = 200
TIMEOUT = 20  # seconds for one answer of the server
log = logging.getLogger(__name__)


def send_due(*, at: datetime) -> int:
    """Send what waits in the outbox and return how many mails left.

    Each mail is claimed, written and committed before it goes out, and marked and committed after, so that two processes
    never send the same one and a slow server holds up nobody's saving. A claim bears its own time: in a slow round the last
    mail is not taken for one that a dead process left. Without SALESAPP_SMTP_URL mails stay where they are.
    """
    begun = clock.now()
    moment = lambda: at + (clock.now() - begun)  # noqa: E731
    settings = current_app.config["SALESAPP"]
    if not settings.smtp_url:
        return 0
    ids = queries.due_ids(at, BATCH)
    db.session.commit()
    if not ids:
        return 0
    sent = 0
    with Line(parse_server(settings.smtp_url)) as line:
        for mail_id in ids:
            mail = actions.claim(mail_id, at=moment())
            made = None if mail is None else _made(mail, settings, line.server, at=at)
            db.session.commit()
            if mail is None or made is None:
                continue
            outcome = _send(line, mail, made, moment)
            db.session.commit()
            sent += outcome == "sent"
            if outcome == "line down":
                break  # the others stay due: the next round starts with them
    return sent


def forget_old(*, at: datetime) -> int:
    """Remove the mails that left over three months ago, and those that never will; return how many."""
    return actions.forget(before=at - KEPT)


def _made(mail: OutgoingMail, settings, server: Server, *, at: datetime) -> EmailMessage | None:
    try:
        return message(mail, settings, server, at=at)
    except ValueError as error:  # an address that cannot be written into a header
        _failed(mail, str(error), at=at, for_good=True)
        return None


def _send(line: Line, mail: OutgoingMail, made: EmailMessage, moment: Callable[[], datetime]) -> str:
    """Hand a mail to the server; no transaction is open while it answers. A line that is down costs the mail no try."""
    try:
        line.open()
    except (smtplib.SMTPException, OSError) as error:
        said = _said(error)
        log.warning("the mail server cannot be reached, mails wait: %s", said)
        actions.put_back(mail, said, at=moment())
        return "line down"
    try:
        line.send(made)
        at = moment()
    except smtplib.SMTPRecipientsRefused as refusal:
        code, reason = next(iter(refusal.recipients.values()))
        return _failed(mail, f"{code} {_text(reason)}", at=moment(), for_good=code >= 500)
    except smtplib.SMTPResponseException as error:
        for_good = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
        return _failed(mail, _said(error), at=moment(), for_good=for_good)
    except ValueError as error:  # smtplib sends no such address
        return _failed(mail, str(error), at=moment(), for_good=True)
    except (smtplib.SMTPException, OSError) as error:  # it broke within this mail, which may be why
        return _failed(mail, _said(error), at=moment(), outcome="line down")
    actions.mark_sent(mail, at=at)
    return "sent"


def _failed(
    mail: OutgoingMail, error: str, *, at: datetime, for_good: bool = False, outcome: str = "failed"
) -> str:
    log.warning("mail %s was not sent: %s", mail.id, error)
    actions.mark_failed(mail, error, at=at, for_good=for_good)
    return outcome


def message(mail: OutgoingMail, settings, server: Server, *, at: datetime) -> EmailMessage:
    """Return the mail as a message. Its Message-ID never changes, so a receiver drops a second copy."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    made = EmailMessage()
    made["Message-ID"] = f"<outbox-{mail.id}-{int(mail.created_at.timestamp())}@{host}>"
    made["Date"] = at
    made["From"] = Address(settings.company_name, addr_spec=server.sender or f"salesapp@{host}")
    made["To"] = Address(addr_spec=mail.to)
    made["Subject"] = " ".join(mail.subject.split())
    made["Auto-Submitted"] = "auto-generated"
    address = f"\n{settings.base_url}{mail.path}" if mail.path else ""
    made.set_content(mail.body + address, cte="base64")
    return made


class Line:
    """The connection to a mail server, opened with the first mail and closed at the end."""

    def __init__(self, server: Server):
        self.server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()

    def open(self) -> smtplib.SMTP:
        """Return the open connection, made with the first mail, or raise what smtplib raises."""
        if self._smtp is None:
            self._smtp = self._open()
        return self._smtp

    def send(self, made: EmailMessage) -> None:
        """Hand one message to the server, or raise what smtplib raises."""
        self.open().send_message(made)

    def _open(self) -> smtplib.SMTP:
        server = self.server
        if server.security == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        try:
            if server.security == "smtp+starttls":
                smtp.starttls(context=ssl.create_default_context())
            if server.user is not None:
                smtp.login(server.user, server.password or "")
        except BaseException:
            smtp.close()
            raise
        return smtp


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(reason: bytes | str) -> str:
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
