"""Starts acme: its GitHub, and Slipway listening to it, on any database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

from werkzeug.serving import WSGIRequestHandler, make_server

from app import bootstrap
from app.settings import Settings
from app.usecases.template_judging import TemplateJudge
from app.usecases.workbench import Workbench
from app.web import create_app
from sandbox import serve
from sandbox.seed import Seed, read_seed
from tests.environment import ROOT, WEBHOOK_SECRET, private_key, settings
from tests.journeys.acme import Acme, connect

SEED = ROOT / "sandbox/seeds/acme.yml"


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        """Say nothing: tests read better without a line a call."""


@contextmanager
def started(folder: Path, database_url: str, seed: Seed | None = None) -> Iterator[Acme]:
    """Acme as it is before anybody asked for anything, with its files in `folder`.

    `seed` is one that `seed_with` gave, and something else was made of.
    """
    seed = seed or seed_with(folder)
    assert seed.app is not None
    with serve(seed, folder / "github") as sandbox:
        chosen = settings(
            folder,
            app_id=str(seed.app.id),
            database_url=database_url,
            github_api_url=sandbox.api_url,
        )
        now = sandbox.world.now
        built = bootstrap.build(chosen)
        github = connect(sandbox, database=built.database)
        # To check a template takes seconds, which only the tests of that check have.
        judge = TemplateJudge(most_seconds=0)
        bench = replace(built, clock=now, github=github, template_judge=judge)
        with _listening(chosen, bench) as url:
            acme = Acme(sandbox, bench)
            acme.controls("webhook", url=url)
            yield acme
        bench.hints.close()
        bench.database.close()


def seed_with(folder: Path) -> Seed:
    """Acme, whose App has a key in the folder and tells Slipway its secret."""
    key = folder / "app.pem"
    key.write_text(private_key())
    seed = read_seed(SEED)
    assert seed.app is not None
    webhook = seed.app.webhook.model_copy(update={"secret": WEBHOOK_SECRET})
    app = seed.app.model_copy(update={"private_key": key, "webhook": webhook})
    return seed.model_copy(update={"app": app})


@contextmanager
def _listening(chosen: Settings, bench: Workbench) -> Iterator[str]:
    """The address of Slipway's own web server."""
    app = create_app(chosen, bench)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/webhook"
    server.shutdown()
    thread.join()
    server.server_close()
