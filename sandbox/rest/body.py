"""The JSON body of a call, read field by field with GitHub's words for what is wrong."""

from typing import Any, TypeVar

from sandbox.errors import ApiError, malformed

T = TypeVar("T")


class Body:
    """Typed access to a JSON object; every mistake is GitHub's 422."""

    def __init__(self, fields: dict[str, Any], bare: list[Any] | None = None) -> None:
        self.fields = fields
        self.bare = bare

    @classmethod
    def read(cls, raw: bytes, parsed: object) -> "Body":
        """From a raw body and what it parsed to (None when it is no JSON); 400 if unusable."""
        if not raw.strip():
            return cls({})
        if parsed is None:
            raise ApiError(400, "Problems parsing JSON")
        if isinstance(parsed, list):
            return cls({}, parsed)
        if not isinstance(parsed, dict):
            raise ApiError(400, "Body should be a JSON object")
        return cls(parsed)

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def text(self, name: str) -> str:
        """A string that must be there."""
        found = self.optional_text(name)
        if found is None:
            raise malformed(f'"{name}" wasn\'t supplied.')
        return found

    def optional_text(self, name: str) -> str | None:
        return self._typed(name, str, "a string")

    def flag(self, name: str) -> bool | None:
        return self._typed(name, bool, "a boolean")

    def number(self, name: str) -> int | None:
        return self._typed(name, int, "an integer")

    def mapping(self, name: str) -> dict[str, Any] | None:
        return self._typed(name, dict, "an object")

    def items(self, name: str) -> list[Any] | None:
        return self._typed(name, list, "an array")

    def objects(self, name: str) -> list[dict[str, Any]] | None:
        """A list of objects."""
        found = self.items(name)
        if found is not None and not all(isinstance(item, dict) for item in found):
            raise malformed(f"For 'items', {found!r} has something that is not an object.")
        return found

    def texts_or_bare(self, name: str) -> list[str] | None:
        """The same, where the whole body may be the list, as for labels of an issue."""
        return self.texts(name) if self.bare is None else Body({name: self.bare}).texts(name)

    def texts(self, name: str) -> list[str] | None:
        """A list of strings, or of objects with a `name`, as labels may be sent."""
        found = self.items(name)
        if found is None:
            return None
        names = [item.get("name") if isinstance(item, dict) else item for item in found]
        if not all(isinstance(item, str) for item in names):
            raise malformed(f"For 'items', {found!r} has something that is not a string.")
        return [str(item) for item in names]

    def _typed(self, name: str, kind: type[T], word: str) -> T | None:
        value = self.fields.get(name)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise malformed(f"For 'properties/{name}', {value!r} is not {word}.")
        return value
