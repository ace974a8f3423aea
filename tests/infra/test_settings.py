"""Every setting that docs/operations.md offers: the app is started once with each of its forms."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from limits.storage import RedisStorage
from PIL import Image, ImageFile

from salesapp import cli, jobs
from salesapp.app import create_app
from salesapp.config import PROJECT, BadSetting, Config
from salesapp.db import db
from salesapp.mail.rules import parse_server
from salesapp.web import clock, limits
from salesapp.web.counts import SharedCounts

ROW = re.compile(r"^\| `(SALESAPP_\w+)` \| (.*?) \| (.*?) \|$", re.M)
#: What each setting may hold, in every form that the page describes; {folder} is a folder of the test's own.
FORMS = {
    "SALESAPP_DATABASE_URL": [
        "sqlite:///{folder}/other.db", "postgresql+psycopg://salesapp:secret@localhost/salesapp",
        "postgresql://salesapp@/salesapp?host={folder}",
    ],
    "SALESAPP_DATA_DIR": ["{folder}/data/of/ours"],
    "SALESAPP_REDIS_URL": [
        "redis://localhost:6379/0", "rediss://:secret@localhost:6379/0", "unix://{folder}/redis.sock",
    ],
    "SALESAPP_BASE_URL": ["http://crm.example.cn", "https://crm.example.cn/"],
    "SALESAPP_SECRET_KEY": ["0123456789abcdef0123456789abcdef"],
    "SALESAPP_SMTP_URL": [
        "smtp://localhost", "smtp+starttls://crm:p%40ss@mail.example.cn:587", "smtps://mail.example.cn?from=crm@example.cn",
    ],
    "SALESAPP_LOCALE": ["zh_Hans_CN", "en"],
    "SALESAPP_TIMEZONE": ["Asia/Shanghai", "Europe/Berlin"],
    "SALESAPP_COMPANY_NAME": ["苏州某某软件有限公司"],
    "SALESAPP_COMPANY_LOGO": ["{folder}/logo.png"],
    "SALESAPP_NOW": ["2026-11-23T09:00:00+08:00", "2026-11-23T09:00"],
    "SALESAPP_BACKUP_DIR": ["{folder}-second", "/mnt/nowhere/just/now"],
}  # fmt: skip
#: What no setting of a kind takes.
BAD = {
    "SALESAPP_DATABASE_URL": "mysql://localhost/x",
    "SALESAPP_DATA_DIR": "/proc/nowhere",
    "SALESAPP_REDIS_URL": "http://localhost",
    "SALESAPP_BASE_URL": "crm.example.cn",
    "SALESAPP_SECRET_KEY": "short",
    "SALESAPP_SMTP_URL": "mail.example.cn",
    "SALESAPP_LOCALE": "fr",
    "SALESAPP_TIMEZONE": "Suzhou",
    "SALESAPP_COMPANY_NAME": "长" * 61,
    "SALESAPP_COMPANY_LOGO": "/nowhere/logo.png",
    "SALESAPP_NOW": "tomorrow",
    "SALESAPP_BACKUP_DIR": "backups",
}
CASES = [(name, value) for name, values in FORMS.items() for value in values]


def documented() -> dict[str, tuple[str, str]]:
    """Return each setting of the page with its default and what it means."""
    text = (PROJECT / "docs" / "operations.md").read_text("utf-8")
    return {name: (default, meaning) for name, default, meaning in ROW.findall(text)}


@pytest.fixture(autouse=True)
def one_process(monkeypatch) -> Iterator[None]:
    """Every start sets the clock and the counter of knocks of the whole process: give them back."""
    for name in ("_zone", "_offset"):
        monkeypatch.setattr(clock, name, getattr(clock, name))
    counter = dict(vars(limits.limiter))
    yield
    vars(limits.limiter).clear()
    vars(limits.limiter).update(counter)


@pytest.fixture
def start(tmp_path_factory) -> Iterator:
    """Start the app with these settings, over a folder of its own."""
    started: list[Flask] = []

    def begin(**settings: str) -> Flask:
        folder = tmp_path_factory.mktemp("settings")
        Image.new("RGB", (8, 8)).save(folder / "logo.png")
        environ = {name: value.format(folder=folder) for name, value in settings.items()}
        app = create_app(Config.from_environment({"SALESAPP_DATA_DIR": str(folder)} | environ))
        started.append(app)
        return app

    yield begin
    for app in started:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def test_what_is_written_is_for_the_installation_alone(tmp_path):
    before = os.umask(0o022)
    try:
        create_app(Config.from_environment({"SALESAPP_DATA_DIR": str(tmp_path)}))
        (tmp_path / "written").write_text("x")
    finally:
        os.umask(before)
    assert (tmp_path / "written").stat().st_mode & 0o777 == 0o600


def test_the_page_tells_every_setting_and_no_other():
    read = {f"SALESAPP_{name.upper()}" for name in Config.__dataclass_fields__}
    assert set(documented()) == read == set(FORMS) == set(BAD)


@pytest.mark.parametrize(("name", "value"), CASES)
def test_the_app_starts_with_it(start, name, value):
    app = start(**{name: value})
    config = app.config["SALESAPP"]
    assert app.test_client().get("/healthz").status_code == 200
    assert jobs.open_queue(config) is not None
    assert config.smtp_url is None or parse_server(config.smtp_url).host
    with app.app_context():
        storage = limits.limiter.storage
        assert isinstance(storage, RedisStorage if config.redis_url else SharedCounts)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_stops_the_start_with_its_name_and_what_it_takes(tmp_path, name):
    with pytest.raises(BadSetting) as stopped:
        Config.from_environment({"SALESAPP_DATA_DIR": str(tmp_path), name: BAD[name]})
    assert str(stopped.value).startswith(f"{name}: ") and "It takes " in str(stopped.value)
    assert stopped.value.setting == name


def half(path) -> None:
    """Save the first half of a picture."""
    Image.effect_noise((300, 300), 90).save(path)
    path.write_bytes(path.read_bytes()[:20000])


@pytest.mark.parametrize(
    "save",
    [
        lambda path: path.write_bytes(b"<svg/>"),
        half,
        lambda path: Image.new("L", (8, 8)).save(path, "GIF"),
        lambda path: Image.new("1", (5000, 5000)).save(path),
    ],
    ids=["no picture", "half of one", "another kind", "too many pixels"],
)
def test_a_logo_that_cannot_be_printed_stops_the_start(tmp_path, save, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    logo = tmp_path / "logo.png"
    save(logo)
    with pytest.raises(BadSetting) as stopped:
        Config.from_environment({"SALESAPP_DATA_DIR": str(tmp_path), "SALESAPP_COMPANY_LOGO": str(logo)})
    assert stopped.value.setting == "SALESAPP_COMPANY_LOGO" and "16 million pixels" in str(stopped.value)
    assert ImageFile.LOAD_TRUNCATED_IMAGES, "what others of the process set stays"


def test_what_is_set_is_in_force(start):
    app = start(
        SALESAPP_BASE_URL="https://crm.example.cn/", SALESAPP_LOCALE="en", SALESAPP_TIMEZONE="Europe/Berlin",
        SALESAPP_COMPANY_NAME="苏州某某软件有限公司", SALESAPP_NOW="2026-11-23T09:00:00+08:00",
    )  # fmt: skip
    config = app.config["SALESAPP"]
    assert (config.base_url, app.config["SESSION_COOKIE_SECURE"]) == ("https://crm.example.cn", True)
    assert clock.zone() == ZoneInfo("Europe/Berlin")
    assert clock.now() >= datetime(2026, 11, 23, 1, tzinfo=UTC) and clock.now().date() == date(2026, 11, 23)
    page = app.test_client().get("/login").text
    assert "苏州某某软件有限公司" in page and 'lang="en"' in page


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Shanghai", 15), ("Europe/Berlin", 22)])
def test_a_time_without_a_zone_is_the_teams(tmp_path, zone, hour):
    given = {
        "SALESAPP_DATA_DIR": str(tmp_path),
        "SALESAPP_NOW": "2026-12-04T23:00",
        "SALESAPP_TIMEZONE": zone,
    }
    assert Config.from_environment(given).now == datetime(2026, 12, 4, hour, tzinfo=UTC)
    given["SALESAPP_NOW"] = "2026-12-04T23:00Z"
    assert Config.from_environment(given).now == datetime(2026, 12, 4, 23, tzinfo=UTC)


def test_the_defaults_are_those_of_the_page(tmp_path):
    config = Config.from_environment({"SALESAPP_DATA_DIR": str(tmp_path)})
    told = {name: default.strip("`") for name, (default, _meaning) in documented().items()}
    assert told["SALESAPP_LOCALE"] == config.locale
    assert told["SALESAPP_TIMEZONE"] == str(config.timezone)
    assert told["SALESAPP_COMPANY_NAME"] == config.company_name
    unset = {name for name, default in told.items() if default.startswith("none")}
    assert unset == {
        "SALESAPP_REDIS_URL",
        "SALESAPP_SMTP_URL",
        "SALESAPP_NOW",
        "SALESAPP_BACKUP_DIR",
        "SALESAPP_COMPANY_LOGO",
    }
    assert [config.redis_url, config.smtp_url, config.now, config.backup_dir] == [None] * 4
    assert config.database_url == f"sqlite:///{tmp_path}/salesapp.db"
    assert (tmp_path / "secret-key").read_text().strip() == config.secret_key


def test_check_config_shows_every_one(start, monkeypatch):
    app = start(SALESAPP_SMTP_URL="smtp://crm:secret@localhost")
    shown = CliRunner().invoke(cli.main, ["check-config"], obj=ScriptInfo(create_app=lambda: app)).output
    assert set(documented()) <= set(re.findall(r"SALESAPP_\w+", shown))
    assert "secret" not in re.sub(r"secret-key|SECRET_KEY", "", shown)


@pytest.mark.redis
def test_a_redis_of_each_address_is_spoken_to(start):
    address = os.environ.get("SALESAPP_TEST_REDIS_URL") or pytest.skip(
        "bin/test starts the Redis of this test"
    )
    app = start(SALESAPP_REDIS_URL=address)
    with app.app_context():
        assert limits.limiter.storage.check()
    assert jobs.open_queue(app.config["SALESAPP"]).pending_count() >= 0
