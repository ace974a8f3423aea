"""Mail addresses: the shape is checked, the domain is lower-cased, nothing is asked of the network."""

from __future__ import annotations

import unicodedata

from email_validator import EmailNotValidError, validate_email

from salesapp.chinese.texts import line
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

#: Domains that anybody may have; they say nothing about the company.
PUBLIC_DOMAINS = frozenset(
    (
        "qq.com", "vip.qq.com", "foxmail.com", "163.com", "vip.163.com", "126.com", "yeah.net", "sina.com",
        "sina.cn", "vip.sina.com", "sohu.com", "139.com", "189.cn", "wo.cn", "21cn.com", "aliyun.com",
        "tom.com", "gmail.com", "outlook.com", "hotmail.com", "live.com", "live.cn", "msn.com", "yahoo.com",
        "yahoo.cn", "icloud.com", "me.com", "88.com", "proton.me", "protonmail.com",
    )
)  # fmt: skip


class MailRefused(Refusal):
    """What was typed is no mail address."""


def check(text: str) -> str:
    """Return an address as it is stored, or refuse it in words that say what is missing."""
    address = unicodedata.normalize("NFKC", line(text)).strip("<>;,，；。").replace("。", ".")
    if "@" not in address:
        raise MailRefused(_("A mail address has an @, such as zhou@example.cn."))
    try:
        return validate_email(
            address, check_deliverability=False, allow_smtputf8=True, strict=True
        ).normalized
    except EmailNotValidError as error:
        raise MailRefused(
            _("This is no mail address that can be written to. Please check what follows the @.")
        ) from error


def company_domain(address: str | None) -> str | None:
    """Return the domain of a company's own mail, or None for a public one."""
    domain = (address or "").rpartition("@")[2].lower()
    return domain if domain and domain not in PUBLIC_DOMAINS else None
