"""What is refused, and in which words: every kind of refusal once."""

from tests.fidelity.guide import Guide
from tests.sandbox.voices import Voice


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    narrow = guide.app.does(
        "POST", "/app/installations/77/access_tokens", {"permissions": {"issues": "read"}}
    )
    nobody, mallory = Voice(guide.sandbox.url), Voice(guide.sandbox.url, "ghp_sandbox_mallory")
    reader = Voice(guide.sandbox.url, narrow["token"])
    label = {"name": "bug", "color": "ff0000"}
    _refused(nobody, 401, "GET", "/user")
    _refused(mallory, 401, "GET", "/user")
    _refused(reader, 403, "POST", f"{where}/labels", label)
    _refused(installation, 404, "GET", f"{where}/issues/9999")
    _refused(installation, 422, "POST", f"{where}/labels", label | {"name": "approved/platform"})
    _refused(installation, 422, "POST", f"{where}/labels", {"color": "ff0000"})
    _refused(installation, 422, "POST", "/orgs/acme/repos", {"name": "services"})
    seen = installation.asks("GET", where)
    unchanged = installation.asks("GET", where, If_None_Match=seen.headers["ETag"])
    assert unchanged.status_code == 304
    installation.does("POST", "/orgs/acme/repos", {"name": "empty"})
    _refused(installation, 409, "POST", "/repos/acme/empty/git/blobs", {"content": "x"})
    guide.ada.does("PATCH", "/repos/acme/empty", {"archived": True})
    _refused(installation, 403, "POST", "/repos/acme/empty/labels", label)


def _refused(voice: Voice, status: int, verb: str, path: str, body: object = None) -> None:
    answer = voice.asks(verb, path, body)
    assert answer.status_code == status, f"{verb} {path}: {answer.status_code} {answer.text}"
