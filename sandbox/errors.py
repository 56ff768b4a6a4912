"""How a refusal looks: GitHub's status, message and `errors` list."""

from typing import Any

DOCUMENTATION = "https://docs.github.com/rest"


class ApiError(Exception):
    """Ends a call with GitHub's error body; `headers` go onto the response."""

    def __init__(
        self,
        status: int,
        message: str,
        errors: list[Any] | str | None = None,
        *,
        headers: dict[str, str] | None = None,
        documentation: str = DOCUMENTATION,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = headers or {}
        self.documentation = documentation

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"message": self.message}
        if self.errors is not None:
            body["errors"] = self.errors
        body["documentation_url"] = self.documentation
        body["status"] = str(self.status)
        return body


def not_found() -> ApiError:
    return ApiError(404, "Not Found")


def unauthenticated() -> ApiError:
    return ApiError(401, "Requires authentication")


def bad_credentials() -> ApiError:
    return ApiError(401, "Bad credentials")


def invalid(resource: str, field: str, code: str, message: str | None = None) -> ApiError:
    """A 422 with one entry in `errors`, as the REST API describes a field."""
    error = {"resource": resource, "field": field, "code": code}
    if message is not None:
        error["message"] = message
    return ApiError(422, "Validation Failed", [error])


def malformed(sentence: str) -> ApiError:
    """A 422 of GitHub's schema check, such as a field that was not supplied."""
    return ApiError(422, f"Invalid request.\n\n{sentence}")


def archived() -> ApiError:
    return ApiError(403, "Repository was archived so is read-only.")


def not_for_integrations(accepted: str = "") -> ApiError:
    """What an installation hears when its permissions do not reach."""
    headers = {"X-Accepted-GitHub-Permissions": accepted} if accepted else {}
    return ApiError(403, "Resource not accessible by integration", headers=headers)
