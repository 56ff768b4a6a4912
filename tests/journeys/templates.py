"""What admins do with the templates of acme, and what the policy then says of them."""

from tests.journeys.acme import Acme

TEMPLATE = "cookiecutters/python-service"


def tree_of(acme: Acme, folder: str = TEMPLATE, ref: str = "main") -> str:
    """The git tree id of a folder of the control repository."""
    above, _, name = folder.rpartition("/")
    entries = acme.does("ada", "GET", f"/repos/acme/services/contents/{above}?ref={ref}")
    return str(next(one["sha"] for one in entries if one["name"] == name))


def moves_on(acme: Acme, template: str = TEMPLATE) -> str:
    """An admin commits a newer version of a template; its tree id."""
    acme.commits(f"{template}/slipway.yml", lambda text: text + "# newer\n")
    return tree_of(acme, template)


def says_of_templates(text: str, rules: str = "") -> str:
    """The policy with these lines below `templates`, in place of what it said there before."""
    rest = text.partition("\ntemplates:")[0].rstrip()
    return f"{rest}\n\ntemplates:\n{rules}" if rules else f"{rest}\n"


def revoking(text: str, *trees: str) -> str:
    """The policy in which just these trees are revoked, by what the status comment shows."""
    entries = "".join(f"    - {{tree: '{tree[:12]}', say: It leaks a token.}}\n" for tree in trees)
    return says_of_templates(text, f"  revoked:\n{entries}" if trees else "")


def is_revoked(acme: Acme, *trees: str) -> None:
    """An admin revokes just these trees; without any, none is revoked any more."""
    acme.commits("policy.yml", lambda text: revoking(text, *trees))
