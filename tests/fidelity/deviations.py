"""Where the sandbox does what GitHub's description does not say, each with its reason.

The sandbox's README has the same list for people; a test compares the two.
"""

from collections.abc import Mapping

# Statuses that any operation may answer, though GitHub describes them for some only: a body that
# is no JSON, redirects of renamed repositories, credentials, permissions, what is not there, and
# limits.
ANYWHERE = {301, 307, 400, 401, 403, 404, 429}

# Fields of refusals that GitHub sends and describes for some statuses only.
IN_REFUSALS = {"status"}

STATUSES: Mapping[tuple[str, int], str] = {
    ("PUT /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}", 422): (
        "described in words only: a repository that the organisation does not own"
    ),
}

# Paths of the sandbox that GitHub describes under another one.
ALIASES: Mapping[str, str] = {
    "/repos/{owner}/{repo}/contents": "/repos/{owner}/{repo}/contents/{path}",
}

# Answers without an ETag.
NO_ETAG = {"GET /rate_limit"}
