"""Read a page as a person does: one part of it, found by its DOM id, as text."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode


class Part:
    """One element of a page and what stands in it."""

    def __init__(self, node: LexborNode) -> None:
        self.node = node

    @property
    def text(self) -> str:
        """What is to be read here, each run of blanks as one."""
        return " ".join(self.node.text(separator=" ").split())

    @property
    def links(self) -> dict[str, str | None]:
        """Where each link leads, by its words."""
        return {Part(link).text: link.attributes.get("href") for link in self.node.css("a")}

    def values(self, name: str) -> list[str | None]:
        """Return the values of the fields of a name; a text area's is its text."""
        fields = self.node.css(f'[name="{name}"]')
        return [
            field.text() if field.tag == "textarea" else field.attributes.get("value") for field in fields
        ]


def part(response, dom_id: str) -> Part:
    """Return the part of an answer (or of a page as text) that has this DOM id; without one, the test fails."""
    page = LexborHTMLParser(response if isinstance(response, str) else response.text)
    found = page.css(f'[id="{dom_id}"]')
    if len(found) != 1:
        ids = ", ".join(node.attributes["id"] or "" for node in page.css("[id]"))
        raise AssertionError(f"{len(found)} parts are called {dom_id!r}; there are: {ids}")
    return Part(found[0])


def filled(response, form_id: str) -> dict[str, list[str]]:
    """Return what the form of a page would send as it stands, the housekeeping included."""
    sent: dict[str, list[str]] = {}
    for field in part(response, form_id).node.css("input[name], textarea[name], select[name]"):
        name, kind = field.attributes["name"], field.attributes.get("type")
        if kind in ("checkbox", "radio") and "checked" not in field.attributes:
            continue
        if field.tag == "select":
            chosen = [option.attributes.get("value") or "" for option in field.css("option[selected]")]
            sent.setdefault(name, []).extend(chosen or [""])
        elif kind not in ("file", "submit", "button"):
            value = field.text() if field.tag == "textarea" else field.attributes.get("value") or ""
            sent.setdefault(name, []).append(value)
    return sent
