"""Documents that the GraphQL endpoint must carry out, or refuse."""

from typing import Any

from tests.sandbox.voices import Voice


def done(voice: Voice, query: str, **variables: Any) -> dict[str, Any]:
    """The data of a document that must succeed."""
    answer = voice.queries(query, **variables)
    assert "errors" not in answer, answer["errors"]
    found = answer["data"]
    assert isinstance(found, dict)
    return found


def refused(voice: Voice, query: str, **variables: Any) -> tuple[str, str]:
    """Type and message of the one error."""
    (error,) = voice.queries(query, **variables)["errors"]
    return error["type"], error["message"]
