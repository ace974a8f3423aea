"""Nothing is kept that nobody calls: functions, methods, classes and imports, as vulture finds them."""

from __future__ import annotations

import keyword
import re

import vulture

from salesapp.config import PROJECT

#: Called by a framework through these decorators.
CALLED = [
    "@*.get", "@*.post", "@*.route", "@*.command", "@*.group", "@*.errorhandler", "@*.listens_for", "@*.user_loader",
    "@*.before_request", "@*.before_app_request", "@*.after_request", "@*.after_app_request", "@*.teardown_*",
    "@*.context_processor",
]  # fmt: skip
#: Called by a framework under these names.
NAMES = {
    "Flask": ["ensure_sync"],
    "Flask-Login": ["is_active", "is_anonymous"],
    "WTForms": ["validate_*", "pre_validate", "process_formdata", "bind_field", "get_translations"],
    "SQLAlchemy": ["process_bind_param", "process_result_value"],
    "Jinja": [
        "make_globals",
        "_load_template",
        "visit_*",
        "get_cache_key",
        "get_source_checksum",
        "load_bytecode",
        "dump_bytecode",
    ],
    "WeasyPrint": ["fetch"],
    "html.parser": ["handle_*"],
    "gunicorn": ["load_config", "metered", "post_fork", "PatientWorker"],
    "click": ["format_commands"],
    "Flask-Migrate": ["configure_args"],
    "limits": ["base_exceptions", "incr", "get_expiry"],
}
KINDS = {"class", "function", "import", "method", "property", "unreachable_code"}


def test_nothing_is_kept_that_nobody_calls():
    found = vulture.Vulture(ignore_names=sum(NAMES.values(), []), ignore_decorators=CALLED)
    for path in [*(PROJECT / "salesapp").rglob("*.py"), PROJECT / "wsgi.py"]:
        found.scan(path.read_text("utf-8"), filename=path)
    found.scan("\n".join(f"_.{name}" for name in sorted(named_in_templates())))
    unused = [
        f"{item.filename.relative_to(PROJECT)}:{item.first_lineno}: {item.name}"
        for item in found.get_unused_code(min_confidence=60)
        if item.typ in KINDS
    ]
    assert not unused, "\n".join(unused)


def named_in_templates() -> set[str]:
    """Return every name that a template may call."""
    names: set[str] = set()
    for path in (PROJECT / "templates").rglob("*.*"):
        for part in re.findall(r"\{[{%].*?[%}]\}", path.read_text("utf-8"), re.DOTALL):
            names |= set(re.findall(r"[A-Za-z_]\w*", part))
    return {name for name in names if not keyword.iskeyword(name)}
