"""What a request that makes no sense is answered: a sentence, without what was sent."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


async def refuse(_request: Request, error: Exception) -> JSONResponse:
    """422, with each mistake by its place, such as `body.text`.

    FastAPI's own answer repeats the input, however long it is, and some of it is no JSON.
    """
    assert isinstance(error, RequestValidationError)
    mistakes = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return JSONResponse({"detail": "; ".join(mistakes)}, 422)
