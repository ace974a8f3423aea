"""Words and pictures that never change are written into a template when it is compiled for a language."""

from __future__ import annotations

import pytest
from flask_babel import force_locale
from markupsafe import Markup

from salesapp import words


@pytest.fixture
def environment(app):
    with app.test_request_context():
        yield app.jinja_env


def compiled(environment, source: str) -> str:
    return environment.compile(source, raw=True)


def test_a_fixed_word_is_asked_for_once_a_language(environment):
    with force_locale("zh_Hans_CN"):
        assert "取消" in compiled(environment, "{{ _('Cancel') }}")
        assert environment.from_string("<b>{{ _('Cancel') }}</b>").render() == "<b>取消</b>"
    with force_locale("en"):
        assert environment.from_string("<b>{{ _('Cancel') }}</b>").render() == "<b>Cancel</b>"


def test_each_language_has_its_own_template(environment):
    with force_locale("zh_Hans_CN"):
        chinese = environment.get_template("layout/error.html")
    with force_locale("en"):
        english = environment.get_template("layout/error.html")
    with force_locale("zh_Hans_CN"):
        assert environment.get_template("layout/error.html") is chinese is not english


def test_a_word_with_a_value_is_filled_each_time(environment):
    with force_locale("en"):
        template = environment.from_string("{{ _('%(count)s people', count=count) }}")
        assert [template.render(count=count) for count in (1, "<2>")] == ["1 people", "&lt;2&gt; people"]


def test_a_percent_sign_that_is_written_twice_is_shown_once(environment):
    with force_locale("en"):
        assert environment.from_string("{{ _('100%%') }}").render() == "100%"


def test_a_picture_with_fixed_arguments_is_part_of_the_page(environment):
    source = (
        "{% from 'layout/_icons.html' import icon %}{{ icon('check', 14, _('Done')) }}{{ icon(name, 16) }}"
    )
    written = compiled(environment, source)
    assert "M4 10.5l4 4 8-9" in written and written.count("context.call(") == 1
    with force_locale("en"):
        drawn = environment.from_string(source).render(name="cross")
        icons = environment.get_template("layout/_icons.html").module
        assert drawn == icons.icon("check", 14, Markup("Done")) + icons.icon("cross", 16)


def test_a_name_that_a_template_binds_itself_is_its_own(environment):
    source = "{% for _ in [shout] %}{{ _('Cancel') }}{% endfor %}"
    assert environment.from_string(source).render(shout=str.upper) == "CANCEL"
    macro = "{% macro icon(name) %}[{{ name }}]{% endmacro %}{{ icon('check') }}"
    assert environment.from_string(macro).render() == "[check]"


def test_a_picture_that_does_not_exist_is_refused_as_before(environment):
    with pytest.raises(Exception, match="no-such"):
        environment.from_string("{% from 'layout/_icons.html' import icon %}{{ icon('no-such') }}").render()


def test_outside_of_the_app_the_source_language_is_spoken():
    assert words.spoken().gettext("Cancel") == "Cancel"
