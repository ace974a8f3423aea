"""How templates and inputs are drawn: the libraries' own ways, without what they work out anew for every page."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import StrictUndefined, Template, nodes
from markupsafe import Markup, escape
from wtforms.widgets import core

from salesapp import words
from salesapp.web import folding
from salesapp.web.compiled import FOLDER, Compiled
from salesapp.web.folding import Folding


class HouseEnvironment(Environment):
    """Jinja's environment whose globals are one plain dictionary, and whose templates are compiled for one language each.

    Jinja lays a ChainMap over the globals for every template, and takes the difference of its keys at every import: a
    sixth of a page. No template of ours has globals of its own.
    """

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        """Return a template as it was compiled for the language that is spoken."""
        cache: MutableMapping[Any, Template] | None = self.cache
        key = (words.spoken(), name)
        template = cache.get(key) if cache is not None else None
        if template is None or (self.auto_reload and not template.is_up_to_date):
            if self.loader is None:
                raise TypeError("there are no templates to load")
            template = self.loader.load(self, name, self.make_globals(globals))
            if cache is not None:
                cache[key] = template
        return template

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        folded = Folding(words.TEMPLATE_WORDS, lambda name: self.get_template(name).module).fold(source)
        return super()._generate(folded, name, filename, defer_init)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals


def attributes(**values: Any) -> Markup:
    """Return HTML attributes exactly as ``wtforms.widgets.html_params`` does, in one pass."""
    written: list[str] = []
    for key, value in sorted(values.items()):
        if value is False:
            continue
        key = key.rstrip("_")
        if key.startswith(("data_", "aria_")):
            key = key.replace("_", "-")
        if value is True:
            written.append(escape(key))
        else:
            written.append(f'{escape(key)}="{str(escape(value)).replace(chr(34), "&quot;")}"')
    return Markup(" ".join(written))


def init_app(app: Flask, data_dir: Path) -> None:
    """Draw an application's templates and inputs this way, the compiled ones kept; before its first template."""
    core.html_params = attributes
    for widget in (core.Input, core.Button):
        widget.html_params = staticmethod(attributes)
    # What is written into a template is drawn by these, and by the code that does it.
    pictures = [Path(app.root_path, str(app.template_folder), name) for name in sorted(folding.PICTURES)]
    kept = Compiled(data_dir / FOLDER, words.spoken, [*pictures, Path(folding.__file__)])
    # Every template, in every language.
    app.jinja_options = {**app.jinja_options, "cache_size": -1, "bytecode_cache": kept}
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
