"""What a step of the story works with, and how it waits for Slipway's answer."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.demo.fault import TooSlow
from app.demo.people import GitHub, IssuePage
from app.demo.reading import approvals, first_line
from app.demo.report import Report
from app.demo.screen import Screen
from app.demo.stage import Stage

STATE_LABELS = "slipway/"


@dataclass(slots=True)
class Scene:
    """The story so far: `number` is the issue's, `clone_urls` are what it says at the end."""

    stage: Stage
    screen: Screen
    report: Report
    port: int | None
    github: GitHub = field(init=False)
    number: int = 0
    clone_urls: list[str] = field(default_factory=list)
    _shown: dict[str, str] = field(default_factory=dict)

    def page(self) -> IssuePage:
        """The issue as it is now; everybody of the story sees the same."""
        return self.github.look_at("dana", self.number)

    def wait(self, what: str, is_there: Callable[[IssuePage], bool]) -> IssuePage:
        """The issue once `is_there` says that Slipway's answer is on it."""

        def look() -> IssuePage | None:
            page = self.page()
            return page if is_there(page) else None

        try:
            return self.stage.until(what, look)
        except TooSlow as fault:
            line = first_line(self.page().status)
            seen = f"says “{line}”" if line else "is not there"
            raise TooSlow(f"{fault}\nThe status comment {seen}.") from None

    def read_before_acting(self) -> None:
        """As people do: look at the issue, and act on it in a later second of GitHub's clock.

        GitHub's times are whole seconds; within one nobody can tell which of two came first.
        """

        def look() -> bool | None:
            return self.github.time() > self.page().changed_at or None

        self.stage.until("leave the issue alone for a second", look)

    def show(self, page: IssuePage) -> str:
        """Print the comment's first line, and label and approvals where they changed; the line."""
        line = first_line(page.status)
        self.screen.slipway(line)
        state = ", ".join(sorted(name for name in page.labels if name.startswith(STATE_LABELS)))
        self._show_change("label", state)
        given = [
            f"{row.label} {f'by {row.so_far}' if row.is_given else 'is missing'}"
            for row in approvals(page.status).values()
        ]
        self._show_change("approvals", ", ".join(given))
        return line

    def _show_change(self, name: str, text: str) -> None:
        if text and text != self._shown.get(name):
            self.screen.note(name, text)
        self._shown[name] = text
