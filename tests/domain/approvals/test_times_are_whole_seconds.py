"""Promise 1 against the truth: GitHub shows whole seconds, the world goes by in fractions."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st

from app.domain.approvals import Display, Evidence
from app.domain.digest import digest
from app.domain.issue import Edit, LabelEvent
from tests.domain.build import (
    NOON,
    TEMPLATES,
    a_label,
    a_person,
    a_rule,
    an_issue,
    approvers,
    the_evidence,
)


@dataclass
class World:
    """What truly happens, in order, beside what GitHub and our observations keep of it."""

    now: datetime = NOON
    text: dict[str, str] = field(default_factory=lambda: {"name": "a", "note": "a"})
    on_comment: dict[str, str] | None = None
    reading: tuple[dict[str, str], datetime | None] | None = None
    edits: list[Edit] = field(default_factory=list)
    displays: list[Display] = field(default_factory=list)
    events: list[LabelEvent] = field(default_factory=list)
    seen_by_paula: tuple[dict[str, str], dict[str, str] | None] | None = None

    @property
    def second(self) -> datetime:
        return self.now.replace(microsecond=0)

    def edit(self, key: str, value: str) -> None:
        self.text = self.text | {key: value}
        self.edits.append(Edit(self.second, a_person("dana")))

    def read(self) -> None:
        self.reading = (self.text, self.edits[-1].at if self.edits else None)

    def show(self) -> None:
        if self.reading is None or self.reading[0] == self.on_comment:
            return
        self.on_comment, edited_at = self.reading
        shown = digest(self.on_comment, TEMPLATES)
        self.displays.append(Display(self.second, shown, self.on_comment, TEMPLATES, edited_at))

    def label(self) -> None:
        added = self.seen_by_paula is None
        self.seen_by_paula = (self.text, self.on_comment) if added else None
        actor = a_person("paula")
        self.events.append(LabelEvent(str(self.now), self.second, actor, a_label(), added))

    def evidence(self) -> Evidence:
        issue = an_issue(*self.events, edits=tuple(self.edits))
        seen = the_evidence(issue, displays=tuple(self.displays))
        members, bindings = seen.members, seen.bindings
        now = digest(self.text, TEMPLATES)
        return Evidence(issue, seen.displays, bindings, members, now, self.text, TEMPLATES)


STEPS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(["name", "note"]), st.sampled_from("ab")),
    st.sampled_from([("read",), ("show",), ("label",)]),
)
PAUSES = st.sampled_from([1, 300, 900, 2_000])


@settings(deadline=None)
@given(st.lists(st.tuples(STEPS, PAUSES), max_size=14))
def test_who_counts_saw_what_the_rule_reads_as_it_is_now(
    history: list[tuple[tuple[str, ...], int]],
) -> None:
    """Both in the status comment and in the issue, in the very moment of the label."""
    world = World()
    for (step, *values), milliseconds in history:
        getattr(world, step)(*values)
        world.now += timedelta(milliseconds=milliseconds)

    counted = approvers(world.evidence(), a_rule(reads=frozenset({"name"})))

    event(f"counted: {counted}")
    if counted:
        assert world.seen_by_paula is not None
        text, on_comment = world.seen_by_paula
        assert on_comment is not None
        assert on_comment["name"] == text["name"] == world.text["name"]
        assert on_comment == text
