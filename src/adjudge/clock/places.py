"""The zones of a place as an article writes it, in any spelling that a gazetteer knows; rules are read by `zones` alone."""

import re
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from adjudge.clock import gazetteer
from adjudge.clock.gazetteer import Area, fold
from adjudge.clock.zones import city_zone, find_zones, read_zone

# The longest name of a place in a dateline has some sixty characters; what is longer is a sentence.
LONGEST = 200
# "Brooklyn, New York City, New York, United States" has four parts.
MOST_PARTS = 6
_BEFORE = re.compile(
    r"""^(?:(?:the|in|at|near|outside|off|around|inside|throughout|across|central|downtown|greater|mainland|rural|occupied|metropolitan|metro
    |(?:north|south)?-?(?:east|west)?(?:north|south|east|west)(?:ern)?
    |(?:(?:sea|inland|river|air)?port|city|capital|town|village|suburbs?|outskirts|coast|cent(?:er|re)
    |province|state|region|district|oblast|republic|municipality)\sof)\s)+""",
    re.VERBOSE,
)
_WHOLE = r"region|oblast|province|state|governorate|prefecture|krai|voivodeship|canton|department|territory"
_REGION = re.compile(rf"\s(?:{_WHOLE}|county)$")
_AFTER = re.compile(r"\s(?:(?:international\s|air)?airport|(?:metropolitan\s)?area|suburbs?|municipality|district|raion)$")


def zones_of_place(words: str) -> tuple[ZoneInfo, ...]:
    """Every zone in which a place of that name lies, narrowed by what is named with it; none where the name is unknown.

    >>> [str(zone) for zone in zones_of_place("PORTLAND, Ore.")]
    ['America/Los_Angeles']
    >>> zones_of_place("Stavnik")
    ()
    """
    if len(words) > LONGEST:
        return ()
    line = " ".join(words.split())
    return _zones_of(line) if line.isprintable() and any(letter.isalpha() for letter in line) else ()


@lru_cache(maxsize=512)
def _zones_of(line: str) -> tuple[ZoneInfo, ...]:
    if len(re.findall(r"[,;/()]", line)) >= MOST_PARTS:
        return ()
    found = [_one_place(part) for part in re.split(r"\s*[;/]\s*", line) if part]
    # Of two places one of which is unknown, nothing is known.
    return _loaded(sorted({zone for areas in found for area in areas for zone in area.zones})) if all(found) else ()


def _one_place(words: str) -> tuple[Area, ...]:
    head, *beside = [part for part in re.split(r"\s*[,()]\s*", words) if fold(part)] or [""]
    if find_zones(head):
        return ()
    if not beside:
        return _alone(head)
    areas = _areas(head)
    # "Hartford, CT" is a town in Connecticut; "noon, CT" is a clock.
    if not areas and read_zone(beside[-1]) and beside[-1].isupper():
        return ()
    return _narrowed(areas, [_beside(part) for part in beside])


def _narrowed(areas: tuple[Area, ...], beside: list[tuple[Area, ...]]) -> tuple[Area, ...]:
    """The areas that lie in what is named beside them; where none does, what is named beside them."""
    # "Santa Cruz" in a province that nobody here knows may be any other town of that name.
    if not all(beside) and len({area.country for area in areas}) > 1:
        return ()
    for holders in filter(None, beside):
        fitting = tuple(area for area in areas if any(holder.holds(area) or area.holds(holder) for holder in holders))
        areas = fitting or (holders if len(beside) == 1 else (*areas, *holders))
    return areas


def _beside(words: str) -> tuple[Area, ...]:
    """What words beside a name mean; "WA" is not Wa in Ghana, and India not the beginning of Indiana."""
    return gazetteer.states(words) or _areas(words) or gazetteer.begun_state(words)


def _alone(words: str) -> tuple[Area, ...]:
    """A name with nothing beside it: a city that everyone knows is meant before its namesakes."""
    zone = city_zone(_BEFORE.sub("", fold(words)))
    return (Area("", "", frozenset({str(zone)})),) if zone else _areas(words)


def _areas(words: str) -> tuple[Area, ...]:
    """All that a name may mean: as it stands, or without the words that say where in it or what it is."""
    name = fold(words)
    bare = _BEFORE.sub("", name)
    return _named(name) or _named(bare) or _called_region(bare) or _named(_AFTER.sub("", bare))


def _named(name: str) -> tuple[Area, ...]:
    nations, provinces = gazetteer.countries(name), gazetteer.regions(name)
    # Nobody who writes "Mexico" means Mexico in Pampanga; Georgia may be either, and Guam is not all of the United States.
    if nations:
        return (*nations, *(area for area in provinces if area.state))
    # "Oregon" is not Oregon, Ohio; but Washington and New York are towns before they are states.
    own = set() if city_zone(name) else {area.country for area in provinces if area.state}
    return (*provinces, *(area for area in gazetteer.towns(name) if area.country not in own))


def _called_region(name: str) -> tuple[Area, ...]:
    """ "Lviv region" has the clock of Lviv; a county has its name from anyone, and is known only as such."""
    stem = _REGION.sub("", name)
    if stem == name:
        return ()
    return gazetteer.regions(stem) or (() if name.endswith(" county") else gazetteer.towns(stem))


def _loaded(keys: list[str]) -> tuple[ZoneInfo, ...]:
    """The zones themselves; a tz database too old for one of them cannot tell any."""
    try:
        return tuple(ZoneInfo(key) for key in keys)
    except ZoneInfoNotFoundError:
        return ()
