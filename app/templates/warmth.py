"""What a warm room renders once before it is shut: something of everything that templates do."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

_ROOT = "{{cookiecutter.repository}}"
_CONTEXT = b"""{
  "repository": "r",
  "choice": ["a", "b"],
  "_extensions": ["jinja2.ext.do", "jinja2.ext.loopcontrols"],
  "_copy_without_render": ["*.raw"]
}"""
_RICH = """{% extends "frame" %}{% block a %}{% for x in [3, 1] | sort %}{{ loop.index }}
{{ {"a": x} | tojson }}{{ x | string | slugify }}{{ [x] | jsonify }}{{ "%s" | format(x) }}
{% else %}{% endfor %}{% do [] %}{% import "parts" as parts %}{{ parts.one("<b>") | escape }}
{{ "a b" | wordwrap | urlencode | pprint | truncate(3) }}{{ "é" | slugify | yaml }}{{ "x" | md }}
{% endblock %}"""
_GOOD = {
    "a.md": _RICH.encode(),
    "frame": b"{% block a %}{% endblock %}",
    "parts": b"{% macro one(x) %}{{ x }}{{ caller is defined }}{% endmacro %}",
    "a.raw": b"{{",
    "a.png": bytes(range(256)),
    "text.txt": "é 漢字 🚀\r\n".encode(),
}
_WRONG = (
    b"{{ cookiecutter.nothing }}",
    b"{% if %}",
    b"{{ 1/0 }}",
    b"{{ ''.__class__.mro() }}",
    "Grüße".encode("latin-1"),
)


def samples() -> Iterator[dict[str, Any]]:
    """Requests to a room: one that is right, and those that go wrong in different ways."""
    yield _request(_GOOD)
    for text in _WRONG:
        yield _request({"wrong": text})


def _request(files: Mapping[str, bytes]) -> dict[str, Any]:
    below = {f"{_ROOT}/{path}": content for path, content in files.items()}
    sent = [
        _sent(path, content) for path, content in {"cookiecutter.json": _CONTEXT, **below}.items()
    ]
    return {"layers": [{"name": "sample", "files": sent}], "answers": {"choice": "b"}}


def _sent(path: str, content: bytes) -> dict[str, Any]:
    return {"path": path, "mode": 0o100644, "content_b64": b64encode(content).decode()}
