"""A page as a browser reads it: its text, its forms, and whether its HTML is sound."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "input", "link", "meta", "wbr"}

Attributes = dict[str, str | None]


@dataclass
class Form:
    """A form with what it would submit; `buttons` are (name, value, visible text)."""

    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def filled(self, typed: dict[str, str | list[str]]) -> list[tuple[str, str]]:
        """What is submitted after typing; a name that the form lacks fails."""
        assert typed.keys() <= self.names, f"no field {typed.keys() - self.names} in the form"
        kept = [(name, value) for name, value in self.fields if name not in typed]
        listed = {key: [one] if isinstance(one, str) else one for key, one in typed.items()}
        return kept + [(key, value) for key, values in listed.items() for value in values]


class Page(HTMLParser):
    """Reads a whole page at once."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.texts: list[str] = []
        self.forms: list[Form] = []
        self.tags: list[tuple[str, Attributes]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self._written: list[str] | None = None
        self._select = ""
        self._option: Attributes = {}
        self.feed(html)
        self.close()
        self._check()

    @property
    def text(self) -> str:
        """All that can be read, with single spaces."""
        return " ".join(" ".join(self.texts).split())

    def form(self, button: str) -> tuple[Form, tuple[str, str, str]]:
        """The form with the button of that text."""
        found = [(form, one) for form in self.forms for one in form.buttons if one[2] == button]
        assert found, f"no button {button!r} on the page"
        return found[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "form":
            self.forms.append(Form(found.get("method") or "get", found.get("action") or ""))
        if self.forms and "form" in self._open:
            self._field(tag, found)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes {self._open[-1:]}")
        else:
            self._open.pop()
        if self._written is not None and tag in {"textarea", "option", "button"}:
            self._close_field(tag, "".join(self._written))
            self._written = None

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._written is not None:
            self._written.append(data)

    def _field(self, tag: str, found: Attributes) -> None:
        form, name = self.forms[-1], found.get("name")
        if name and tag != "button":
            form.names.add(name)
        if tag == "input" and name:
            ticked = found.get("type") != "checkbox" or "checked" in found
            form.fields += [(name, found.get("value") or "")] if ticked else []
        elif tag == "select":
            self._select = name or ""
        elif tag in {"textarea", "option", "button"}:
            self._option, self._written = found, []

    def _close_field(self, tag: str, text: str) -> None:
        form, found = self.forms[-1], self._option
        match tag:
            case "textarea":
                form.fields.append((found.get("name") or "", text.removeprefix("\n")))
            case "option" if "selected" in found:
                value = found.get("value")
                form.fields.append((self._select, text if value is None else value))
            case "button":
                value = found.get("value") or ""
                form.buttons.append((found.get("name") or "", value, " ".join(text.split())))

    def _check(self) -> None:
        self.faults += [f"<{tag}> is not closed" for tag in self._open]
        ids = Counter(found["id"] for _, found in self.tags if "id" in found)
        self.faults += [f"id {one} is there twice" for one, count in ids.items() if count > 1]
        named = [found["for"] for tag, found in self.tags if tag == "label" and "for" in found]
        self.faults += [f"label for {one}, which is not there" for one in named if one not in ids]
