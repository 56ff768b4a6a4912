"""The one issue that tells of a policy or form that does not check, and how it ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.counts import counted
from app.domain.mistakes import Mistake
from app.domain.replies.layout import paragraphs, titled
from app.domain.replies.people import both
from app.domain.text import code, inline, link

TITLE = "The newest policy is not in force, for it has mistakes"

_MOST_MISTAKES = 50


@dataclass(frozen=True, slots=True)
class BrokenLaw:
    """What does not check on the default branch at one commit.

    `repository_url` is the control repository's page; `owners` are those of each file that has a
    mistake, as CODEOWNERS names them. `has_last_good` tells whether anything is in force.
    """

    repository_url: str
    commit_id: str
    mistakes: Sequence[Mistake]
    owners: Mapping[str, Sequence[str]]
    has_last_good: bool


def issue(broken: BrokenLaw) -> str:
    """The issue's text: what is wrong where, whom it concerns, and what to do."""
    count = counted(len(broken.mistakes), "mistake")
    commit = link(broken.commit_id[:8], f"{broken.repository_url}/commit/{broken.commit_id}")
    first = f"Slipway cannot take the policy and form of commit {commit} into force: {count}."
    return paragraphs(
        first,
        _concerned(broken),
        titled("What is wrong", _listed(broken)),
        titled("What to do", _todo(broken)),
    )


def mended(repository_url: str, commit_id: str) -> str:
    """The comment that closes the issue."""
    commit = link(commit_id[:8], f"{repository_url}/commit/{commit_id}")
    return f"✅ Policy and form check again and are in force, as of commit {commit}.\n"


def _concerned(broken: BrokenLaw) -> str:
    if broken.has_last_good:
        return (
            "Requests go on: they are decided by the last policy and form that checked. What was "
            "changed since holds for nobody until this is mended."
        )
    return "No policy was ever in force here, so no request can be decided until this is mended."


def _listed(broken: BrokenLaw) -> Iterator[str]:
    for one in broken.mistakes[:_MOST_MISTAKES]:
        yield f"- {_place(broken, one)}: {inline(one.sentence, 600)}"
    if (more := len(broken.mistakes) - _MOST_MISTAKES) > 0:
        yield f"- and {more:,} more, which `slipway policy check` lists"


def _place(broken: BrokenLaw, one: Mistake) -> str:
    """A link to the line, at the commit at which it is wrong."""
    url = f"{broken.repository_url}/blob/{broken.commit_id}/{one.path}"
    if not one.line:
        return code(one.path, 200)
    named = f"{one.path}, line {one.line}, column {one.column}"
    return link(named, f"{url}#L{one.line}")


def _todo(broken: BrokenLaw) -> Iterator[str]:
    for path, owners in broken.owners.items():
        shown = both([code(owner, 100) for owner in owners[:5]])
        yield f"- {code(path, 200)} is owned by {shown}."
    yield (
        "- Mend the files by a pull request. The check `slipway/policy` judges every commit that "
        "is pushed to a branch here, and so does `slipway policy check` on your machine."
    )
    yield "- Once they check, this issue closes by itself. It is no request, so no label helps."
