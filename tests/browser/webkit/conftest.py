"""WebKit, as on an iPhone: MiniBrowser on a screen of its own, driven by Selenium, before the demo company behind HTTP."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from selenium.webdriver import WebKitGTK, WebKitGTKOptions, WebKitGTKService

from tests.browser.conftest import Site
from tests.browser.webkit.page import LIMIT, PHONE, Page

#: Whoever runs these tests in a bare place is told what lacks; bin/test installs it.
NEEDED = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """A screen that nobody looks at, as ``DISPLAY`` names it."""
    lacking = [package for command, package in NEEDED.items() if not shutil.which(command)]
    if lacking:
        pytest.fail(f"apt-get install {' '.join(lacking)}", pytrace=False)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with open(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """Where the browser remembers what it found out about this machine; not what a session did."""
    return tmp_path_factory.mktemp("webkit")


@pytest.fixture
def phone(site: Site, screen: str, home: Path) -> Iterator[Page]:
    """A window of a phone's size; nothing of it is left when the test is over, whatever it did."""
    options = WebKitGTKOptions()
    options.add_argument("--automation")
    options.add_argument("--full-screen")  # without its bars the window is as narrow as it is asked to be
    service = WebKitGTKService(
        shutil.which("WebKitWebDriver"), popen_kw={"start_new_session": True},
        env={**os.environ, "DISPLAY": screen, "HOME": str(home), "NO_AT_BRIDGE": "1"},
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # between Selenium's own halves
        driver = WebKitGTK(options=options, service=service)
    driver.command_executor.client_config.timeout = LIMIT  # a page that no longer answers fails the test
    driver.set_page_load_timeout(LIMIT)
    driver.set_window_size(*PHONE)
    yield Page(driver, site.url)
    with suppress(ProcessLookupError):
        os.killpg(service.process.pid, signal.SIGKILL)
    service.process.wait()
