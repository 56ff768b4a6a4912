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
    screen.text("  Open the issue, or file another one, as anybody of the organisation:\n")
    screen.copyable(scene.github.issue_url(scene.number))
    people = [f"{login} ({name})" for login, name in stage.seeded.people.items()]
    screen.text("")
    screen.note("people", ", ".join(people))
    screen.note("passwords", f"where git asks: dana, and {scene.github.token('dana')}")
    screen.note("Slipway", stage.web_url)
    screen.note("logs", f"{stage.folder}/*.log")
    service, tests = scene.clone_urls
    screen.text("\n  Run the service:\n")
    _say_commands(scene, service, "make setup test run")
    screen.text("\n  and its integration tests, in a second terminal:\n")
    _say_commands(scene, tests, f"make setup test BASE_URL={_SERVICE_URL}")
    screen.text("\n  Ctrl-C ends the demo and removes all that it started.")


def _say_commands(scene: Scene, url: str, make: str) -> None:
    private = with_credentials(url, "dana", scene.github.token("dana"))
    scene.screen.copyable(f"git clone {private}")
    scene.screen.copyable(f"cd {url.rpartition('/')[2].removesuffix('.git')} && {make}")
