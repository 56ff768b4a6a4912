"""A story in sentences, for whoever has to find out why it went wrong."""

from collections.abc import Iterator
from typing import Any

from tests.domain.heart import story as of

_PLAIN = {
    "waits": "nothing happens",
    "reads": "Slipway reads the issue",
    "shows": "Slipway writes the status comment",
    "spoils": "somebody writes into the status comment",
    "rewrites": "the last approving comment is edited",
    "deletes": "the last approving comment is deleted",
    "renames_veto": "the veto's label is renamed, and a new one gets its name",
    "expires": "nobody acted in time, and the issue is closed",
    "is_reopened": "the issue is reopened",
    "moves": "the issue comes back from another repository",
    "loses_history": "GitHub loses a revision of the text",
}

_OF_SOMETHING = {
    "starts": "has the build started",
    "moves_on": "puts the {} templates on offer",
    "enacts": "puts law {} in force",
}


def in_words(story: "of.Story") -> str:
    """Its laws, and a line for each act, with its seconds past noon."""
    laws = (f"  Law {number}: {_law(law)}" for number, law in enumerate(story.laws))
    acts = (f"  {act.at:4} s  {_act(act.kind, act.who, act.what)}." for act in story.acts)
    return "\n".join(("a story in which the text is at first", f"  {of.FIELDS}", *laws, *acts))


def _law(law: "of.Law") -> str:
    return "; ".join(_clauses(law)) + "."


def _clauses(law: "of.Law") -> Iterator[str]:
    yield from (_asked(asked) for asked in law.asked)
    if law.automatic:
        which = " and ".join(law.instead_of) or "all"
        yield f"{which} given by itself where {_where(law.automatic)}"
    if law.refused:
        yield f"refused where {_where(law.refused)}"
    if law.frozen:
        yield f"frozen from {law.frozen[0]} s to {law.frozen[1]} s"
    if law.absence:
        away = law.absence
        roles = " and ".join(away.roles) or "every role"
        yield f"{away.to} for {away.of} in {roles} from {away.since} s to {away.until} s"
    if law.glass:
        yield "the platform role breaks the glass" + (", freezes too" if law.glass_thaws else "")
    if law.revoked:
        yield f"the {law.revoked} templates revoked"
    if law.shadow:
        yield f"built at the word of {' or '.join(law.shadow)}"


def _asked(asked: "of.Asked") -> str:
    parts = [f"“{asked.name}” by {asked.count} of {' and '.join(asked.by)}"]
    parts.append(f"with {asked.label}" if asked.label else "with a comment")
    parts += [f"where {_where(asked.when)}"] if asked.when else []
    if asked.reads is not None:
        parts.append(f"reading {', '.join(sorted(asked.reads)) or 'nothing'}")
    parts += [] if asked.own_team else ["not by the owning team"]
    parts += [] if asked.same_person else ["by nobody who gives another"]
    return " ".join(parts)


def _where(where: "of.Where") -> str:
    return f"{where.field} is {where.value}"


def _act(kind: str, who: str, what: Any) -> str:
    if kind in _PLAIN:
        return _PLAIN[kind]
    return f"{who} {_deed(kind, what)}"


def _deed(kind: str, what: Any) -> str:
    if kind in _OF_SOMETHING:
        return _OF_SOMETHING[kind].format(what)
    match kind, what:
        case "sets", (label, by_app):
            return f"sets {label}" + (" through an App" if by_app else "")
        case "approves", (back, by_app):
            page = "what is shown" if back == -1 else "what was shown before"
            return f"approves {page} by a comment" + (" through an App" if by_app else "")
        case "breaks_glass", reason:
            return "breaks the glass" if reason else "breaks the glass without a reason"
        case "withdraws", is_seen:
            return "withdraws" + (", which Slipway sees before the comment goes" if is_seen else "")
        case "vetoes_it", added:
            return "vetoes it" if added else "lifts the veto"
        case "swaps", (one, other):
            return f"gives {one} and {other} each other's names"
        case _:
            return f"{kind.replace('_', ' ')} {'' if what is None else what}".rstrip()
