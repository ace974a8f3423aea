"""Handing letters to mail servers, step by step, so that it is known how far each came."""

from __future__ import annotations

import logging
import select
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

from flask import current_app

from salesapp import capability
from salesapp.config import Config
from salesapp.db import db
from salesapp.mail.jobs import Line
from salesapp.mail.letters import actions, mails, queries
from salesapp.mail.letters.models import Delivery, Letter
from salesapp.mail.letters.rules import SETTING, Step, Verdict, too_large
from salesapp.mail.mailboxes import queries as mailboxes
from salesapp.mail.mailboxes.models import Mailbox
from salesapp.mail.mailboxes.rules import server_of, unseal
from salesapp.mail.rules import Server, parse_server
from salesapp.web import clock
from salesapp.words import gettext as _

BATCH = 50
#: Seconds that a server has for its answer to the final dot; it may look through the letter first.
AFTER_THE_DOT = 120
log = logging.getLogger(__name__)


def send_letters(*, at: datetime) -> int:
    """Send the letters that wait and return how many copies were taken.

    Each is claimed and committed before a word of it goes out and marked after; no transaction is open while a server
    answers. What a killed process had in hand is asked about, never sent again by itself.
    """
    for letter in actions.doubt_lost(at=at):
        _tell(letter, at=at)
    db.session.commit()
    config = current_app.config["SALESAPP"]
    if config.now is not None:  # a clock that was set plays: nothing leaves
        return 0
    waiting = queries.due(at, BATCH)
    db.session.commit()
    taken, company_refused = 0, False
    for sender_id, rows in groupby(waiting, key=lambda row: row[1]):
        ids, mailbox = [row[0] for row in rows], mailboxes.of_person(sender_id)
        refused = mailbox is None and company_refused
        if not refused:
            sent, refused = _of_sender(mailbox, ids, config, at=at)
            taken += sent
        if refused and mailbox is None:
            company_refused = True
            actions.put_off(ids, until=at + SETTING)
        db.session.commit()
    return taken


def _of_sender(mailbox: Mailbox | None, ids: list[int], config: Config, *, at: datetime) -> tuple[int, bool]:
    """Send what waits of one person; return how many copies were taken, and whether the server refused the mailbox."""
    server = opened(mailbox, config)
    if server is None and mailbox is not None:
        mailbox.stop(_("The password cannot be read any more: type it anew."), at=at)
    db.session.commit()
    if server is None:
        return 0, False
    taken = 0
    with Courier(server) as courier:
        for delivery_id in ids:
            delivery = actions.claim(delivery_id, at=at)
            copy = None if delivery is None else _copy(delivery, server, config)
            db.session.commit()
            if delivery is None or copy is None:
                continue
            failed = _handed_over(courier, copy)
            verdict = _mark(delivery, failed, mailbox, at=clock.now())
            taken += failed is None
            db.session.commit()
            if verdict is not None and verdict.line_down:
                return taken, verdict.stops  # the others stay due: the next round starts with them
    return taken, False


def opened(mailbox: Mailbox | None, config: Config) -> Server | None:
    """Return the server that a person's letters leave through: of their own account, else the company's; None: of none."""
    if mailbox is not None:
        secret = unseal(mailbox.secret, config.secret_key)
        return None if secret is None else server_of(mailbox.way, mailbox.login, secret, mailbox.sender)
    return parse_server(config.smtp_url) if config.smtp_url else None


def _copy(delivery: Delivery, server: Server, config: Config) -> tuple[str, mails.Paper]:
    """Return one copy as plain values. It is from the account, as servers refuse all else; answers go to whoever wrote it."""
    letter, host = delivery.letter, urlsplit(config.base_url).hostname or "localhost"
    name = _("%(name)s (%(company)s)", name=letter.sender.name, company=config.company_name)
    sender = server.sender or f"salesapp@{host}"
    return delivery.address, mails.Paper.of(letter, sender=sender, name=name, reply_to=letter.sender.email)


def _handed_over(courier: Courier, copy: tuple[str, mails.Paper]) -> Failed | None:
    """Hand one copy over; return how that failed. No transaction is open."""
    address, paper = copy
    try:
        courier.hand_over(address, paper.written())
    except Failed as failed:
        return failed
    except (ValueError, OSError) as error:  # an address that no header takes, a file that is gone
        return Failed(Step.TEXT, 554, str(error))
    return None


def _mark(
    delivery: Delivery, failed: Failed | None, mailbox: Mailbox | None, *, at: datetime
) -> Verdict | None:
    """Note what became of a copy; return what a failure means."""
    verdict = None
    if failed is None:
        actions.mark_sent(delivery, at=at)
    else:
        log.warning("letter %s was not taken (%s): %s", delivery.id, failed.step, failed.said)
        verdict = actions.mark_failed(delivery, failed.step, failed.code, failed.said, at=at)
        if verdict.stops and mailbox is not None:
            mailbox.stop(failed.said, at=at)
    _tell(delivery.letter, at=at)
    return verdict


def _tell(letter: Letter, *, at: datetime) -> None:
    """Let whoever wrote the letter follow what became of it."""
    capability.follow("mail_letter", letter, ("deliveries",), by=letter.sender, at=at)


class Failed(Exception):
    """A try that failed: at which step, with which answer; no code where the line broke."""

    def __init__(self, step: Step, code: int | None, said: str):
        super().__init__(said)
        self.step, self.code, self.said = step, code, said


class Courier(Line):
    """A line to a mail server over which one letter after the other is handed, each step by itself."""

    def hand_over(self, to: str, content: bytes) -> None:
        """Hand a letter over for one recipient, or say how far it came."""
        smtp = self._opened()
        try:
            with _at(Step.SENDER):
                smtp.ehlo_or_helo_if_needed()
            limit = int(smtp.esmtp_features.get("size") or 0)
            if 0 < limit < len(content):
                raise Failed(Step.SIZE, 552, too_large(len(content), limit))
            with _at(Step.SENDER) as answered:
                answered(smtp.mail(self.server.sender or "", [f"size={len(content)}"] if limit else []), 250)
            with _at(Step.RECIPIENT) as answered:
                answered(smtp.rcpt(to), 250, 251)
            with _at(Step.TEXT) as answered:
                answered(smtp.docmd("data"), 354)
                smtp.send(_dotted(content))
                if (early := _said_early(smtp)) is not None:
                    answered(early, 354)
            with _at(Step.TAKEN) as answered:
                smtp.send(b".\r\n")
                assert smtp.sock is not None
                smtp.sock.settimeout(AFTER_THE_DOT)
                answered(smtp.getreply(), 250)
                smtp.sock.settimeout(smtp.timeout)
        except Failed as failed:
            self._tidy(smtp, failed)
            raise

    def _opened(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = self._open()
            except smtplib.SMTPAuthenticationError as error:
                raise Failed(Step.LOGIN, error.smtp_code, _words(error)) from error
            except ssl.SSLCertVerificationError as error:
                said = _(
                    "The certificate of %(host)s is not to be trusted: %(why)s",
                    host=self.server.host,
                    why=error.verify_message,
                )
                raise Failed(Step.CONNECT, None, said) from error
            except (smtplib.SMTPException, OSError) as error:
                code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None
                raise Failed(Step.CONNECT, code, _words(error)) from error
        return self._smtp

    def _tidy(self, smtp: smtplib.SMTP, failed: Failed) -> None:
        """Leave the line ready for the next letter; one that is broken, or of which nobody knows, is not used again."""
        if failed.code is not None and failed.code != 421:
            try:
                smtp.rset()
                return
            except (smtplib.SMTPException, OSError):
                pass
        smtp.close()
        self._smtp = None


@contextmanager
def _at(step: Step) -> Iterator:
    """Say of whatever fails inside at which step it did."""

    def answered(reply: tuple[int, bytes], *good: int) -> None:
        code, said = reply
        if code not in good:
            raise Failed(step, code, f"{code} {said.decode('utf-8', 'replace')}")

    try:
        yield answered
    except smtplib.SMTPResponseException as error:
        raise Failed(step, error.smtp_code if error.smtp_code > 0 else None, _words(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Failed(step, None, _words(error)) from error


def _dotted(content: bytes) -> bytes:
    """Return a letter as it goes over the line: a line that begins with a dot gets a second one; the final dot is not in it."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    doubled = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
    return doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n"


def _said_early(smtp: smtplib.SMTP) -> tuple[int, bytes] | None:
    """Return what a server said before the final dot; one that hung up is noticed while it cannot have the letter.

    Not over TLS, where bytes on the line need not be an answer.
    """
    line = smtp.sock
    if not isinstance(line, socket.socket) or isinstance(line, ssl.SSLSocket):
        return None
    return smtp.getreply() if select.select([line], [], [], 0)[0] else None


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    if isinstance(error, TimeoutError):
        return _("The server did not answer in time.")
    return str(error) or type(error).__name__
