"""Which deployment environments a policy wants, and what guards each."""

from collections.abc import Iterator

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.domain.github_names import is_team_slug
from app.domain.policy.settings import Branches, EnvironmentSetting
from app.domain.policy.values import choice, keys_of, number, section, text, texts
from app.domain.yaml_nodes import YamlNodes

LONGEST_NAME = 255
LONGEST_WAIT = 43_200
"""Minutes: 30 days."""
MOST_REVIEWERS = 6


def read_environments(nodes: YamlNodes, node: Node) -> tuple[EnvironmentSetting, ...]:
    """Names alone or with what guards them; GitHub takes names that differ in case as one."""
    found: dict[str, EnvironmentSetting] = {}
    for entry in nodes.items(node, "`environments`"):
        one = _environment(nodes, entry)
        if one.name.casefold() in found:
            nodes.wrong(entry, f"`{one.name}` stands here a second time; keep one of them.")
        elif one.name:
            found[one.name.casefold()] = one
    return tuple(found.values())


def _environment(nodes: YamlNodes, node: Node) -> EnvironmentSetting:
    if not isinstance(node, MappingNode):
        return EnvironmentSetting(_name(nodes, node, node))
    given = section(nodes, node, "An environment", keys_of(EnvironmentSetting))
    if node.value and "name" not in given:
        nodes.wrong(node, "An environment has no `name`.")
    reviewers = _reviewers(nodes, given.get("reviewers"))
    alone = nodes.flag(given.get("prevent_self_review"), "`prevent_self_review`")
    if alone and not reviewers:
        say = "`prevent_self_review` is about `reviewers`, and there are none; name them."
        nodes.wrong(given["prevent_self_review"], say)
    wait = number(nodes, given.get("wait_minutes"), "`wait_minutes`", 0, LONGEST_WAIT, 0)
    name = _name(nodes, given.get("name"), node)
    branches = _branches(nodes, given.get("branches"))
    return EnvironmentSetting(name, reviewers, alone, wait, branches)


def _name(nodes: YamlNodes, node: Node | None, entry: Node) -> str:
    name = text(nodes, node, "An environment")
    if len(name) > LONGEST_NAME:
        nodes.wrong(entry, f"An environment's name has at most {LONGEST_NAME} characters.")
    if name in {".", ".."}:
        nodes.wrong(entry, f"GitHub takes no environment that is named `{name}`.")
    return name


def _reviewers(nodes: YamlNodes, node: Node | None) -> tuple[str, ...]:
    teams = texts(nodes, node, "`reviewers`", "A reviewer")
    if len(teams) > MOST_REVIEWERS:
        say = f"GitHub takes {MOST_REVIEWERS} reviewers of an environment; here are {len(teams)}."
        nodes.wrong(node, say)
    for team in teams:
        if not is_team_slug(team.lower()):
            nodes.wrong(node, f"`{team}` is no team; write its slug, or `owner`.")
    return tuple(team.lower() for team in teams)


def _branches(nodes: YamlNodes, node: Node | None) -> Branches | tuple[str, ...]:
    if node is None or isinstance(node, ScalarNode):
        return Branches(choice(nodes, node, "`branches`", Branches, Branches.ANY))
    patterns = texts(nodes, node, "`branches`", "A branch")
    if isinstance(node, SequenceNode) and not node.value:
        say = "No branch is named, so that nothing could be deployed; name one, or write `any`."
        nodes.wrong(node, say)
    return patterns


def reviewers_at(node: Node, place: int) -> Iterator[tuple[str, Node]]:
    """The teams that review the environment at a place of the list, each with its own place."""
    entry = node.value[place] if isinstance(node, SequenceNode) else node
    for key, value in entry.value if isinstance(entry, MappingNode) else ():
        if str(key.value) == "reviewers" and isinstance(value, SequenceNode):
            for each in value.value:
                team = str(each.value).strip().lower()
                if is_team_slug(team):
                    yield team, each
