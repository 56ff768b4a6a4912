"""The steps of building a pair, in their order, and how far one is."""

from dataclasses import dataclass

from app.domain.plan import HALVES, Half


@dataclass(frozen=True, slots=True)
class StepName:
    """A step of the build; `half` is None for those that concern the pair."""

    action: str
    half: Half | None = None

    def __str__(self) -> str:
        return f"{self.half}:{self.action}" if self.half else self.action


CONFIRM = StepName("confirm")
CATALOG = StepName("catalog")

SETTINGS = ("access", "topics", "properties", "labels", "security", "environments", "protect")
"""What is set on each half once it holds its files."""

# Both names are taken before anything is filled, so that a name that is gone shows early.
# The ruleset comes last of a half: before it, our own push needs no exception from it. A team can
# review deployments once it has access. A build that an earlier version began lacks some of these:
# it takes them up where it stands.
STEPS: tuple[StepName, ...] = (
    CONFIRM,
    *(StepName("create", half) for half in HALVES),
    *(StepName("push", half) for half in HALVES),
    *(StepName(action, half) for half in HALVES for action in SETTINGS),
    CATALOG,
)
