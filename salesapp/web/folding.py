"""Templates compiled for one language: what never changes within it is written into the page, not asked for each time.

A page says some hundred fixed words and draws some fifty pictures; each was a call. Here a call whose arguments are all
fixed is carried out while the template is compiled, once a language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

#: Parts that draw the same for the same arguments, by the template that they are imported from.
PICTURES = {
    "layout/_icons.html": frozenset(("icon", "seal_mark")),
    "layout/_menu.html": frozenset(("opens", "list_of")),
}
Words = Mapping[str, Callable[..., Markup]]


class Folding(NodeTransformer):
    """Replace calls with fixed arguments of words and of imported pictures by what they return."""

    def __init__(self, words: Words, module: Callable[[str], Any]):
        self.words, self.module = words, module
        self.known: dict[str, Callable[..., Any]] = {}

    def fold(self, template: nodes.Template) -> nodes.Template:
        """Return the template with such calls folded; names that it binds itself are left alone."""
        bound = {name.name for name in template.find_all(nodes.Name) if name.ctx != "load"}
        bound |= {macro.name for macro in template.find_all(nodes.Macro)}
        self.known = {name: say for name, say in self.words.items() if name not in bound}
        imports = [found for found in template.body if isinstance(found, nodes.FromImport)]
        for found in imports:
            where = found.template.value if isinstance(found.template, nodes.Const) else None
            for name in found.names:
                if isinstance(name, str) and name not in bound and name in PICTURES.get(str(where), ()):
                    self.known[name] = getattr(self.module(str(where)), name)
        return self.visit(template)

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        """Carry out a call whose arguments are all fixed."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in self.known:
            return node
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return node
        values = [*node.args, *(pair.value for pair in node.kwargs)]
        if not all(isinstance(value, nodes.Const) for value in values):
            return node
        named = {pair.key: pair.value.value for pair in node.kwargs}  # type: ignore[attr-defined]
        said = self.known[node.node.name](*(value.value for value in node.args), **named)  # type: ignore[attr-defined]
        return nodes.Const(Markup(said), lineno=node.lineno)
