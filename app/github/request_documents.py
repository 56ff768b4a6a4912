"""The GraphQL documents that read a request and the control repository."""

_PAGE = "totalCount pageInfo { hasNextPage endCursor }"

_ACTOR = """
fragment actor on Actor {
  __typename
  login
  ... on User { databaseId }
  ... on Bot { databaseId }
}
"""

_COMMENT = """
          fullDatabaseId author { ...actor } editor { ...actor }
          body createdAt lastEditedAt viewerDidAuthor url"""

_FILE = """
fragment file on GitObject { oid ... on Blob { text isTruncated } }
"""

# All begin at $after, which the first document leaves null: each list's further pages are read
# by the same words.
_REPOSITORY_LABELS = f"""
    labels(first: 100, after: $after) {{ {_PAGE} nodes {{ id name createdAt }} }}"""

ISSUE_LISTS = {
    "userContentEdits": f"""
      userContentEdits(first: 100, after: $after) {{
        {_PAGE}
        nodes {{ editedAt deletedAt editor {{ ...actor }} }}
      }}""",
    "timelineItems": f"""
      timelineItems(
        first: 100, after: $after, itemTypes: [LABELED_EVENT, UNLABELED_EVENT, TRANSFERRED_EVENT]
      ) {{
        {_PAGE}
        nodes {{
          __typename
          ... on LabeledEvent {{ id createdAt actor {{ ...actor }} label {{ id name }} }}
          ... on UnlabeledEvent {{ id createdAt actor {{ ...actor }} label {{ id name }} }}
          ... on TransferredEvent {{ createdAt }}
        }}
      }}""",
    "comments": f"""
      comments(first: 100, after: $after) {{
        {_PAGE}
        nodes {{ {_COMMENT}
        }}
      }}""",
}
"""The lists of an issue that may go on over more pages, by their field."""

_CONTROL = f"""
    databaseId
    name
    defaultBranchRef {{ name target {{ oid }} }}
    policy: object(expression: $policy) {{ ...file }}
    form: object(expression: $form) {{ ...file }}
    codeowners {{ errors {{ message }} }}
    codeowners0: object(expression: $codeowners0) {{ ...file }}
    codeowners1: object(expression: $codeowners1) {{ ...file }}
    codeowners2: object(expression: $codeowners2) {{ ...file }}
    templates: object(expression: $templates) {{ ... on Tree {{ entries {{ name oid type }} }} }}
    {_REPOSITORY_LABELS}
"""

_CONTROL_VARIABLES = """$owner: String!, $repo: String!, $after: String, $policy: String!,
  $form: String!, $codeowners0: String!, $codeowners1: String!, $codeowners2: String!,
  $templates: String!"""

READ_CONTROL = f"""query ReadControl({_CONTROL_VARIABLES}) {{
  repository(owner: $owner, name: $repo) {{ {_CONTROL} }}
}}
{_FILE}"""

READ_REQUEST = f"""query ReadRequest({_CONTROL_VARIABLES}, $number: Int!) {{
  repository(owner: $owner, name: $repo) {{
    {_CONTROL}
    issue(number: $number) {{
      id fullDatabaseId number url title body state createdAt lastEditedAt viewerDidAuthor
      repository {{ databaseId }}
      author {{ ...actor }}
      issueLabels: labels(first: 100) {{ nodes {{ id name }} }}
      {"".join(ISSUE_LISTS.values())}
    }}
  }}
}}
{_FILE}{_ACTOR}"""

MORE_LABELS = f"""query MoreLabels($owner: String!, $repo: String!, $after: String) {{
  repository(owner: $owner, name: $repo) {{ {_REPOSITORY_LABELS} }}
}}"""

READ_COMMENT = f"""query ReadComment($id: ID!) {{
  node(id: $id) {{ ... on IssueComment {{ {_COMMENT} }} }}
}}
{_ACTOR}"""


def more_of_issue(field: str) -> str:
    """The document that reads one more page of a list of ISSUE_LISTS."""
    name = field[0].upper() + field[1:]
    return f"""query More{name}($owner: String!, $repo: String!, $number: Int!, $after: String) {{
  repository(owner: $owner, name: $repo) {{ issue(number: $number) {{ {ISSUE_LISTS[field]} }} }}
}}
{_ACTOR}"""
