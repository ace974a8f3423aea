"""The press: limits that hold, renderers that come back, a fetcher that is closed, characters that are named."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from salesapp.documents.press import fetcher, glyphs
from salesapp.documents.press.cache import PaperCache, key
from salesapp.documents.press.pool import Press, PrintFailed, PrintTimeout

PAGE = "<html lang=zh-CN><title>t</title><p>表单</p>"
BOMB = "<html><title>t</title><table>" + "<tr>" + "<td colspan=1000>x" * 3000


@pytest.fixture
def press():
    press = Press(1)
    yield press
    press.close()


def test_a_renderer_that_is_killed_from_outside_is_replaced_unnoticed(press):
    assert press.print(PAGE).pages == 1
    (before,) = press.processes()
    os.kill(before, signal.SIGKILL)
    assert press.print(PAGE).pages == 1
    assert press.processes() != [before]


@pytest.mark.slow
def test_a_sheet_that_takes_too_long_is_stopped_and_the_next_one_prints(press):
    with pytest.raises(PrintTimeout, match="2 seconds"):
        press.print(BOMB, seconds=2)
    assert press.processes() == []
    assert press.print(PAGE).pages == 1


@pytest.mark.slow
def test_a_sheet_that_eats_memory_is_refused_and_the_next_one_prints():
    press = Press(1, memory_limit=700 * 1024**2)
    try:
        with pytest.raises(PrintFailed):
            press.print("<html><title>t</title>" + "<p>文</p>" * 400_000, seconds=120)
        assert press.print(PAGE).pages == 1
    finally:
        press.close()


def test_a_renderer_ends_with_the_app(press):
    press.print(PAGE)
    (pid,) = press.processes()
    press.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.slow
def test_two_sheets_at_once_are_printed_by_two_renderers():
    press = Press(2)
    try:
        results = []
        threads = [
            threading.Thread(target=lambda: results.append(press.print(PAGE).pages)) for _number in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results == [1, 1, 1, 1]
        assert len(press.processes()) <= 2
    finally:
        press.close()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.cn/logo.png",
        "data:text/plain,x",
        "paper:///../pyproject.toml",
        "paper:///fonts/../../pyproject.toml",
        "paper:///fonts/%2e%2e/%2e%2e/pyproject.toml",
        "paper:///js/app.js",
        "paper://host/fonts/NotoSansSC-Regular.ttf",
        "paper:///fonts/none.ttf",
        "/etc/passwd",
    ],
)
def test_a_sheet_may_load_nothing_but_the_apps_fonts_and_styles(url):
    with pytest.raises(fetcher.FetchRefused):
        fetcher.PaperFetcher().fetch(url)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path, monkeypatch):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "fonts" / "link.ttf").symlink_to(tmp_path / "secret")
    monkeypatch.setattr(fetcher, "STATIC", tmp_path)
    with pytest.raises(fetcher.FetchRefused):
        fetcher.locate("paper:///fonts/link.ttf")


def test_a_picture_that_the_sheet_hands_in_is_taken_and_nothing_else_of_its_kind():
    answer = fetcher.PaperFetcher().fetch("data:image/png;base64,iVBORw0K")
    assert answer.read() == b"\x89PNG\r\n"
    for url in ("data:image/svg+xml;base64,PHN2Zz4=", "data:image/png,x", " data:image/png;base64,x"):
        with pytest.raises(fetcher.FetchRefused):
            fetcher.PaperFetcher().fetch(url)


def test_the_font_of_the_sheets_is_served():
    assert fetcher.PaperFetcher().fetch("paper:///fonts/NotoEmoji-Regular.ttf").read(4) == b"\x00\x01\x00\x00"


@pytest.mark.parametrize(
    "markup", ["<link rel=attachment href='file:///etc/passwd'>", "<img src='http://127.0.0.1:9/'>"]
)
def test_a_sheet_that_reaches_out_is_refused_and_the_renderer_lives_on(markup, the_press):
    the_press.print(PAGE)
    before = the_press.processes()
    with pytest.raises(PrintFailed):
        the_press.print("<html><title>t</title>" + markup)
    assert the_press.processes() == before


def test_a_character_without_a_glyph_is_named_and_printed_as_its_code_point(the_press, text_of, caplog):
    printed = the_press.print("<html><title>t</title><p>ก 𠮷 𬭎 㛃 😀</p>")
    assert printed.missing == ("ก",)
    assert "〔U+0E01〕 𠮷 𬭎 㛃 😀" in text_of(printed.pdf)
    assert "U+0E01" in caplog.text


def test_rare_ideographs_emoji_and_joiners_are_not_missing():
    assert glyphs.missing("周敏 𠮷𬭎㛃䶮 😀👩‍💻 a\u0301\u200b\ufe0f\n") == []


def test_a_kept_document_comes_back_whole_and_the_oldest_goes_first(tmp_path):
    cache = PaperCache(tmp_path, max_bytes=250)
    names = [key("sheet", str(number)) for number in range(3)]
    for age, name in enumerate(names):
        cache.put(name, bytes([age]) * 100)
        os.utime(cache._path(name), (1000 + age, 1000 + age))
    assert cache.prune() == 0  # it went with the last that was put
    assert [cache.get(name) for name in names] == [None, b"\x01" * 100, b"\x02" * 100]
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".pdf", ".pdf"]


def test_within_a_day_the_cache_does_not_outgrow_its_limit(tmp_path):
    cache, most = PaperCache(tmp_path, max_bytes=64_000), 0
    for number in range(400):
        cache.put(key("sheet", str(number)), b"x" * 1000)
        most = max(most, sum(path.stat().st_size for path in tmp_path.rglob("*.pdf")))
    assert most <= 64_000 + 64_000 // 16 + 1000


def test_a_full_disk_costs_the_document_and_leaves_no_half_of_it(tmp_path, monkeypatch):
    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    cache = PaperCache(tmp_path)
    cache.put(key("sheet"), b"x")
    assert cache.get(key("sheet")) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_cache_key_is_no_path(tmp_path):
    with pytest.raises(ValueError):
        PaperCache(tmp_path).get("../../etc/passwd")


def test_parts_of_a_key_do_not_run_into_each_other():
    assert key("ab", "c") != key("a", "bc")


def test_subsetting_by_harfbuzz_is_there_or_printing_is_ten_times_slower():
    from weasyprint.text.ffi import harfbuzz_subset

    assert harfbuzz_subset is not None
