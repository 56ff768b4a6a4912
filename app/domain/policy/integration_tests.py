"""After which deployments a policy wants the integration tests of a pair to run."""

from dataclasses import dataclass

from ruamel.yaml.nodes import Node

from app.domain.policy.environments import LONGEST_NAME
from app.domain.policy.values import keys_of, section, texts
from app.domain.yaml_nodes import YamlNodes

MOST_ENVIRONMENTS = 100


@dataclass(frozen=True, slots=True)
class IntegrationTests:
    """`after_deployment_to` names environments; none of them, and no tests are started."""

    after_deployment_to: tuple[str, ...] = ()

    def follow(self, environment: str) -> bool:
        """Whether tests run after a deployment there; GitHub takes names in any case as one."""
        return environment.casefold() in {one.casefold() for one in self.after_deployment_to}


def read_integration_tests(nodes: YamlNodes, node: Node | None) -> IntegrationTests:
    """`integration_tests`: what Slipway starts in the tests repository of a pair, and when."""
    what = "`integration_tests`"
    given = section(nodes, node, what, keys_of(IntegrationTests)).get("after_deployment_to")
    named = texts(nodes, given, "`after_deployment_to`", "An environment")
    if len(named) > MOST_ENVIRONMENTS:
        say = f"`after_deployment_to` takes {MOST_ENVIRONMENTS} environments; here are"
        nodes.wrong(given, f"{say} {len(named)}.")
    known = dict[str, None]()
    for name in named:
        if len(name) > LONGEST_NAME:
            nodes.wrong(given, f"An environment's name has at most {LONGEST_NAME} characters.")
        if name.casefold() in known:
            nodes.wrong(given, f"`{name}` stands here a second time; keep one of them.")
        known[name.casefold()] = None
    return IntegrationTests(named)
