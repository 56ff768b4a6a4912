"""The GraphQL documents that read an organisation's repositories and teams for the catalog."""

from app.domain.catalog.seen import CATALOG_INFO
from app.domain.control import CODEOWNERS_PATHS

_PAGE = "pageInfo { hasNextPage endCursor }"
_FILE = "{ ... on Blob { oid text isTruncated } }"
_CODEOWNERS = "\n".join(
    f'      codeowners{place}: object(expression: "HEAD:{path}") {_FILE}'
    for place, path in enumerate(CODEOWNERS_PATHS)
)

READ_REPOSITORIES = f"""
query ReadRepositories($organisation: String!, $first: Int!, $after: String) {{
  organization(login: $organisation) {{
    repositories(first: $first, after: $after) {{
      {_PAGE}
      nodes {{
        databaseId name isArchived isEmpty
        repositoryTopics(first: 20) {{ nodes {{ topic {{ name }} }} }}
        info: object(expression: "HEAD:{CATALOG_INFO}") {_FILE}
{_CODEOWNERS}
      }}
    }}
  }}
}}"""

READ_TEAMS = f"""
query ReadTeams($organisation: String!, $after: String) {{
  organization(login: $organisation) {{
    teams(first: 100, after: $after) {{ {_PAGE} nodes {{ slug }} }}
  }}
}}"""

_GRANTS = f"{_PAGE} edges {{ permission node {{ databaseId }} }}"

READ_GRANTS = f"""
query ReadGrants($organisation: String!, $after: String) {{
  organization(login: $organisation) {{
    teams(first: 20, after: $after) {{
      {_PAGE}
      nodes {{ slug repositories(first: 100) {{ {_GRANTS} }} }}
    }}
  }}
}}"""

MORE_GRANTS = f"""
query MoreGrants($organisation: String!, $team: String!, $after: String) {{
  organization(login: $organisation) {{
    team(slug: $team) {{ repositories(first: 100, after: $after) {{ {_GRANTS} }} }}
  }}
}}"""
