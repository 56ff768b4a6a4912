"""Which policy cases a file states, or everything that is wrong with it."""

from ruamel.yaml.nodes import Node, SequenceNode

from app.domain.cases.given import GivenReader
from app.domain.cases.model import Expectation, Given, Place, PolicyCase
from app.domain.cases.steps import StepReader
from app.domain.form import Form
from app.domain.policy import Policy
from app.domain.policy.values import choice, did_you_mean, keys_of, section, text, texts
from app.domain.state import State
from app.domain.verdict import Status
from app.domain.yaml_nodes import YamlNodes, is_null

MOST_BYTES = 256_000
MOST_CASES = 500
GIVEN_KEYS = keys_of(Given)
CASE_KEYS = ("name", *GIVEN_KEYS, "steps", "expect")
EXPECTED_KEYS = ("state", "rules", "says", "properties")
STATES = (
    *(State.NEEDS_CORRECTION, State.AWAITING_APPROVAL, State.WAITING),
    *(State.VETOED, State.BLOCKED, State.BUILDING),
)
"""What a decision can come to; BUILDING is what was approved."""


def read_cases(path: str, source: str, form: Form, policy: Policy) -> tuple[PolicyCase, ...]:
    """The cases of one file. Raises FileMistakes with every mistake at its line and column."""
    nodes = YamlNodes(path)
    root = nodes.compose(source, MOST_BYTES)
    top = section(nodes, root, "The file", ("version", "given", "cases"))
    if "version" not in top:
        nodes.wrong(root, "The file does not say its `version`; begin with `version: 1`.")
    elif str(top["version"].value) != "1":
        nodes.wrong(top["version"], "This Slipway reads cases of `version: 1`.")
    cases = _CaseReader(nodes, form, policy).cases(root, top.get("given"), top.get("cases"))
    nodes.raise_mistakes()
    return cases


class _CaseReader:
    def __init__(self, nodes: YamlNodes, form: Form, policy: Policy) -> None:
        self._nodes = nodes
        self._given = GivenReader(nodes, form)
        self._set = tuple(policy.repositories.service.properties)
        self._steps = StepReader(nodes, self._given, policy)

    def cases(self, root: Node, given: Node | None, node: Node | None) -> tuple[PolicyCase, ...]:
        entries = [] if node is None else self._nodes.items(node, "`cases`")
        if not entries:
            self._nodes.wrong(node or root, "There is no case; write at least one under `cases`.")
        if len(entries) > MOST_CASES:
            say = f"There are more than {MOST_CASES} cases; put some into another file."
            self._nodes.wrong(node, say)
        written = section(self._nodes, given, "`given`", GIVEN_KEYS)
        for_all = self._given.read(written, Given())
        found: dict[str, PolicyCase] = {}
        for entry in entries[:MOST_CASES]:
            one = self._case(entry, for_all)
            if one.name in found:
                self._nodes.wrong(entry, f"Two cases are named `{one.name}`; rename one.")
            found.setdefault(one.name, one)
        return tuple(found.values())

    def _case(self, node: Node, for_all: Given) -> PolicyCase:
        parts = section(self._nodes, node, "The case", CASE_KEYS)
        for needed in ("name", "expect"):
            if parts and needed not in parts:
                self._nodes.wrong(node, f"The case has no `{needed}`.")
        given = self._given.read(parts, for_all)
        steps = parts.get("steps")
        entries = [] if steps is None else self._nodes.items(steps, "`steps`")
        return PolicyCase(
            text(self._nodes, parts.get("name"), "`name`"),
            self._place(node),
            given,
            self._steps.read(entries, given),
            self._expectation(node, parts.get("expect")),
        )

    def _expectation(self, case: Node, node: Node | None) -> Expectation:
        parts = section(self._nodes, node, "`expect`", EXPECTED_KEYS)
        if node is not None and not parts:
            say = "`expect` says nothing; name a `state`, `rules`, `says` or `properties`."
            self._nodes.wrong(node, say)
        return Expectation(
            self._place(node or case),
            self._state(parts.get("state")),
            self._statuses(parts.get("rules")),
            {
                rule: text(self._nodes, value, "The sentence")
                for rule, value in self._mapping(parts.get("says"), "`says`").items()
            },
            self._properties(parts.get("properties")),
        )

    def _state(self, node: Node | None) -> State | None:
        if node is None:
            return None
        return State(choice(self._nodes, node, "`state`", STATES, State.BUILDING))

    def _statuses(self, node: Node | None) -> dict[str, Status]:
        return {
            rule: Status(
                choice(self._nodes, value, f"The status of `{rule}`", Status, Status.PENDING)
            )
            for rule, value in self._mapping(node, "`rules`").items()
        }

    def _properties(self, node: Node | None) -> dict[str, tuple[str, ...]]:
        """Of the service repository; none for one that is not to be set."""
        found: dict[str, tuple[str, ...]] = {}
        for name, value in self._mapping(node, "`properties`").items():
            if name not in self._set:
                say = f"The policy sets no property `{name}`{did_you_mean(name, self._set)}."
                self._nodes.wrong(value, say)
            what = f"The property `{name}`"
            if isinstance(value, SequenceNode):
                found[name] = texts(self._nodes, value, what, f"A value of `{name}`")
            else:
                found[name] = () if is_null(value) else (text(self._nodes, value, what),)
        return found

    def _mapping(self, node: Node | None, what: str) -> dict[str, Node]:
        return {} if node is None else self._nodes.mapping(node, what)

    def _place(self, node: Node) -> Place:
        mark = node.start_mark
        return Place(self._nodes.path, mark.line + 1, mark.column + 1)
