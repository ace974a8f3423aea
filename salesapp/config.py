"""Settings from the environment. A bad value stops the start with its name and what it takes."""

from __future__ import annotations

import os
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from salesapp.shell import gettext
from salesapp.words import LOCALES

__all__ = ["LOCALES", "PROJECT", "BadSetting", "Config"]

PROJECT = Path(__file__).resolve().parent.parent


class BadSetting(SystemExit):
    """A setting holds a value that the program cannot use."""

    def __init__(self, name: str, takes: str, value: str):
        super().__init__(
            gettext(
                "%(name)s: cannot use %(value)s. It takes %(takes)s.",
                name=name,
                value=repr(value),
                takes=takes,
            )
        )
        self.setting = name


#: The kinds of picture that a letterhead takes, and how large one may be.
LOGOS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
LARGEST_LOGO = 512 * 1024
#: So many pixels are soon read: a file of few bytes may hold a picture of a gigabyte.
LOGO_PIXELS = 16_000_000


@dataclass(frozen=True)
class Config:
    """Everything that the environment decides."""

    database_url: str
    data_dir: Path
    redis_url: str | None
    base_url: str
    secret_key: str
    smtp_url: str | None
    locale: str
    timezone: ZoneInfo
    company_name: str
    now: datetime | None
    backup_dir: Path | None = None
    company_logo: Path | None = None

    @property
    def local_only(self) -> bool:
        """Whether the address on sheets and in mails leads nowhere from another machine."""
        host = urlsplit(self.base_url).hostname or ""
        return host == "localhost" or host.endswith(".localhost") or host == "::1" or host.startswith("127.")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Config:
        """Return the settings, or stop with the name of the first that cannot be used."""
        get = _reader(os.environ if environ is None else environ)
        data_dir = _data_dir(get("SALESAPP_DATA_DIR") or str(PROJECT / "instance"))
        return cls(
            database_url=_database_url(get("SALESAPP_DATABASE_URL"), data_dir),
            data_dir=data_dir,
            redis_url=_url("SALESAPP_REDIS_URL", get("SALESAPP_REDIS_URL"), ("redis", "rediss", "unix")),
            base_url=(
                _url("SALESAPP_BASE_URL", get("SALESAPP_BASE_URL"), ("http", "https"))
                or "http://127.0.0.1:8000"
            ).rstrip("/"),
            secret_key=_secret_key(get("SALESAPP_SECRET_KEY"), data_dir),
            smtp_url=_url("SALESAPP_SMTP_URL", get("SALESAPP_SMTP_URL"), ("smtp", "smtps", "smtp+starttls")),
            locale=_one_of("SALESAPP_LOCALE", get("SALESAPP_LOCALE") or LOCALES[0], LOCALES),
            timezone=(zone := _timezone(get("SALESAPP_TIMEZONE") or "Asia/Shanghai")),
            company_name=_company_name(get("SALESAPP_COMPANY_NAME") or "某某软件有限公司"),
            now=_now(get("SALESAPP_NOW"), zone),
            backup_dir=_backup_dir(get("SALESAPP_BACKUP_DIR"), data_dir),
            company_logo=_company_logo(get("SALESAPP_COMPANY_LOGO")),
        )


def _reader(environ: Mapping[str, str]):
    return lambda name: environ.get(name, "").strip() or None


def _data_dir(value: str) -> Path:
    path = Path(value).expanduser().resolve()
    try:
        # Personal data: nobody else looks into a folder made here; one that is there is the operator's own affair.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = path / f".write-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise BadSetting(
            "SALESAPP_DATA_DIR",
            gettext("a folder that this user may write to (%(why)s)", why=error.strerror),
            value,
        ) from error
    return path


def _backup_dir(value: str | None, data_dir: Path) -> Path | None:
    """Return the second folder of backups. One that is not there just now stops no start: a share may be away."""
    if value is None:
        return None
    path = Path(value).expanduser()
    if not path.is_absolute() or path.resolve().is_relative_to(data_dir):
        raise BadSetting(
            "SALESAPP_BACKUP_DIR", gettext("the whole path of a folder outside the data folder"), value
        )
    return path.resolve()


def _database_url(value: str | None, data_dir: Path) -> str:
    if value is None:
        return f"sqlite:///{data_dir / 'salesapp.db'}"
    takes = gettext("sqlite:////path/file.db or postgresql+psycopg://user:password@host/database")
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise BadSetting("SALESAPP_DATABASE_URL", takes, value) from error
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadSetting("SALESAPP_DATABASE_URL", takes, value)
    return url.render_as_string(hide_password=False)


def _url(name: str, value: str | None, schemes: tuple[str, ...]) -> str | None:
    if value is not None and urlsplit(value).scheme not in schemes:
        raise BadSetting(
            name,
            gettext(
                "an address that starts with one of: %(starts)s",
                starts=" ".join(f"{each}://" for each in schemes),
            ),
            value,
        )
    return value


def _secret_key(value: str | None, data_dir: Path) -> str:
    if value is not None:
        if len(value) < 32:
            raise BadSetting("SALESAPP_SECRET_KEY", gettext("at least 32 characters"), "*" * len(value))
        return value
    path = data_dir / "secret-key"
    if not path.exists():
        fresh = data_dir / f".secret-key-{os.getpid()}-{secrets.token_hex(4)}"
        fresh.write_text(secrets.token_hex(32))
        fresh.chmod(0o600)
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first: its key counts
        finally:
            fresh.unlink()
    return path.read_text().strip()


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise BadSetting(name, gettext("one of: %(allowed)s", allowed=" ".join(allowed)), value)
    return value


def _timezone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSetting(
            "SALESAPP_TIMEZONE", gettext("a time zone name such as Asia/Shanghai"), value
        ) from error


def _company_name(value: str) -> str:
    if len(value) > 60:
        raise BadSetting("SALESAPP_COMPANY_NAME", gettext("at most 60 characters"), value)
    return value


def _company_logo(value: str | None) -> Path | None:
    """Return the picture that heads what goes to customers."""
    if value is None:
        return None
    path = Path(value).expanduser()
    fits = path.is_absolute() and path.is_file() and path.stat().st_size <= LARGEST_LOGO
    if not fits or path.suffix.lower() not in LOGOS:
        raise BadSetting(
            "SALESAPP_COMPANY_LOGO", gettext("the whole path of a PNG or JPEG file of at most 512 KB"), value
        )
    if not _opens(path):
        raise BadSetting(
            "SALESAPP_COMPANY_LOGO",
            gettext(
                "a PNG or JPEG picture that opens, of at most 16 million pixels: this file is damaged or another kind"
            ),
            value,
        )
    return path


def _opens(path: Path) -> bool:
    """Tell whether a file is a picture that is whole and soon read, whatever its name says."""
    from PIL import Image, ImageFile

    kept = (
        ImageFile.LOAD_TRUNCATED_IMAGES
    )  # of the whole process; WeasyPrint sets it: half a picture would pass
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as image:
            if image.width * image.height > LOGO_PIXELS:
                return False
            image.load()
    except (OSError, SyntaxError, ValueError, struct.error, Image.DecompressionBombError):
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = kept
    return True


def _now(value: str | None, zone: ZoneInfo) -> datetime | None:
    """Read the time at which the clock starts; one without a zone is meant where the team is."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise BadSetting(
            "SALESAPP_NOW", gettext("an ISO time such as 2026-11-23T09:00:00+08:00"), value
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
