"""Acme as it is before anybody asked for anything, on SQLite."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from app import bootstrap
from app.web import create_app
from sandbox import serve
from sandbox.seed import read_seed
from tests.environment import WEBHOOK_SECRET, private_key, settings
from tests.journeys.acme import ROOT, Acme


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        """Say nothing: tests read better without a line a call."""


SEED = ROOT / "sandbox/seeds/acme.yml"


@pytest.fixture
def acme(tmp_path: Path, sqlite_url: str) -> Iterator[Acme]:
    """The starter policy, form and templates in a protected control repository."""
    key = tmp_path / "app.pem"
    key.write_text(private_key())
    seed = read_seed(SEED)
    assert seed.app is not None
    webhook = seed.app.webhook.model_copy(update={"secret": WEBHOOK_SECRET})
    app = seed.app.model_copy(update={"private_key": key, "webhook": webhook})
    with serve(seed.model_copy(update={"app": app}), tmp_path / "github") as sandbox:
        chosen = settings(
            tmp_path,
            app_id=str(app.id),
            database_url=sqlite_url,
            github_api_url=sandbox.api_url,
        )
        bench = replace(bootstrap.build(chosen), clock=sandbox.world.now)
        server = make_server(
            "127.0.0.1", 0, create_app(chosen, bench), threaded=True, request_handler=_Quiet
        )
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        organisation = Acme(sandbox, bench)
        organisation.controls("webhook", url=f"http://127.0.0.1:{server.server_port}/webhook")
        yield organisation
        server.shutdown()
        thread.join()
        server.server_close()
        bench.hints.close()
        bench.database.close()
