"""Names of countries, regions and towns with their zones, from the tz database, ISO 3166-2 and GeoNames; read when first asked.

Which of several places an article means is not known here.
"""

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import permutations, takewhile

# The states of these countries are written beside towns, and are told apart; elsewhere the country is fine enough.
LETTERED_STATES = ("US", "CA", "AU")
# What the shipped country tables call otherwise, or leave out.
_ALSO = {
    "US": "us|usa|u s|u s a",
    "GB": "uk|u k|great britain|united kingdom",
    "AE": "uae|u a e|emirates",
    "CD": "drc|dr congo|congo|democratic republic of congo",
    "CG": "congo brazzaville|congo",
    "CI": "ivory coast",
    "CV": "cape verde",
    "TL": "timor leste",
    "MK": "macedonia",
    "NL": "holland",
    "PS": "palestinian territories",
    "VA": "vatican",
    "BA": "bosnia",
    "AG": "antigua",
    "TT": "trinidad",
    "CZ": "czechia",
    "TR": "turkiye",
    "RU": "russian federation",
}
# What newspapers write beside a town and what is neither the code of a state nor the beginning of one state only.
_ABBREVIATED = {"ALA": "AL", "FLA": "FL", "MISS": "MS", "WVA": "WV", "ALTA": "AB", "NFLD": "NL", "PEI": "PE"}
# Not in ISO 3166, but in GeoNames.
_KOSOVO = {"kosovo": "Europe/Belgrade"}
# Letters that do not come apart into a plain letter and a mark.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ə": "e"})
# Comments of zone.tab that are no part of a country with a clock of its own.
_NO_REGION = re.compile(r"\b(?:Time|River|Sea|Park|Central)\b|^(?:most of|Atlantic)\b|\bIs$")
# States have their zones already; stations and atolls ("Davis", "Midway") have the names of towns.
_UNTOLD = ("US", "AQ", "UM")
# Provinces that are called by a direction or a common word: "the north" is one of every country.
_NO_NAME = re.compile(
    r"""(?:(?:(?:far|mid|upper|lower|grand|the|north|south|east|west|northern|southern|eastern|western|central|centre|center|est|sud|nord
    |city|county|region|province|capital|national|administrative|autonomous|territory|district|area|highlands?|midlands|coast|bay|gulf|plateau
    |plateaux|littoral|maritime|mountain|river|rivers|lakes|store|pool|car|unity|[ivx]+)\s?)+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Area:
    """A place of a name: its country, its state where that is told apart, and its zones."""

    country: str
    state: str
    zones: frozenset[str]

    def holds(self, other: "Area") -> bool:
        """Whether the other may lie in this one, as far as country and state tell."""
        return self.country == other.country and (not self.state or self.state == other.state)


def fold(name: str) -> str:
    """A name without case, accents and punctuation.

    >>> fold("Saint-Étienne"), fold("Chişinău"), fold("Sana'a")
    ('saint etienne', 'chisinau', 'sanaa')
    """
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    plain = re.sub(r"['’‘ʼʻ`´ʹ]", "", bare.casefold().translate(_PLAIN))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def countries(name: str) -> tuple[Area, ...]:
    """The countries of a folded name, with every zone that the tz database gives them."""
    return _countries().get(name, ())


def regions(name: str) -> tuple[Area, ...]:
    """The provinces and states of a folded name; where their own zones are not told, those of the whole country."""
    listed = _regions().get(name, ())
    lettered = {area.country for area in listed if area.state}
    told = tuple(area for area in _told_regions().get(name, ()) if area.country not in lettered)
    # A province that has its name from its town keeps the town's clock: "Coquimbo" is not all of Chile.
    finer = {area.country for area in (*told, *towns(name))}
    return (*told, *(area for area in listed if area.state or area.country not in finer))


def states(abbreviation: str) -> tuple[Area, ...]:
    """The states whose code letters beside a town are: "OR", "N.Y.", "Fla.".

    >>> [area.country for area in states("WA")]
    ['AU', 'US']
    """
    letters = re.sub(r"[^A-Za-z]", "", abbreviation)
    short = _ABBREVIATED.get(letters.upper(), letters if letters.isupper() or "." in abbreviation else "").upper()
    return tuple(area for code, area in _states().items() if code[3:] == short)


def begun_state(abbreviation: str) -> tuple[Area, ...]:
    """The one state that begins with the letters.

    >>> [area.state for area in begun_state("Ore.")], begun_state("Mi.")
    (['OR'], ())
    """
    letters = re.sub(r"[^A-Za-z]", "", abbreviation)
    begins = {area for name, areas in _regions().items() for area in areas if area.state and name.startswith(letters.casefold())}
    return tuple(begins) if len(letters) >= 3 and len(begins) == 1 else ()


def towns(name: str) -> tuple[Area, ...]:
    """The towns of a folded name."""
    zones, table = _towns()
    return _areas(table.get(name, ""), zones)


def _areas(words: str, zones: list[str]) -> tuple[Area, ...]:
    fields = [area.split(".") for area in words.split()]
    return tuple(Area(country, state, frozenset({zones[int(zone)]})) for country, state, zone in fields)


@lru_cache(maxsize=1)
def _towns() -> tuple[list[str], dict[str, str]]:
    """The zones that the table counts, and its lines by name; those of the states come first."""
    text = gzip.decompress(files("adjudge").joinpath("data", "towns.tsv.gz").read_bytes()).decode()
    zones, *lines = text.splitlines()
    return zones.split(" "), dict(line.split("\t") for line in lines)


def _rows(name: str) -> list[list[str]]:
    text = files("tzdata").joinpath("zoneinfo", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


@lru_cache(maxsize=1)
def _country_zones() -> dict[str, frozenset[str]]:
    """The zones of each country in which it has a town: nobody who writes "New Zealand" means the Chatham Islands."""
    found = defaultdict(set)
    for country, _, zone, *_ in _rows("zone.tab"):
        found[country].add(zone)
    lived_in = defaultdict(set)
    zones, table = _towns()
    for country, _, zone in {tuple(area.split(".")) for line in table.values() for area in line.split()}:
        lived_in[country].add(zones[int(zone)])
    return {country: frozenset(zones & lived_in[country] or zones) for country, zones in found.items()}


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[Area, ...]]:
    zones, found = _country_zones(), defaultdict(set)
    names = [(code, name) for code, written in _rows("iso3166.tab") for name in _spelled(written)]
    names += [(row["alpha_2"], row[key]) for row in _iso("3166-1") for key in ("name", "official_name", "common_name") if key in row]
    names += [(code, name) for code, words in _ALSO.items() for name in words.split("|")]
    for code, name in names:
        if code in zones:
            found[fold(name)].add(Area(code, "", zones[code]))
    found |= {name: {Area("XK", "", frozenset({zone}))} for name, zone in _KOSOVO.items()}
    return {name: tuple(areas) for name, areas in found.items()}


def _spelled(written: str) -> list[str]:
    """The names in an entry: "Korea (South)" is also South Korea, "Myanmar (Burma)" Burma, "Bosnia & Herzegovina" with "and"."""
    parts = [part for part in re.split(r"[()]", written.replace("St ", "Saint ").replace("&", "and")) if part.strip()]
    apart = [] if {part.strip() for part in parts} & {"South", "North", "US", "UK", "French part", "Dutch part"} else parts
    return [" ".join(order) for order in permutations(parts)] + apart + [written]


def _iso(name: str) -> list[dict[str, str]]:
    text = files("pycountry").joinpath("databases", f"iso{name}.json").read_text("utf-8")
    rows: list[dict[str, str]] = json.loads(text)[name]
    return rows


@lru_cache(maxsize=1)
def _states() -> dict[str, Area]:
    """Each lettered state by its ISO code, with the zones of its towns and villages."""
    zones, table = _towns()
    found = {}
    for code in takewhile(str.isupper, table):
        country, state = code.split("-")
        found[code] = Area(country, state, frozenset().union(*(area.zones for area in _areas(table[code], zones))))
    return found


@lru_cache(maxsize=1)
def _regions() -> dict[str, tuple[Area, ...]]:
    lettered, zones = _states(), _country_zones()
    found: dict[str, set[Area]] = defaultdict(set)
    for row in _iso("3166-2"):
        country = row["code"][:2]
        area = lettered.get(row["code"]) or (Area(country, "", zones[country]) if country in zones else None)
        # "Sakha, Respublika" is Sakha; "Catalunya [Cataluña]" has two names.
        for name in map(fold, re.split(r"[\[\]/()]", row["name"].split(",")[0])):
            if area and name and not _NO_NAME.fullmatch(name):
                found[name].add(area)
    return {name: tuple(areas) for name, areas in found.items()}


@lru_cache(maxsize=1)
def _told_regions() -> dict[str, tuple[Area, ...]]:
    """The regions that zone.tab names in its comments, with the zones of their own."""
    found: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for country, _, zone, *comment in _rows("zone.tab"):
        if country not in _UNTOLD and comment:
            for name, whole in _commented(comment[0]):
                if name not in _countries():
                    found[name, country].append((zone, whole))
    told = defaultdict(list)
    for (name, country), rows in found.items():
        # Where a row gives a part only ("Sakha (E)") and no other row the rest, the rest is not known.
        if len(rows) > 1 or rows[0][1]:
            told[name].append(Area(country, "", frozenset(zone for zone, _ in rows)))
    return {name: tuple(areas) for name, areas in told.items()}


def _commented(comment: str) -> list[tuple[str, bool]]:
    """The regions of a comment, and whether each is there as a whole: "MSK+05 - Irkutsk, Buryatia"."""
    found = []
    for part in re.split(r"[,;/&]\s*(?![^(]*\))", re.sub(r"^[^(]*? - ", "", comment)):
        name = re.sub(r"\s*\(.*?\)|\s+(?:area|Region)$", "", part).strip()
        if len(name) > 3 and not _NO_REGION.search(part):
            found.append((fold(name), "(" not in part or bool(re.search(r"\((?:most areas|[A-Z]{2}(?:, [A-Z]{2})*)\)", part))))
    return found
