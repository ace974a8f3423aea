"""Every figure opens exactly the records that it counts, and says how; no screen speaks in our numbers of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from salesapp.config import PROJECT

EVERYBODY = ("lin", "chen", "xu", "tang", "zheng", "gao", "he", "lu", "admin", "auditor")
SELLERS = ("lin", "chen", "xu", "tang")
#: R1 to R72; R86 to R90 are industries of GB/T 4754.
RULE = re.compile(r"(?<![\w-])R(?:[1-9]|[1-6]\d|7[0-2])(?![\w-])", re.ASCII)
#: What one record is on the page behind a figure, by the path of that page.
RECORDS = {
    "/": "#first li, #waiting li",
    "/opportunities": "#opportunities tbody tr",
    "/opportunities/breaches": "li[id^=breach-]",
    "/opportunities/board": "li.card",
    "/contracts": "#contracts tbody tr",
    "/activities/tasks": "ul.rows > li, ol.rows > li",
    "/performance/letters": "table.list tbody tr",
    "/visits": "section:not(#coached) > ul.rows > li",
    "/settings/users": "#people tbody tr",
    "/settings/audit": "#entries > li",
}


def page(client, url: str) -> HTMLParser:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return HTMLParser(answer.text)


def pages(client, url: str) -> Iterator[HTMLParser]:
    """Yield a list from its beginning to its end."""
    while url:
        found = page(client, url)
        yield found
        following = found.css_first("nav.pager a[rel=next]")
        url = following.attributes["href"] if following else ""


def count(client, url: str) -> int:
    """Count the records that a page lists, over all its pages."""
    selector = RECORDS[urlsplit(url).path]
    return sum(len(found.css(selector)) for found in pages(client, url))


def number(node: Node) -> int | None:
    """Return a whole number that counts something; a rate, a day or an amount is none."""
    unit = node.css_first(".figure-unit")
    text = node.css_first("strong").text().strip()
    return int(text) if text.isdecimal() and unit is None else None


def test_each_figure_of_the_day_opens_its_records(enter):
    for name in EVERYBODY:
        client = enter(name)
        today = page(client, "/")
        figures = today.css(".tally .figure")
        assert figures
        for figure in figures:
            href, counted = figure.attributes.get("href", ""), number(figure)
            if counted is None or urlsplit(href).path not in RECORDS:
                continue
            if name == "auditor" and "since" not in href:
                continue  # the whole trail: tens of pages
            assert count(client, href) == counted, (name, href)
        waiting = today.css_first('.tally .figure[href="#waiting"] strong')
        if waiting:
            assert len(today.css("#waiting li")) == int(waiting.text())
        badge = today.css_first('nav a[href="/"] .count')
        if badge:
            assert int(re.match(r"\d+", badge.text())[0]) == len(today.css("#first li, #waiting li"))


def test_each_figure_says_how_it_is_counted_and_a_number_of_records_has_a_link(enter):
    for name in EVERYBODY:
        client = enter(name)
        for path in ("/", "/performance", "/opportunities/breaches"):
            answer = client.get(path)
            if answer.status_code == 403:
                continue
            found = HTMLParser(answer.text)
            figures, said = found.css(".tally .figure"), found.css(".counted dt")
            assert len(said) == len(figures) > 0, (name, path)
            assert all(dd.text().strip() for dd in found.css(".counted dd"))
            bare = [each.text() for each in figures if not each.attributes.get("href") and number(each)]
            assert not bare, (name, path)


def test_each_number_of_the_teams_table_opens_its_records(enter):
    for name in ["xu", "tang"]:
        client = enter(name)
        today, cells = page(client, "/"), 0
        for cell in today.css("#team a.due.late"):
            cells += int(cell.text())
            assert count(client, cell.attributes["href"]) == int(cell.text()), cell.attributes["href"]
        assert cells == int(today.css_first('.figure[href="#team"] strong').text()) > 0


def test_each_figure_of_a_month_opens_its_records(enter):
    for name in SELLERS:
        client = enter(name)
        for month in ("2026-11", "2026-10"):
            for figure in page(client, f"/performance?month={month}").css(".tally a.figure"):
                href, words = figure.attributes["href"], figure.css_first("small").text()
                share = re.search(r"· (\d+)/(\d+)$", words)
                if href.startswith("/opportunities/follow-ups"):
                    on_time, due = follow_ups(client, href)
                    assert (on_time, due) == (int(share[1]), int(share[2])) if share else due == 0
                elif share:
                    assert count(client, href) == int(share[2]), href
                elif number(figure) is not None:
                    assert count(client, href) == number(figure), href


def follow_ups(client, url: str) -> tuple[int, int]:
    """Return those in time and those due of the list behind the rate."""
    on_time = due = 0
    for found in pages(client, url):
        rows = found.css("#follow-ups tbody tr")
        due += sum(int(row.attributes["data-due"]) for row in rows)
        on_time += sum(row.css_first(".due.done") is not None for row in rows)
    missed = found.css_first(
        'header a[href="/opportunities/breaches"], .quiet a[href="/opportunities/breaches"]'
    )
    return on_time, due + (int(re.search(r"\d+", missed.text())[0]) if missed else 0)


def test_funnel_and_forecast_open_what_they_add_up(enter):
    for name in SELLERS:
        client = enter(name)
        found, stages, months = page(client, "/performance"), 0, 0.0
        for row in found.css("#funnel .chart-table tbody tr"):
            stages += 1
            cells = [cell.text() for cell in row.css("td")]
            assert count(client, row.css_first("a").attributes["href"]) == int(cells[1])
        for row in found.css("#forecast .chart-table tbody tr"):
            listed = 0.0
            for each in pages(client, row.css_first("a").attributes["href"]):
                listed += sum(
                    float(cell.css_first(".money").text()) for cell in each.css("#opportunities td.num")
                )
            months += listed
            assert abs(listed - float(row.css("td")[1].text().replace(",", ""))) < 0.06
        assert stages == 5 and months > 0


def test_each_chip_of_the_board_counts_the_cards_that_it_leaves(enter):
    for name in SELLERS:
        client = enter(name)
        seen = 0
        for chip in page(client, "/opportunities/board").css("nav.chips a"):
            number_of = chip.css_first(".chip-count")
            if number_of is not None:
                seen += 1
                columns = page(client, chip.attributes["href"]).css("h2[id^=column-] > span")
                assert sum(int(each.text()) for each in columns) == int(number_of.text()), chip.attributes[
                    "href"
                ]
        assert seen == 4


def test_no_screen_speaks_in_numbers_of_rules(company, enter, address):
    for name in ["lin", "xu", "zheng", "gao", "lu", "admin", "auditor"]:
        client, wrong, opened = enter(name), [], 0
        for rule in company.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint == "static":
                continue
            answer = client.get(address(rule))
            if answer.status_code == 200 and answer.mimetype == "text/html":
                opened += 1
                found = HTMLParser(answer.text)
                titles = " ".join(node.attributes["title"] or "" for node in found.css("[title]"))
                if RULE.search(f"{found.body.text()} {titles}"):
                    wrong.append(rule.endpoint)
        assert opened > 5
        assert not wrong


def test_no_word_that_a_screen_or_a_sheet_may_say_is_a_number_of_a_rule():
    wrong = []
    for catalogue in sorted((PROJECT / "salesapp").glob("**/*.po")):
        told = (line for line in catalogue.read_text("utf-8").splitlines() if line.startswith("msgstr"))
        wrong += [f"{catalogue.parent.parent.name}: {line}" for line in told if RULE.search(line)]
    for table in sorted((PROJECT / "salesapp").glob("**/*.toml")):
        told = (line for line in table.read_text("utf-8").splitlines() if not line.startswith("#"))
        wrong += [f"{table.name}: {line}" for line in told if RULE.search(line)]
    assert not wrong


def test_a_rule_names_its_step_of_the_guide(enter):
    client = enter("xu")
    rules, guide = page(client, "/settings/rules"), page(client, "/guide")
    anchors = {node.attributes["id"] for node in guide.css("li[id]")}
    links = [node.attributes["href"] for node in rules.css('a[href^="/guide#"]')]
    assert len(links) > 15
    assert {link.split("#")[1] for link in links} <= anchors
    assert page(client, "/settings/rules").css_first("#rule-handoff_workdays a[href^='/guide#contract']")
