"""A letter as mail servers and mail programs take it: seven bits, short lines, names that every program reads."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import Header
from email.message import EmailMessage, Message
from email.utils import formataddr
from html import escape
from pathlib import Path
from urllib.parse import quote

from salesapp.mail.letters.models import Letter
from salesapp.web import clock, storage

_RUN = 60  # signs of one piece of a long parameter
_BREAKS = re.compile(r"[\r\n\x00]")


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter as plain values: what is written from them needs no database."""

    message_id: str
    date: datetime
    sender: tuple[str, str]  # name and address of the account
    answers: tuple[str, str] | None  # to whom they go
    to: tuple[tuple[str, str], ...]
    subject: str
    body: str
    files: tuple[tuple[str, str, Path], ...]  # name, media type, where the bytes stand

    @classmethod
    def of(cls, letter: Letter, *, sender: str, name: str, reply_to: str | None) -> Paper:
        """Return a letter of the account ``sender``, under which ``name`` is shown; answers go to ``reply_to``."""
        return cls(
            message_id=letter.message_id, date=clock.local(letter.created_at), sender=(name, sender),
            answers=(letter.sender.name, reply_to) if reply_to and reply_to != sender else None,
            to=tuple((each.name, each.address) for each in letter.deliveries), subject=letter.subject, body=letter.body,
            files=tuple((each.name, each.media_type, storage.folder(each.folder) / each.place) for each in letter.files),
        )  # fmt: skip

    def written(self) -> bytes:
        """Return the letter as it is handed to the server: the same at every try."""
        made = EmailMessage(policy=policy.SMTP)
        made["Message-ID"] = self.message_id
        made["Date"] = self.date
        made.set_raw("From", _named(*self.sender))
        made.set_raw("To", ",\n ".join(_named(*each) for each in self.to))
        if self.answers:
            made.set_raw("Reply-To", _named(*self.answers))
        made.set_raw("Subject", _words(self.subject))
        made.set_content(self.body, cte="base64")
        made.add_alternative(as_html(self.body), subtype="html", cte="base64")
        if self.files:
            made.make_mixed()
            for file in self.files:
                made.attach(_part(*file))  # type: ignore[arg-type] # a part of the older kind, on purpose
        return made.as_bytes()


def _words(text: str) -> str:
    """Return a text as a header takes it: whole in encoded words, each short and readable by itself.

    The library's own way loses blanks between a Latin word and a Chinese one.
    """
    if _BREAKS.search(text):
        raise ValueError("a header is one line: no linefeed")
    if text.isascii() and len(text) <= _RUN:
        return text
    return Header(text, "utf-8", maxlinelen=74, header_name="Reply-To").encode(linesep="\n")


def _named(name: str, address: str) -> str:
    """Return an address with the name before it; only the name is encoded."""
    if _BREAKS.search(address) or not address.isascii():
        raise ValueError(f"no address of a header: {address!r}")
    if not name or name.isascii() and len(name) <= _RUN:
        return formataddr((_BREAKS.sub(" ", name), address))
    return f"{_words(name)}\n <{address}>"


def as_html(text: str) -> str:
    """Return a plain text as HTML that fetches nothing from anywhere."""
    parts = (part.strip("\n") for part in re.split(r"\n{2,}", text))
    paragraphs = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts if part)
    return f"<!doctype html><html><body>{paragraphs}</body></html>\n"


def _part(name: str, media_type: str, place: Path) -> Message:
    part = Message(policy=policy.compat32)  # whose headers stand as they are written here
    part["Content-Type"] = f"{media_type};\r\n name={_old_name(name)}"
    part["Content-Disposition"] = "attachment" + _new_name(name)
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(place.read_bytes()).decode("ascii"))
    return part


def _old_name(name: str) -> str:
    """Return a file name as QQ mail and old Outlook read it: encoded words in quotes, which no standard knows."""
    plain = re.sub(r'["\\]', "_", name)
    if plain.isascii():
        return f'"{plain}"'
    words = Header(plain, "utf-8", maxlinelen=70, header_name="name").encode(linesep="\r\n")
    return f'"{words}"'


def _new_name(name: str) -> str:
    """Return a file name by RFC 2231, in pieces that fit a line."""
    if name.isascii():
        plain = re.sub(r'["\\]', "_", name)
        return f';\r\n filename="{plain}"'
    signs = [quote(sign, safe="") for sign in name]
    pieces, piece = [], ""
    for sign in signs:
        if len(piece) + len(sign) > _RUN:
            pieces.append(piece)
            piece = ""
        piece += sign
    pieces.append(piece)
    if len(pieces) == 1:
        return f";\r\n filename*=utf-8''{pieces[0]}"
    return "".join(
        f";\r\n filename*{no}*={'' if no else chr(39).join(('utf-8', '', ''))}{each}"
        for no, each in enumerate(pieces)
    )
