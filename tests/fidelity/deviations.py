"""Where the sandbox does what GitHub's description does not say, each with its reason.

The sandbox's README has the same list for people; a test compares the two.
"""

from collections.abc import Mapping

# Statuses that any operation may answer, though GitHub describes them for some only.
ANYWHERE: Mapping[int, str] = {
    301: "a renamed repository, which GitHub describes for some reads only",
    307: "the same for writes",
    400: "a body that is no JSON, or a version of the API that is none",
    401: "no or bad credentials",
    403: "a permission that is lacking, or a limit",
    404: "what is not there, or not for this caller",
    410: "a version of the API that is retired; for some reads, what is gone",
    429: "a limit, if it is told so",
}

# Fields of refusals that are described for some statuses only.
IN_REFUSALS: Mapping[str, str] = {"status": "every refusal has its status in the body as well"}

STATUSES: Mapping[tuple[str, int], str] = {
    ("PUT /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}", 422): (
        "described in words only: a repository that the organisation does not own"
    ),
    ("POST /repos/{owner}/{repo}/check-runs", 422): "a run beyond the limits that are described",
    ("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", 422): (
        "a run beyond the limits that are described"
    ),
    ("POST /repos/{owner}/{repo}/check-suites", 422): "a commit that is not there",
    ("PATCH /repos/{owner}/{repo}/check-suites/preferences", 422): "a setting that is none",
    ("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", 422): "a commit that is not there",
    ("GET /repos/{owner}/{repo}/commits/{ref}/check-suites", 422): "a commit that is not there",
    ("POST /repos/{owner}/{repo}/statuses/{sha}", 422): "a commit or state that is none",
    ("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", 422): (
        "seen by users: inputs that do not fit, no such ref, no such trigger"
    ),
    ("POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments", 422): (
        "seen by users: nothing waits there"
    ),
    ("POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule", 422): (
        "described in words only: the bounds of status reports; late answers are unconfirmed"
    ),
    ("PUT /repos/{owner}/{repo}/automated-security-fixes", 422): (
        "seen by users: security updates need the alerts"
    ),
    ("DELETE /repos/{owner}/{repo}/automated-security-fixes", 422): (
        "seen by users: security updates need the alerts"
    ),
    ("POST /repos/{template_owner}/{template_repo}/generate", 422): (
        "seen by users: a template that cannot be read, a name that is taken"
    ),
    ("PATCH /orgs/{org}/properties/schema", 422): (
        "described for values only: a definition that cannot be one has to be refused somehow"
    ),
    ("PUT /orgs/{org}/properties/schema/{custom_property_name}", 422): (
        "described for values only: a definition that cannot be one has to be refused somehow"
    ),
}

# Paths that GitHub describes under another one: the root folder is a path that is empty.
ALIASES: Mapping[str, str] = {
    "/repos/{owner}/{repo}/contents": "/repos/{owner}/{repo}/contents/{path}",
}

# What the judge says and we know better, by what its lines are like.
EXCUSED: Mapping[str, str] = {
    r"app/events/\d+: .* is not one of": (
        "the description's list of events is shorter than that of the webhooks it describes"
    ),
    r"app/(client_id|permissions/\w+)$": (
        "an App is described more shortly in webhooks, and is the same object"
    ),
    r"\[bot\]@users\.noreply\.github\.com\" is not a \"email\"": (
        "the addresses of GitHub's own bots are none by the standard either"
    ),
    r"^team\.\w+: .*repository/(has_discussions|web_commit_signoff_required)$": (
        "two newer fields of a repository are missing in the description of these events alone"
    ),
    r"^pull_request_review\.edited: .*repo/(has_discussions|web_commit_signoff_required)$": (
        "the same in the description of this event about a review"
    ),
    r"^pull_request\.review_request\w+: .*team.*/(notification_setting|type|organization_id)$": (
        "newer fields of a team are missing in the description of these events alone"
    ),
    r"^GET /orgs/{org}/teams/{team_slug}/repos/.*(has_discussions|allow_update_branch)$": (
        "the same in the description of a team's repository"
    ),
    r"^GET /app/installations 200: .*/(account: |user_view_type$|client_id$|permissions/)": (
        "the account of a listed installation is described as a user and an enterprise at once, "
        "and newer fields are missing there"
    ),
    r"(target|log|environment)_url: \"\" is not a \"uri\"$": (
        "an address that was not given is an empty text, which is its described default"
    ),
    r"^workflow_run\.in_progress: .*(display_title|user_view_type)$": (
        "newer fields of runs and accounts, missing in the description of this event alone"
    ),
    r"conclusion: \"stale\" is not one of": (
        "GitHub sets it after 14 days, and lists it for suites and in webhooks alone"
    ),
    r"^status: .*commit/(author|committer)/user_view_type$": (
        "a newer field of an account, missing in the description of this event alone"
    ),
    r"^custom_property\w*\.\w+: .*(default_value|/value): null is not valid under any": (
        "null by its type and not by its alternatives, which contradict each other"
    ),
    r"^(GET|PUT) /repos/.*/protection 200: .*restrictions/apps/\[\]/permissions/\w+$": (
        "an App that may push is described with four of its permissions, and is the same object"
    ),
    r"^POST /orgs/{org}/repos \d+: the body of the request, visibility: \"internal\" is not": (
        "internal repositories are described for organisations of an enterprise alone"
    ),
    r" 400: .*is not a supported version.* is not valid under any": (
        "seen by users: a version of the API that is none is refused with a sentence for a list"
    ),
    r"^GET /users/{username} 200: (\(all\): .*\"suspended_at\":\"|.*: suspended_at$)": (
        "told by GitHub Enterprise Server, as which the sandbox is addressed"
    ),
    r"^GET /meta 200: .*installed_version$": (
        "GitHub Enterprise Server's, as which the sandbox is addressed"
    ),
}

# Reads without an ETag: what they tell changes with every call.
NO_ETAG = {"GET /rate_limit"}


# Permissions of routes that are not on the published list, which is older than GitHub's pages on
# some of them.
PERMISSIONS: Mapping[tuple[str, str], str] = {
    ("GET /orgs/{org}/members", "members:read"): (
        "the list has Metadata, which may show public members alone: unconfirmed"
    ),
    ("GET /orgs/{org}/members/{username}", "members:read"): (
        "the list has Metadata, which may show public members alone: unconfirmed"
    ),
    ("GET /repos/{owner}/{repo}/issues/{issue_number}", "pull_requests:read"): (
        "a number may be that of a pull request; the list has both for what is below the issue"
    ),
    ("PUT /repos/{owner}/{repo}/contents/{path}", "contents:write"): (
        "the list has the narrower Single file alone, which does for one path"
    ),
    ("DELETE /repos/{owner}/{repo}/contents/{path}", "contents:write"): (
        "the list has the narrower Single file alone, which does for one path"
    ),
}


def reasons() -> list[str]:
    """Every reason there is."""
    tables = (ANYWHERE, IN_REFUSALS, STATUSES, EXCUSED)
    return [reason for table in tables for reason in table.values()]
