"""What WebKit alone stumbled over: closed menus that kept it busy, its own look of lists, its gaps in dates."""

from __future__ import annotations

import pytest


def test_a_window_that_narrows_until_the_rail_goes_still_answers(phone):
    """WebKit 2.50 tries the places of a closed menu for ever once what holds the menu is gone (its bug 299742)."""
    phone.driver.set_window_size(1300, 844)
    phone.sign_in("lin")
    phone.there("#own-menu-button")
    phone.driver.set_window_size(390, 844)
    phone.there("#phone-menu-button")
    assert not phone.seen("#own-menu-button")


@pytest.mark.parametrize(("height", "top"), [(844, 150), (560, 360)], ids=["room below", "no room below"])
def test_a_menu_opens_below_its_button_and_above_where_no_room_is_below(phone, height, top):
    phone.driver.set_window_size(390, height)
    phone.sign_in("lin")
    phone.go("/customers")
    phone.click("#customers .lead a")
    phone.there("[id^=contact-menu-] > button")
    button = phone.seen("[id^=contact-menu-] > button")[-1]
    phone.driver.execute_script(
        "scrollBy({top: arguments[0].getBoundingClientRect().top - arguments[1], behavior: 'instant'})",
        button,
        top,
    )
    at = phone.box(button)
    button.click()
    opened = phone.box(phone.there(".menu-list:popover-open"))
    assert opened["left"] >= 0 and opened["right"] <= 390
    assert opened["top"] >= at["bottom"] if height == 844 else opened["bottom"] <= at["top"], (at, opened)


def test_dates_and_choices_look_like_the_sheet(phone):
    """What other engines need no telling: no raised lists, no gap on one side of 年月日 only."""
    phone.sign_in("lin")
    phone.go("/customers/new")
    style = "const style = getComputedStyle(arguments[0]); return [style.appearance, style.textAutospace]"
    assert phone.driver.execute_script(style, phone.there("#source_channel"))[0] == "none"
    assert phone.driver.execute_script(style, phone.there("h1"))[1] == "no-autospace"
