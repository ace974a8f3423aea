"""Compiled templates are kept: for one language, one source and the same words, and never to anybody's harm."""

from __future__ import annotations

import pickle
from gettext import NullTranslations

import pytest
from jinja2 import DictLoader, Environment

from salesapp import words
from salesapp.app import create_app
from salesapp.config import Config
from salesapp.web.compiled import Compiled, words_of


class Said(NullTranslations):
    """A catalogue of one language."""

    def __init__(self, language, **known):
        super().__init__()
        self._info, self._catalog = {"language": language}, {"": f"made at {id(self)}", **known}


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "icons.html"
    path.write_text("a circle")
    return path


@pytest.fixture
def draw(tmp_path, picture, monkeypatch):
    """Draw a template as a process does that has not drawn it yet; return the text and whether it was compiled."""

    def drawn(source="Hello", said=None):
        compiled = []
        kept = Compiled(tmp_path / "kept", lambda: said or NullTranslations(), [picture])
        env = Environment(loader=DictLoader({"page.html": source}), bytecode_cache=kept)
        real = env.compile
        monkeypatch.setattr(env, "compile", lambda *args, **more: compiled.append(1) or real(*args, **more))
        return env.get_template("page.html").render(), bool(compiled)

    return drawn


def test_a_template_is_compiled_once_for_all_processes(draw):
    assert draw() == ("Hello", True)
    assert draw() == ("Hello", False)


def test_another_source_takes_its_place(draw, tmp_path):
    draw()
    assert draw("Good day") == ("Good day", True)
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_each_language_has_its_own(draw, tmp_path):
    draw(said=Said("en"))
    assert draw(said=Said("zh_Hans_CN")) == ("Hello", True)
    assert draw(said=Said("en")) == ("Hello", False)
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_edited_words_and_pictures_are_written_in_anew(draw, picture):
    draw(said=Said("en", good="well"))
    assert draw(said=Said("en", good="well")) == ("Hello", False)
    assert draw(said=Said("en", good="fine")) == ("Hello", True)
    picture.write_text("a square")
    assert draw(said=Said("en", good="fine")) == ("Hello", True)


@pytest.mark.parametrize("left", [b"", b"\0" * 400, b"no template", pickle.dumps("j2")])
def test_what_is_no_template_counts_as_none(draw, tmp_path, left):
    draw()
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(left)
    assert draw() == ("Hello", True)
    kept.write_bytes(kept.read_bytes()[:-9])
    assert draw() == ("Hello", True)


def test_where_nothing_can_be_kept_pages_are_drawn_all_the_same(draw, tmp_path):
    (tmp_path / "kept").write_text("no folder")
    assert draw() == ("Hello", True)
    assert draw() == ("Hello", True)


def test_the_house_keeps_its_pages_for_whoever_owns_the_folder(tmp_path):
    environ = {"SALESAPP_DATA_DIR": str(tmp_path), "SALESAPP_SECRET_KEY": "test" * 10}
    app = create_app(Config.from_environment(environ))
    with app.test_request_context():
        app.jinja_env.get_template("layout/base.html")
    folder = tmp_path / "templates"
    assert folder.stat().st_mode & 0o777 == 0o700
    kept = list(folder.iterdir())
    assert kept and all(path.stat().st_mode & 0o077 == 0 for path in kept)


def test_the_words_of_languages_differ():
    assert words_of(words.translations("en")) != words_of(words.translations("zh_Hans_CN"))
