"""Inputs and templates are drawn as the libraries draw them, only sooner."""

import importlib.util
import random

import pytest
from flask import render_template_string
from markupsafe import Markup
from wtforms.widgets import core

from salesapp.web.templating import attributes


@pytest.fixture(scope="module")
def original():
    """The library's own function, read afresh."""
    spec = importlib.util.find_spec("wtforms.widgets.core")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.html_params


KEYS = [
    "id",
    "name",
    "value",
    "class_",
    "for_",
    "data_a_b",
    "aria_label",
    "aria-label",
    "required",
    "x_y",
    'o"k',
]
VALUES = [True, False, None, "", 0, 1, 12.5, "某某", "<b>&'\"", Markup('<i>"&amp;'), "a" * 50, ["x", '"']]


@pytest.mark.parametrize("seed", range(40))
def test_attributes_are_written_as_the_library_writes_them(original, seed):
    chance = random.Random(seed)
    values = {key: chance.choice(VALUES) for key in chance.sample(KEYS, chance.randint(0, len(KEYS)))}
    assert attributes(**values) == original(**values)
    assert isinstance(attributes(**values), Markup)


def test_the_widgets_use_it(app):
    assert core.html_params is attributes
    assert core.TextInput.html_params is attributes


def test_a_global_added_late_reaches_the_templates(app):
    app.jinja_env.globals["late"] = "late"
    try:
        with app.test_request_context():
            assert (
                render_template_string(
                    "{% from 'layout/_icons.html' import icon %}{{ late }}{{ one }}", one=1
                )
                == "late1"
            )
    finally:
        del app.jinja_env.globals["late"]
