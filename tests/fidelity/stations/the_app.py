"""The App itself: its installations, tokens, hook and deliveries."""

from tests.fidelity.guide import Guide
from tests.sandbox.voices import Voice


def visit(guide: Guide) -> None:
    app = guide.app
    app.gets("/app")
    app.gets("/app/installations")
    app.gets("/app/installations/77")
    app.gets("/orgs/acme/installation")
    app.gets(f"{guide.where}/installation")
    narrowed = {"repositories": ["services"], "permissions": {"issues": "write"}}
    made = app.does("POST", "/app/installations/77/access_tokens", narrowed)
    Voice(app.url, made["token"]).does("DELETE", "/installation/token")
    guide.installation.gets("/installation/repositories")
    app.gets("/app/hook/config")
    app.does("PATCH", "/app/hook/config", {"content_type": "json"})
    delivery = app.gets("/app/hook/deliveries")[0]
    app.gets(f"/app/hook/deliveries/{delivery['id']}")
    app.does("POST", f"/app/hook/deliveries/{delivery['id']}/attempts")


def comes_and_goes(guide: Guide) -> None:
    """The last station: the App is sent about, and away."""
    for order in (
        ("selection", {"add": [], "remove": ["acme/other"]}),
        ("selection", {"add": ["acme/other"], "remove": []}),
        ("permissions", {"permissions": {"metadata": "read", "issues": "read"}}),
        ("permissions", {"permissions": {"metadata": "read", "issues": "write"}}),
        ("installation", {"action": "suspend"}),
        ("installation", {"action": "unsuspend"}),
    ):
        guide.controls(order[0], {"id": 77, "actor": "ada"} | order[1])
    guide.app.does("DELETE", "/app/installations/77")
