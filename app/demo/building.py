"""The story's end: the build as the issue shows it, the pair, and the clones of it."""

from app.demo.clones import clone, with_credentials
from app.demo.fault import DemoFault
from app.demo.people import IssuePage
from app.demo.reading import clone_urls, finished_steps, first_line
from app.demo.report import RepositoryReport
from app.demo.scene import Scene


def watch(scene: Scene) -> str:
    """Each step of the build once the comment calls it done."""
    shown: list[str] = []

    def is_live(page: IssuePage) -> bool:
        for step in finished_steps(page.status)[len(shown) :]:
            shown.append(step)
            scene.screen.slipway(f"✓ {step}")
        if "slipway/failed" in page.labels:
            raise DemoFault(f"The build stopped. {first_line(page.status)}")
        return "slipway/live" in page.labels and "Live" in first_line(page.status)

    scene.wait("build the pair", is_live)
    return f"{len(shown)} steps of the build were done."


def live(scene: Scene) -> str:
    """The issue is closed and says what to clone."""
    page = scene.wait(
        "close the issue and name both repositories",
        lambda page: not page.is_open and len(clone_urls(page.status)) == 2,
    )
    scene.clone_urls = clone_urls(page.status)
    line = scene.show(page)
    for url in scene.clone_urls:
        scene.screen.note("clone", url)
    return line


def clone_both(scene: Scene) -> str:
    """Clone both as their owner with stock git; the report names their heads."""
    for url in scene.clone_urls:
        name = url.rpartition("/")[2].removesuffix(".git")
        scene.screen.person("dana", f"clones {name} with git")
        private = with_credentials(url, "dana", scene.github.token("dana"))
        cloned = clone(private, scene.stage.folder / "clones" / name)
        scene.screen.note("git", f"{cloned.files} files, head commit {cloned.head_commit[:12]}")
        scene.report.repositories.append(RepositoryReport(name, url, cloned.head_commit))
    names = " and ".join(one.name for one in scene.report.repositories)
    return f"{names} were cloned."
