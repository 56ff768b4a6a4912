"""What the demo says once the story is over: what was built, and how to play on."""

from app.demo.clones import with_credentials
from app.demo.scene import Scene

_SERVICE_URL = "http://127.0.0.1:8000"


def say_done(scene: Scene) -> None:
    """Sum the story up."""
    calls = scene.report.calls
    assert calls is not None
    scene.screen.title("All of it happened")
    scene.screen.note(
        "calls",
        f"Slipway read {calls.reads} times from GitHub and wrote {calls.writes} times; "
        f"{calls.content_creating} of the writes created content.",
    )


def say_how_to_play_on(scene: Scene) -> None:
    """Print the page to open, who to be there, and the commands to try."""
    screen, stage = scene.screen, scene.stage
    screen.title("Play on")
    screen.text("  Open this issue, or file another one, as anybody of the organisation:")
    screen.copyable(scene.github.issue_url(scene.number))
    people = [f"{login} ({name})" for login, name in stage.seeded.people.items()]
    screen.note("people", ", ".join(people))
    screen.text("\n  Run the service, and its integration tests in a second terminal:")
    service, tests = [_clone_command(scene, url) for url in scene.clone_urls]
    screen.copyable(f"{service} && make setup test run")
    screen.copyable(f"{tests} && make setup && make test BASE_URL={_SERVICE_URL}")
    screen.note("web", f"{stage.web_url}, Slipway's own page")
    screen.note("logs", f"{stage.folder}/*.log")
    screen.text("\n  Ctrl-C ends the demo and removes all that it started.")


def _clone_command(scene: Scene, url: str) -> str:
    private = with_credentials(url, "dana", scene.github.token("dana"))
    return f"git clone {private} && cd {url.rpartition('/')[2].removesuffix('.git')}"
