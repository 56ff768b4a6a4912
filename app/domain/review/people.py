"""Roles that nothing asks for, and teams and people that are named twice."""

from collections.abc import Iterable, Iterator

from app.domain.mistakes import Mistake
from app.domain.policy import Policy, Role
from app.domain.review.subject import REPOSITORIES, Step, Subject, texts_at


def roles_never_used(subject: Subject) -> Iterator[Mistake]:
    """Roles by which nothing is approved, and that nothing else in the policy is about."""
    used = {
        name
        for place in range(len(subject.policy.approvals))
        for name in texts_at(subject.node("approvals", place, "by"))
    }
    used |= {role.name for role in _otherwise(subject.policy)}
    for name in subject.policy.roles:
        if name not in used:
            say = (
                f"Nothing is asked of `{name}`: its people can only retry and cancel requests, and "
                "ask for newer templates. Remove the role if that is not meant."
            )
            yield subject.remark(say, "roles", name)


def _otherwise(policy: Policy) -> Iterator[Role]:
    """Those who veto, break the glass, are told, or start builds."""
    yield from policy.veto.by if policy.veto else ()
    yield from policy.break_glass.by if policy.break_glass else ()
    yield from policy.escalation.to if policy.escalation else ()
    yield from policy.shadow.build_by if policy.shadow else ()


def named_twice(subject: Subject) -> Iterator[Mistake]:
    """What differs in case only, which is the same to GitHub."""
    for name in subject.policy.roles:
        for key in ("teams", "users"):
            yield from _twice(subject, "roles", name, key)
    yield from _twice(subject, "names", "reserved")
    for path in REPOSITORIES:
        yield from _said(subject, subject.keys(*path, "access"), *path, "access")


def _twice(subject: Subject, *path: Step) -> Iterator[Mistake]:
    node = subject.node(*path)
    if node is not subject.node(*path[:-1]):
        yield from _said(subject, texts_at(node), *path)


def _said(subject: Subject, names: Iterable[str], *path: Step) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    for name in names:
        first = seen.setdefault(name.casefold(), name)
        if first != name:
            say = f"`{first}` and `{name}` are the same to GitHub; keep one of them."
            yield subject.remark(say, *path)
