"""How a policy wants repositories set up, within what GitHub takes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ruamel.yaml.nodes import Node

from app.domain.github_names import is_team_slug
from app.domain.policy.combinations import contradictions
from app.domain.policy.environments import read_environments
from app.domain.policy.expressions import ExpressionReader
from app.domain.policy.properties import read_properties, read_topics
from app.domain.policy.repository_parts import (
    read_features,
    read_merging,
    read_rules,
    read_security,
)
from app.domain.policy.settings import (
    Access,
    HalfSettings,
    LabelSetting,
    RepositorySettings,
    Setup,
    Visibility,
)
from app.domain.policy.values import choice, keys_of, number, section, text, texts
from app.domain.yaml_nodes import YamlNodes

_COLOR = re.compile(r"[0-9a-fA-F]{6}")
_SUFFIX = re.compile(r"[A-Za-z0-9._-]{1,60}")
_DEFAULT: HalfSettings = Setup()

Given = Mapping[str, Node]


class RepositoryReader:
    """Reads `repositories` of one policy: what is common, and what is different for one half."""

    def __init__(self, nodes: YamlNodes, expressions: ExpressionReader) -> None:
        self._nodes = nodes
        self._readers: Mapping[str, Callable[[Node], Any]] = {
            "visibility": self._visibility,
            "access": self._access,
            "environments": lambda node: read_environments(nodes, node),
            "properties": lambda node: read_properties(nodes, expressions, node),
            "topics": lambda node: read_topics(nodes, expressions, node),
            "labels": self._labels,
            "required_checks": lambda node: texts(nodes, node, "`required_checks`", "A check"),
            "required_reviews": lambda node: number(
                nodes, node, "`required_reviews`", 0, 10, _DEFAULT.required_reviews
            ),
            "rules": lambda node: read_rules(nodes, node),
            "merging": lambda node: read_merging(nodes, node),
            "features": lambda node: read_features(nodes, node),
            "security": lambda node: read_security(nodes, node),
        }

    def read(self, node: Node | None) -> RepositorySettings:
        """Both halves; tests are deployed nowhere unless the policy says so of them."""
        keys = (*keys_of(RepositorySettings), *self._readers)
        given = section(self._nodes, node, "`repositories`", keys)
        common = self._setup(_DEFAULT, given)
        halves: dict[str, HalfSettings] = {}
        wrong: dict[tuple[int, str], Node] = {}
        for half, base in (("service", common), ("tests", replace(common, environments=()))):
            own = section(self._nodes, given.get(half), f"`{half}`", self._readers)
            halves[half] = self._setup(base, own)
            for place, sentence in contradictions(halves[half], {**given, **own}):
                wrong[id(place), sentence] = place
        for (_, sentence), place in wrong.items():
            self._nodes.wrong(place, sentence)
        return RepositorySettings(self._suffix(given.get("tests_suffix")), **halves)

    def _setup(self, base: HalfSettings, given: Given) -> HalfSettings:
        """What is given here replaces what was said in common, with all that is below it."""
        read = {key: reader(given[key]) for key, reader in self._readers.items() if key in given}
        return replace(base, **read)

    def _suffix(self, node: Node | None) -> str:
        suffix = text(self._nodes, node, "`tests_suffix`", RepositorySettings().tests_suffix)
        if not _SUFFIX.fullmatch(suffix) or suffix.endswith(".git"):
            say = (
                "`tests_suffix` is at most 60 letters, digits, `.`, `_` and `-`, not `.git` at the "
                "end."
            )
            self._nodes.wrong(node, say)
        return suffix

    def _visibility(self, node: Node) -> Visibility:
        return Visibility(
            choice(self._nodes, node, "`visibility`", Visibility, _DEFAULT.visibility)
        )

    def _access(self, node: Node) -> dict[str, Access]:
        access: dict[str, Access] = {}
        for team, level in self._nodes.mapping(node, "`access`").items():
            if not is_team_slug(team.lower()):
                self._nodes.wrong(level, f"`{team}` is no team; write its slug, or `owner`.")
            written = choice(self._nodes, level, f"The access of `{team}`", Access, Access.PULL)
            access[team.lower()] = Access(written)
        return access

    def _labels(self, node: Node) -> tuple[LabelSetting, ...]:
        return tuple(self._label(entry) for entry in self._nodes.items(node, "`labels`"))

    def _label(self, node: Node) -> LabelSetting:
        nodes = self._nodes
        given = section(nodes, node, "A label", keys_of(LabelSetting))
        name = text(nodes, given.get("name"), "`name`")
        color = text(nodes, given.get("color"), "`color`", "ededed")
        description = text(nodes, given.get("description"), "`description`")
        if not name or len(name) > 50:
            nodes.wrong(node, "A label needs a `name` of at most 50 characters.")
        if not _COLOR.fullmatch(color):
            nodes.wrong(given["color"], f"`{color}` is no color; write six hexadecimal digits.")
        if len(description) > 100:
            say = "A label's description has at most 100 characters."
            nodes.wrong(given["description"], say)
        return LabelSetting(name, color.lower(), description)
