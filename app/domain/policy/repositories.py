"""How a policy wants repositories set up, within what GitHub takes."""

import re

from ruamel.yaml.nodes import Node

from app.domain.github_names import is_team_slug
from app.domain.policy.model import Access, LabelSetting, RepositorySettings, Visibility
from app.domain.policy.values import choice, keys_of, number, section, text, texts
from app.domain.yaml_nodes import YamlNodes

_COLOR = re.compile(r"[0-9a-fA-F]{6}")
_TOPIC = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
_SUFFIX = re.compile(r"[A-Za-z0-9._-]{1,60}")
_DEFAULT = RepositorySettings()


def read_repositories(nodes: YamlNodes, node: Node | None) -> RepositorySettings:
    given = section(nodes, node, "`repositories`", keys_of(RepositorySettings))
    visibility = choice(
        nodes, given.get("visibility"), "`visibility`", Visibility, _DEFAULT.visibility
    )
    reviews = number(nodes, given.get("required_reviews"), "`required_reviews`", 0, 10, default=1)
    checks = texts(
        nodes, given.get("required_checks"), "`required_checks`", "A check", default=("ci",)
    )
    return RepositorySettings(
        visibility=Visibility(visibility),
        tests_suffix=_suffix(nodes, given.get("tests_suffix")),
        access=_access(nodes, given.get("access")),
        environments=_environments(nodes, given.get("environments")),
        topics=_topics(nodes, given.get("topics")),
        labels=_labels(nodes, given.get("labels")),
        required_checks=checks,
        required_reviews=reviews,
    )


def _suffix(nodes: YamlNodes, node: Node | None) -> str:
    suffix = text(nodes, node, "`tests_suffix`", _DEFAULT.tests_suffix)
    if not _SUFFIX.fullmatch(suffix) or suffix.endswith(".git"):
        say = (
            "`tests_suffix` is at most 60 letters, digits, `.`, `_` and `-`, not `.git` at the end."
        )
        nodes.wrong(node, say)
    return suffix


def _access(nodes: YamlNodes, node: Node | None) -> dict[str, Access]:
    if node is None:
        return dict(_DEFAULT.access)
    access: dict[str, Access] = {}
    for team, level in nodes.mapping(node, "`access`").items():
        if not is_team_slug(team.lower()):
            nodes.wrong(level, f"`{team}` is no team; write its slug, or `owner`.")
        written = choice(nodes, level, f"The access of `{team}`", Access, Access.PULL)
        access[team.lower()] = Access(written)
    return access


def _environments(nodes: YamlNodes, node: Node | None) -> tuple[str, ...]:
    names = texts(nodes, node, "`environments`", "An environment")
    if any(len(name) > 255 for name in names):
        nodes.wrong(node, "An environment's name has at most 255 characters.")
    return names


def _topics(nodes: YamlNodes, node: Node | None) -> tuple[str, ...]:
    topics = texts(nodes, node, "`topics`", "A topic")
    if len(topics) > 20:
        nodes.wrong(node, f"GitHub takes 20 topics; here are {len(topics)}.")
    for topic in topics:
        if not _TOPIC.fullmatch(topic):
            say = f"The topic `{topic}` must be small letters, digits and `-`, 50 at most."
            nodes.wrong(node, say)
    return topics


def _labels(nodes: YamlNodes, node: Node | None) -> tuple[LabelSetting, ...]:
    entries = [] if node is None else nodes.items(node, "`labels`")
    return tuple(_label(nodes, entry) for entry in entries)


def _label(nodes: YamlNodes, node: Node) -> LabelSetting:
    given = section(nodes, node, "A label", keys_of(LabelSetting))
    name = text(nodes, given.get("name"), "`name`")
    color = text(nodes, given.get("color"), "`color`", "ededed")
    description = text(nodes, given.get("description"), "`description`")
    if not name or len(name) > 50:
        nodes.wrong(node, "A label needs a `name` of at most 50 characters.")
    if not _COLOR.fullmatch(color):
        nodes.wrong(given["color"], f"`{color}` is no color; write six hexadecimal digits.")
    if len(description) > 100:
        nodes.wrong(given["description"], "A label's description has at most 100 characters.")
    return LabelSetting(name, color.lower(), description)
