"""A page in WebKit as a test speaks to it: whatever it asks for is waited for, by the clock of the page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TypeVar

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

#: Seconds after which what was waited for does not come: other steps may keep the machine busy.
LIMIT = 15
PHONE = (390, 844)
PASSWORD = "demo-Sales-2026"
Found = TypeVar("Found")


class Page:
    """One window. Elements are named by CSS selectors; a button also by its words."""

    def __init__(self, driver: WebKitGTK, url: str) -> None:
        self.driver, self.url = driver, url

    def go(self, path: str) -> None:
        self.driver.get(self.url + path)

    def sign_in(self, username: str) -> None:
        self.driver.delete_all_cookies()
        self.go("/login")
        self.fill("[name=username]", username)
        self.fill("[name=password]", PASSWORD)
        self.press("登录")
        self.at(r"/$")

    # -------------------------------------------------------------------------------------- waiting

    def until(self, found: Callable[[], Found], what: str) -> Found:
        """Return what is there as soon as it is; a page that is just being replaced is asked again."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            try:
                if result := found():
                    return result
            except (NoSuchElementException, StaleElementReferenceException):
                pass
            time.sleep(0.03)
        refused = " ".join(one.text for one in self.seen(".error-summary, .field.bad"))
        raise AssertionError(f"{self.driver.current_url}: no {what} within {LIMIT} s. {refused}")

    def at(self, pattern: str) -> int:
        """Wait for an address; return the number of the record in it, 0 where there is none."""
        self.until(lambda: re.search(pattern, self.driver.current_url), f"address {pattern}")
        number = re.search(r"/(\d+)(?:/|$)", self.driver.current_url)
        return int(number.group(1)) if number else 0

    def there(self, selector: str, words: str = "") -> WebElement:
        """Wait for the first element that is seen, and says these words."""
        return self.until(lambda: next(iter(self.seen(selector, words)), None), f"{selector} {words}")

    def seen(self, selector: str, words: str = "") -> list[WebElement]:
        """Return the elements that are seen now, and say these words."""
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return [one for one in found if one.is_displayed() and words in one.text]

    def exists(self, selector: str) -> bool:
        """Tell whether an element is there, seen or not."""
        return bool(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def box(self, element: WebElement) -> dict[str, float]:
        """Return where an element stands on the screen."""
        return self.driver.execute_script("return arguments[0].getBoundingClientRect().toJSON()", element)

    def in_view(self, selector: str) -> None:
        """Wait until an element stands still on the screen."""
        before = None

        def still() -> bool:
            nonlocal before
            now = self.box(self.there(selector))
            last, before = before, now
            return now == last and now["left"] >= 0 and now["right"] <= PHONE[0]

        self.until(still, f"{selector} on the screen")

    def said(self, words: str) -> None:
        """Wait for what the page says about what was done."""
        self.until(
            lambda: any(re.search(words, one.text) for one in self.seen("#notices")), f"notice {words}"
        )

    # -------------------------------------------------------------------------------------- touching

    def click(self, selector: str, words: str = "") -> None:
        self.between_the_bars(self.there(selector, words)).click()

    def between_the_bars(self, element: WebElement) -> WebElement:
        """Bring an element to the middle of the screen, where no bar lies over it."""
        self.driver.execute_script(
            "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element
        )
        return element

    def press(self, words: str) -> None:
        self.click("main button, .gate a", words)

    def tap(self, name: str, value: str) -> None:
        """Choose one of a row of choices: the real input lies over its words."""
        self.click(f"[name={name}][value='{value}']")

    def open(self, fold: str) -> None:
        self.click(f"{fold} > summary")

    def find(self, field: str, typed: str, wanted: str) -> None:
        """Type into a field that searches, and take what it offers."""
        self.fill(field, typed)
        self.click("[role=option]", wanted)

    def choose(self, field: str, words: str = "") -> None:
        """Choose one of a list by its words, or the first that is an answer."""
        chosen = Select(self.between_the_bars(self.there(field)))
        if words:
            chosen.select_by_visible_text(words)
        else:
            chosen.select_by_index(1)

    def fill(self, field: str, words: str) -> None:
        """Type, as with a keyboard."""
        element = self.there(field)
        element.clear()
        element.send_keys(words)

    def complete(self, **words: str) -> None:
        """Fill the fields that do not stand filled already."""
        for name, said in words.items():
            if not self.there(f"#{name}").get_property("value"):
                self.fill(f"#{name}", said)

    def put(self, field: str, value: str) -> None:
        """Give a field what a wheel of days, hours or choices would give it: those are not drawn on Linux."""
        self.driver.execute_script(
            "const [field, value] = arguments; field.value = value;"
            "for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, {bubbles: true}))",
            self.there(field),
            value,
        )
        assert self.there(field).get_property("value") == value
