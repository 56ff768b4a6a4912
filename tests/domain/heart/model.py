"""Whether a request is approved as it stands, told from docs/policy.md as simply as can be.

Everything is tried out, nothing is clever: a party is the people who count as one person, and a
law is content if parties can be chosen for all that it asks for.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from tests.domain.heart.story import BOT, ROLES, Asked
from tests.domain.heart.world import Given, Page, World

Party = frozenset[str]


def is_approved(world: World) -> bool:
    """Whether it may be built now."""
    return is_ready(world) and (not world.law.shadow or _is_started(world))


def is_clearly_approved(world: World) -> bool:
    """Whether it must be built now: whoever may fill only one rule has not even tried another."""
    is_started = not world.law.shadow or _is_started(world, clearly=True)
    return is_started and is_clearly_ready(world)


def is_ready(world: World) -> bool:
    """Whether nothing is missing but, in shadow mode, somebody's word."""
    return _nothing_speaks_against_it(world) and (_glass(world) or _is_content(world))


def is_clearly_ready(world: World) -> bool:
    """The same, beyond doubt."""
    if not _nothing_speaks_against_it(world):
        return False
    return _glass(world) or _is_content(world, clearly=True)


def offers(world: World) -> tuple[bool, bool]:
    """Whether what Slipway just read is on offer to be started, and whether clearly so."""
    if not world.law.shadow:
        return False, False
    return is_ready(world), is_clearly_ready(world) and not _is_started(world)


def _is_started(world: World, *, clearly: bool = False) -> bool:
    """Whether somebody who may gave the word, and it was on offer then and ever since."""
    for one in world.words:
        says_so = _counts(world, one, frozenset(world.text), of_a_writer=True)
        if not says_so or not _is_in(world, one.who, world.law.shadow):
            continue
        since = world.pages[world.pages.index(one.page) :] if one.page else []
        if all(page.clearly_offers if clearly else _offers(page) for page in since):
            return True
    return False


def _offers(page: Page) -> bool:
    return page.offers and not page.is_spoilt


def _nothing_speaks_against_it(world: World) -> bool:
    law = world.law
    if not world.is_open:
        return False
    if law.refused and law.refused.holds(world.text):
        return False
    if world.trees == law.revoked:
        return False
    is_frozen = law.frozen is not None and law.frozen[0] <= world.now < law.frozen[1]
    if is_frozen and not (law.glass_thaws and _glass(world)):
        return False
    words = [word for word in world.vetoes if word.is_heard or world.may_veto(word.who)]
    if words and words[-1].added:
        return False
    return any(_applies(world, asked) for asked in law.asked)


def _applies(world: World, asked: Asked) -> bool:
    return asked.when is None or asked.when.holds(world.text)


def _is_content(world: World, *, clearly: bool = False) -> bool:
    """Whether parties can be chosen for all that is needed.

    `clearly`: and whoever fills one that lets nobody fill two gave no other one.
    """
    needed = [one for one in world.law.asked if _applies(world, one) and not _by_itself(world, one)]
    parties = {asked: set(_parties(world, asked)) for asked in needed}
    choices = {asked: _choices(asked, parties[asked]) for asked in needed}
    for asked in needed if clearly else ():
        if not asked.same_person:
            others = [party for two in needed if two is not asked for party in parties[two]]
            choices[asked] = [
                some for some in choices[asked] if _apart([*some, *others], len(some))
            ]
    return any(_nobody_fills_two(needed, chosen) for chosen in product(*choices.values()))


def _choices(asked: Asked, parties: set[Party]) -> list[tuple[Party, ...]]:
    """All ways to find so many persons: no two parties share anybody."""
    some = combinations(sorted(parties, key=sorted), asked.count)
    return [chosen for chosen in some if _apart(chosen, len(chosen))]


def _apart(parties: Sequence[Party], first: int) -> bool:
    """Whether the first ones share nobody with each other, nor with any of the rest."""
    return all(
        not one & other
        for place, one in enumerate(parties[:first])
        for other in parties[place + 1 :]
    )


def _nobody_fills_two(needed: list[Asked], chosen: tuple[tuple[Party, ...], ...]) -> bool:
    people = [frozenset[str]().union(*some) for some in chosen]
    return all(
        one.same_person
        or not people[place] & frozenset().union(*people[:place], *people[place + 1 :])
        for place, one in enumerate(needed)
    )


def _by_itself(world: World, asked: Asked) -> bool:
    law = world.law
    covers = not law.instead_of or asked.name in law.instead_of
    return law.automatic is not None and covers and law.automatic.holds(world.text)


def _parties(world: World, asked: Asked) -> Iterator[Party]:
    tag = world.tags.get(asked.label)
    given = world.comments if tag is None else tag.by.values()
    for one in given:
        if _counts(world, one, _reads(world, asked)) and _was_for(world, one, asked):
            yield from _who_counts(world, one, asked)


def _who_counts(world: World, given: Given, asked: Asked) -> Iterator[Party]:
    own_team = world.teams.get(str(world.text["owner"]), set()) if not asked.own_team else set()
    if given.who in own_team:
        return
    if _is_in(world, given.who, asked.by):
        yield frozenset({given.who})
        return
    away = world.law.absence
    if away is None or away.to != given.who or given.who not in world.organisation:
        return
    lasts = all(away.since <= moment < away.until for moment in (given.at, world.now))
    roles = tuple(role for role in asked.by if not away.roles or role in away.roles)
    wrote = away.of in world.writers
    if lasts and not wrote and away.of not in own_team and _is_in(world, away.of, roles):
        yield frozenset({given.who, away.of})


def _counts(
    world: World, given: Given, reads: frozenset[str], *, of_a_writer: bool = False
) -> bool:
    """Promises 1 and 2, whatever it is given for. `of_a_writer`: also from who wrote a part."""
    page = given.page
    return (
        world.has_history
        and not given.is_gone
        and not given.is_outdated
        and given.who not in world.suspended | {BOT}
        and (of_a_writer or given.who not in world.writers)
        and page is not None
        and not page.is_spoilt
        and not page.is_blank
        and given.was_current
        and page.trees == world.trees
        and all(page.text[name] == world.text[name] for name in reads)
    )


def _was_for(world: World, given: Given, asked: Asked) -> bool:
    """A comment names what it approves; a label stood for this rule, whatever that was called."""
    assert given.page is not None
    if not asked.label:
        return given.named is not None and given.named.shows(given.page)
    if given.known_as != asked.label:
        return False
    then = given.page.rules.get(asked.label)
    if then in {None, asked.name}:
        return True
    there_are_both = then in {one.name for one in world.law.asked}
    return not there_are_both and asked.name not in given.page.rules.values()


def _reads(world: World, asked: Asked) -> frozenset[str]:
    decides = {asked.when.field} if asked.when else set()
    law = world.law
    if law.automatic and (not law.instead_of or asked.name in law.instead_of):
        instead = {law.automatic.field}
    else:
        instead = set()
    if asked.reads is not None:
        return frozenset(asked.reads | decides | instead)
    return frozenset((decides if asked.when else {*world.text}) | instead)


def _is_in(world: World, who: str, roles: tuple[str, ...]) -> bool:
    return who in world.organisation and any(
        who in users or any(who in world.teams[team] for team in teams)
        for teams, users in (ROLES[role] for role in roles)
    )


def _glass(world: World) -> bool:
    """Whether the platform team let it pass, over just what it says now."""
    return world.law.glass and any(
        _counts(world, one, frozenset(world.text)) and _is_in(world, one.who, ("platform",))
        for one in world.glass
    )
