"""Reads what people do in a policy case, and when."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from ruamel.yaml.nodes import Node

from app.domain.cases.given import GivenReader
from app.domain.cases.model import STEP, Given, Named, Step
from app.domain.policy import Policy
from app.domain.policy.times import read_moment
from app.domain.policy.values import choice, did_you_mean, keys_of, section, text
from app.domain.yaml_nodes import YamlNodes

DEEDS = ("label", "unlabel", "edit", "approve", "withdraw", "break_glass", "build")
"""What a step may be: just one of these."""

_ONE_OF = f"A step is one of {', '.join(f'`{key}`' for key in DEEDS[:-1])} and `{DEEDS[-1]}`."


class StepReader:
    """Reads the steps of cases for one policy."""

    def __init__(self, nodes: YamlNodes, given: GivenReader, policy: Policy) -> None:
        self._nodes, self._given = nodes, given
        vetoes = (policy.veto.label,) if policy.veto else ()
        labels: tuple[str, ...] = (*(rule.label for rule in policy.approvals), *vetoes)
        self._labels = tuple(label for label in labels if label)

    def read(self, entries: Sequence[Node], given: Given) -> tuple[Step, ...]:
        """The steps in their order, every one with its time."""
        parts = [section(self._nodes, entry, "A step", keys_of(Step)) for entry in entries]
        times = self._times(parts, given.now)
        return tuple(
            self._step(entry, one, at, given.requester)
            for entry, one, at in zip(entries, parts, times, strict=True)
        )

    def _times(self, steps: Sequence[Mapping[str, Node]], now: datetime) -> list[datetime]:
        """A step that does not say when comes a minute before the next one, or before `now`."""
        times: list[datetime] = []
        following = now
        for parts in reversed(steps):
            latest = following - STEP
            at = read_moment(self._nodes, parts.get("at"), "`at`", UTC) or latest
            if at > latest:
                say = "The step must come a minute or more before the next one, and before `now`."
                self._nodes.wrong(parts["at"], say)
            times.append(at)
            following = at
        return times[::-1]

    def _step(self, node: Node, parts: Mapping[str, Node], at: datetime, requester: str) -> Step:
        if parts and sum(key in parts for key in DEEDS) != 1:
            self._nodes.wrong(node, _ONE_OF)
        if "by" not in parts and "edit" not in parts:
            self._nodes.wrong(node, "The step does not say `by` whom.")
        return Step(
            self._given.login(parts.get("by"), "`by`", requester),
            at,
            self._label(parts, "label"),
            self._label(parts, "unlabel"),
            self._given.answers(parts.get("edit"), "`edit`"),
            self._named(parts.get("approve")),
            self._is_done(parts, "withdraw"),
            text(self._nodes, parts.get("break_glass"), "`break_glass`"),
            self._is_done(parts, "build"),
        )

    def _named(self, node: Node | None) -> Named | None:
        if node is None:
            return None
        return Named(choice(self._nodes, node, "`approve`", Named, Named.SHOWN))

    def _is_done(self, parts: Mapping[str, Node], key: str) -> bool:
        """There is no step that says that nobody does something."""
        node = parts.get(key)
        if node is not None and not self._nodes.flag(node, f"`{key}`"):
            self._nodes.wrong(node, f"`{key}` must be `true`; leave the step out instead.")
        return node is not None

    def _label(self, parts: Mapping[str, Node], key: str) -> str:
        """A label of the policy, in the policy's spelling."""
        written = text(self._nodes, parts.get(key), f"`{key}`")
        known = {label.casefold(): label for label in self._labels}
        if written and written.casefold() not in known:
            say = f"The policy has no label `{written}`{did_you_mean(written, self._labels)}."
            self._nodes.wrong(parts[key], say)
        return known.get(written.casefold(), written)
