"""Random stories. What makes a request pass is likely, so that what must stop it has a chance."""

from typing import Any

from hypothesis import strategies as st

from tests.domain.heart.courses import acts_of, looks
from tests.domain.heart.deeds import LAWS, LIKELY, THEMES
from tests.domain.heart.story import LABELS, Absence, Asked, Law, Story, Where

FEWEST_DEEDS, MOST_DEEDS = 6, 14

_WHERES = (Where("tier", 2), Where("tier", 3), Where("data", "personal"), Where("data", "payment"))
_ROLES = (("platform",), ("security",), ("platform", "security"))
_READS = (None, None, frozenset[str](), frozenset({"tier"}), frozenset({"data", "owner"}))
_NAMES = ("platform review", "security review", "last look")
_GAPS = ((1, 2, 30), (30, 0, 0, 0, 1))
_UNHURRIED = ((1, 1, 2, 30),)
"""The seconds from one deed to the next."""

_TENTHS = st.integers(0, 9)
"""The smallest number, to which a story that fails is made simpler, leaves things out."""


@st.composite
def _laws(draw: st.DrawFn, theme: str) -> Law:
    """One to three approvals; labels and names may change places from one law to the next."""
    if theme in _LAWS_ABOUT:
        return draw(_LAWS_ABOUT[theme])
    count = draw(st.sampled_from((1, 1, 2, 3)))
    labels = draw(st.permutations((*LABELS, "")))[:count]
    names = draw(st.permutations(_NAMES))[:count]
    asked = tuple(draw(_asked(*both)) for both in zip(names, labels, strict=True))
    return Law(
        asked,
        automatic=_maybe(draw, 2, _WHERES),
        instead_of=draw(st.sampled_from(((), (asked[0].name,)))),
        refused=_maybe(draw, 1, _WHERES),
        frozen=_maybe(draw, 1, ((0, 90), (30, 60))),
        absence=draw(_absences) if draw(_TENTHS) > 5 else None,
        glass=draw(_TENTHS) > 6,
        glass_thaws=draw(st.booleans()),
        revoked=_maybe(draw, 2, ("old", "new")) or "",
        shadow=_maybe(draw, 3, _ROLES) or (),
    )


@st.composite
def _asked(draw: st.DrawFn, name: str, label: str) -> Asked:
    return Asked(
        name,
        label,
        draw(st.sampled_from(_ROLES)),
        draw(st.sampled_from((1, 1, 2))),
        _maybe(draw, 3, _WHERES),
        draw(st.sampled_from(_READS)),
        own_team=draw(_TENTHS) < 7,
        same_person=draw(_TENTHS) < 7,
    )


def _maybe(draw: st.DrawFn, tenths: int, some: tuple[Any, ...]) -> Any:
    """One of them, in so many of ten cases."""
    return draw(st.sampled_from(some)) if draw(_TENTHS) >= 10 - tenths else None


_absences = st.builds(
    Absence,
    st.sampled_from(("olga", "sam")),
    st.sampled_from(("paula", "peter")),
    st.sampled_from(((), ("security",), ("platform",))),
    st.sampled_from((0, 5, 40, 80)),
    st.sampled_from((60, 100, 400)),
)
_simple_laws = st.builds(
    Law,
    st.builds(
        Asked,
        st.just(_NAMES[1]),
        st.sampled_from((*LABELS, "")),
        st.sampled_from((("security",), ("security",), ("platform", "security"))),
        st.sampled_from((1, 1, 1, 1, 2)),
        own_team=st.sampled_from((True, True, True, True, False)),
    ).map(lambda asked: (asked,)),
    absence=st.builds(
        Absence,
        st.sampled_from(("olga", "sam")),
        st.just("paula"),
        st.sampled_from(((), ("security",), (), ("security",), ("platform",))),
        st.sampled_from((0, 20, 60)),
        st.sampled_from((90, 150, 600)),
    ),
    glass=st.booleans(),
)
"""One approval, by few; so it rests on one person whether it is given."""

_double_laws = st.builds(
    Law,
    st.tuples(
        st.builds(Asked, st.just(_NAMES[0]), st.just(LABELS[0]), st.sampled_from(_ROLES)),
        st.builds(
            Asked,
            st.just(_NAMES[1]),
            st.just(LABELS[1]),
            st.sampled_from(_ROLES),
            same_person=st.just(False),
        ),
    ),
    absence=st.none() | _absences,
)
"""Two approvals that whoever is in both roles could give, and one of them must not."""

_comment_laws = st.builds(
    Law,
    st.builds(
        Asked,
        st.just(_NAMES[2]),
        st.just(""),
        st.sampled_from(_ROLES),
        st.sampled_from((1, 1, 2)),
        reads=st.sampled_from(_READS),
    ).map(lambda asked: (asked,)),
    glass=st.booleans(),
)

_trial_laws = st.builds(
    Law,
    st.builds(
        Asked,
        st.just(_NAMES[0]),
        st.sampled_from((*LABELS, "")),
        st.sampled_from(_ROLES),
        reads=st.sampled_from(_READS),
    ).map(lambda asked: (asked,)),
    refused=st.none() | st.sampled_from(_WHERES),
    shadow=st.sampled_from(_ROLES),
)
"""Whatever is approved, somebody has to start it."""

_LAWS_ABOUT = {
    "on trial": _trial_laws,
    "comments": _comment_laws,
    "standing in": _simple_laws,
    "nobody who counts": _simple_laws,
    "one for two": _double_laws,
}


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Slipway has looked once; in hasty stories much happens within one second."""
    theme = draw(st.sampled_from(LIKELY))
    gaps = draw(st.sampled_from(_UNHURRIED if theme == "standing in" else _GAPS))
    deeds = st.tuples(st.sampled_from(THEMES[theme]), st.sampled_from(gaps))
    told = draw(st.lists(deeds, min_size=FEWEST_DEEDS, max_size=MOST_DEEDS))
    acts, moment = list(looks(1)), 2
    for (kind, who, what), pause in told:
        acts += acts_of(moment, pause, kind, who, what)
        moment = acts[-1].at + pause
    return Story(tuple(draw(_laws(theme)) for _ in range(LAWS)), tuple(acts))
