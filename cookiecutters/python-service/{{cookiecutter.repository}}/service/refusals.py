"""What a request is answered that cannot be served: `detail`, a sentence, without what was sent."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.routing import Match

# Text of which no characters can be made is as little JSON as a missing bracket.
NO_JSON = frozenset({"json_invalid", "string_unicode"})


def explain(app: FastAPI) -> None:
    """Answer all that goes wrong in `app` alike."""
    app.add_exception_handler(RequestValidationError, _senseless)
    app.add_exception_handler(405, _wrong_method)
    app.add_exception_handler(Exception, _broken)


async def _senseless(_request: Request, error: Exception) -> JSONResponse:
    """400 if it is no JSON, 415 if it says so itself, else 422 with each mistake by its place.

    FastAPI's own answer repeats the input, however long it is, and some of it is no JSON.
    """
    assert isinstance(error, RequestValidationError)
    if isinstance(error.body, bytes):
        return _refused(415, "The body has to be application/json.")
    found = error.errors()
    if any(_is_no_json(one["type"], one["loc"]) for one in found):
        return _refused(400, "The body has to be one JSON object.")
    mistakes = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)
    return _refused(422, "; ".join(mistakes))


def _is_no_json(kind: str, place: tuple[str | int, ...]) -> bool:
    return kind in NO_JSON or (kind, place) == ("missing", ("body",))


async def _wrong_method(request: Request, _error: Exception) -> JSONResponse:
    """405 with the right methods, of all routes that have this path."""
    allowed = {one for one in ("DELETE", "GET", "PATCH", "POST", "PUT") if _takes(request, one)}
    allowed |= {"HEAD"} if "GET" in allowed else set()
    return _refused(405, "Method not allowed.", {"Allow": ", ".join(sorted(allowed))})


async def _broken(_request: Request, _error: Exception) -> JSONResponse:
    """500; the server logs what went wrong."""
    return _refused(500, "Something is wrong on our side.")


def _takes(request: Request, method: str) -> bool:
    asked = dict(request.scope, method=method)
    return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)


def _refused(status: int, sentence: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"detail": sentence}, status, headers)
