"""A person's own mail account: which server it sends through, and its password, sealed. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from salesapp.mail.rules import PORTS, Server
from salesapp.refusals import Refusal
from salesapp.web import sealing
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: What a test letter is about: whoever asked for it.
TRIAL = "mail_trial"
#: How a line is kept from being read on its way. A password never goes over one that is open.
SECURITY_LABELS = {"smtps": _l("TLS from the start (465)"), "smtp+starttls": _l("STARTTLS (587)")}
#: Where mail servers take letters; no other door of a network is tried from here.
DOORS = frozenset({25, 465, 587, 994, 2525})


@dataclass(frozen=True, slots=True)
class Provider:
    """Where the mailboxes of a domain send through."""

    host: str
    security: str = "smtps"


#: Mailboxes that many companies use, by the domain of the address.
PROVIDERS = {
    "qq.com": Provider("smtp.qq.com"),
    "vip.qq.com": Provider("smtp.qq.com"),
    "foxmail.com": Provider("smtp.qq.com"),
    "163.com": Provider("smtp.163.com"),
    "vip.163.com": Provider("smtp.vip.163.com"),
    "126.com": Provider("smtp.126.com"),
    "yeah.net": Provider("smtp.yeah.net"),
    "139.com": Provider("smtp.139.com"),
    "189.cn": Provider("smtp.189.cn"),
    "sina.com": Provider("smtp.sina.com"),
    "sohu.com": Provider("smtp.sohu.com"),
    "aliyun.com": Provider("smtp.aliyun.com"),
    "outlook.com": Provider("smtp-mail.outlook.com", "smtp+starttls"),
    "gmail.com": Provider("smtp.gmail.com"),
}


class AccountRefused(Refusal):
    """A mail account that letters cannot be sent through."""


def provider_of(address: str) -> Provider | None:
    """Return where a mailbox sends through, by its domain, where that is known."""
    return PROVIDERS.get(address.rpartition("@")[2].lower())


@dataclass(frozen=True, slots=True)
class Way:
    """Through which server an account sends."""

    host: str
    port: int
    security: str


def way_of(address: str, host: str | None, port: int | None, security: str | None) -> Way:
    """Return the server of an account, from what was typed and what its domain tells; refuse what is no mail server's."""
    known = provider_of(address)
    server = (host or (known.host if known else "")).strip().lower()
    if not server:
        raise AccountRefused(
            _("Say through which server this mailbox sends, such as smtp.example.cn."), field="host"
        )
    if any(sign in server for sign in "/@:? \\") or len(server) > 200:
        raise AccountRefused(_("Only the name of the server, such as smtp.example.cn."), field="host")
    kept = security or (known.security if known and not host else "smtps")
    if kept not in SECURITY_LABELS:
        raise AccountRefused(_("Please choose."), field="security")
    door = port or PORTS[kept]
    if door not in DOORS:
        doors = ", ".join(str(each) for each in sorted(DOORS))
        raise AccountRefused(_("Mail servers listen at %(doors)s.", doors=doors), field="port")
    return Way(server, door, kept)


def check_secret(secret: str, *, known: bool, moved: bool = False) -> None:
    """Refuse an account without a password where none is kept, or where the kept one would go somewhere else."""
    if not secret and not known:
        raise AccountRefused(
            _("Type the password of the mailbox (QQ, 163: the code for programs)."), field="secret"
        )
    if not secret and moved:
        raise AccountRefused(
            _("The kept password goes nowhere else: type the one of this mailbox and server."), field="secret"
        )


def server_of(way: Way, login: str, secret: str, sender: str) -> Server:
    """Return a server as the outbox opens it."""
    return Server(way.host, way.port, way.security, login, secret, sender)


# ------------------------------------------------------------------------------------- the password


PURPOSE = "salesapp.mail.mailboxes"


def seal(secret: str, installation: str) -> str:
    """Return a password as it is stored: encrypted and signed with the installation's key (Fernet)."""
    return sealing.seal(secret, installation, purpose=PURPOSE)


def unseal(sealed: str, installation: str) -> str | None:
    """Return a stored password; None where it was sealed on an installation with another key."""
    return sealing.unseal(sealed, installation, purpose=PURPOSE)
