"""JSON of accounts, organisations and teams (`simple-user`, `organization`, `team`)."""

from typing import Any
from urllib.parse import quote

from sandbox.clock import stamp
from sandbox.world.people import Account, AccountType, Organisation, Role, Team
from sandbox.world.repositories import Repository
from sandbox.world.roles import team_role
from sandbox.world.state import World

USER_LINKS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}


def account(world: World, who: Account) -> dict[str, Any]:
    """`simple-user`: any account, an organisation as a repository's owner included."""
    api = f"{world.api_url}/users/{quote(who.rest_login)}"
    page = f"/apps/{who.login}" if who.type is AccountType.BOT else f"/{who.login}"
    return {
        "login": who.rest_login,
        "id": who.id,
        "node_id": who.node_id,
        "avatar_url": f"{world.url}/_sandbox/avatars/{who.id}",
        "gravatar_id": "",
        "url": api,
        "html_url": world.url + page,
        **{key: api + path for key, path in USER_LINKS.items()},
        "type": who.type.value,
        "site_admin": False,
        "user_view_type": "public",
    }


def public_user(world: World, who: Account) -> dict[str, Any]:
    """`public-user`; `suspended_at` is there for an account that is suspended."""
    suspended = {"suspended_at": stamp(who.suspended_at)} if who.suspended_at else {}
    return (
        suspended
        | account(world, who)
        | {
            "name": who.name,
            "company": None,
            "blog": "",
            "location": None,
            "email": None,
            "hireable": None,
            "bio": None,
            "public_repos": 0,
            "public_gists": 0,
            "followers": 0,
            "following": 0,
            "created_at": stamp(who.created_at),
            "updated_at": stamp(who.created_at),
        }
    )


def organisation(world: World, owner: Organisation) -> dict[str, Any]:
    """`organization-simple`, as in webhooks."""
    api = f"{world.api_url}/orgs/{owner.login}"
    return {
        "login": owner.login,
        "id": owner.id,
        "node_id": owner.node_id,
        "url": api,
        "repos_url": f"{api}/repos",
        "events_url": f"{api}/events",
        "hooks_url": f"{api}/hooks",
        "issues_url": f"{api}/issues",
        "members_url": f"{api}/members{{/member}}",
        "public_members_url": f"{api}/public_members{{/member}}",
        "avatar_url": f"{world.url}/_sandbox/avatars/{owner.id}",
        "description": None,
    }


def organisation_full(world: World, owner: Organisation) -> dict[str, Any]:
    """`organization-full`; `plan` is there for the App and for members."""
    own = [one for one in world.repositories.values() if one.owner is owner]
    private = sum(1 for one in own if one.private)
    return organisation(world, owner) | {
        "name": owner.name,
        "html_url": f"{world.url}/{owner.login}",
        "has_organization_projects": True,
        "has_repository_projects": True,
        "public_repos": len(own) - private,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "type": "Organization",
        "total_private_repos": private,
        "owned_private_repos": private,
        "default_repository_permission": owner.base_role.role_name,
        "members_can_create_repositories": True,
        "plan": {
            "name": owner.plan.value,
            "space": 976562499,
            "private_repos": 9999,
            "filled_seats": len(owner.members),
            "seats": len(owner.members),
        },
        "created_at": stamp(owner.created_at),
        "updated_at": stamp(owner.created_at),
        "archived_at": None,
    }


def team(world: World, owner: Organisation, one: Team) -> dict[str, Any]:
    """`team`, with its parent one level up."""
    return _team_simple(world, owner, one) | {
        "parent": _team_simple(world, owner, one.parent) if one.parent else None
    }


def _team_simple(world: World, owner: Organisation, one: Team) -> dict[str, Any]:
    api = f"{world.api_url}/organizations/{owner.id}/team/{one.id}"
    return {
        "id": one.id,
        "node_id": one.node_id,
        "name": one.name,
        "slug": one.slug,
        "description": one.description,
        "privacy": "closed",
        "notification_setting": "notifications_enabled",
        "permission": "pull",
        "url": api,
        "html_url": f"{world.url}/orgs/{owner.login}/teams/{one.slug}",
        "members_url": f"{api}/members{{/member}}",
        "repositories_url": f"{api}/repos",
        "type": "organization",
        "organization_id": owner.id,
    }


def team_full(world: World, owner: Organisation, one: Team) -> dict[str, Any]:
    return team(world, owner, one) | {
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.created_at),
        "members_count": len(owner.members_of(one)),
        "repos_count": len(one.repositories),
        "organization": organisation_full(world, owner),
    }


def team_grant(world: World, repository: Repository, one: Team) -> dict[str, Any]:
    """A team as `GET /repos/{owner}/{repo}/teams` lists it, with what it may do there."""
    role = team_role(repository, one)
    return team(world, repository.owner, one) | {
        "permission": role.team_permission,
        "permissions": permissions(role),
    }


def team_told(world: World, repository: Repository, one: Team) -> dict[str, Any]:
    """A team in a webhook about a repository."""
    permission = team_role(repository, one).team_permission
    return team(world, repository.owner, one) | {"permission": permission}


def permissions(role: Role) -> dict[str, bool]:
    """The five flags by which repositories and grants spell a role out."""
    return {
        "admin": role >= Role.ADMIN,
        "maintain": role >= Role.MAINTAIN,
        "push": role >= Role.WRITE,
        "triage": role >= Role.TRIAGE,
        "pull": role >= Role.READ,
    }
