"""Which clocks a place of an article may go by."""

import subprocess
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.clock import gazetteer, read_zone, zones_of_place
from adjudge.clock.place import event_interval
from adjudge.ground.times import _zones
from adjudge.wire.claims import WireWhen


def keys(words: str) -> set[str]:
    return {zone.key for zone in zones_of_place(words)}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Reykjavik", "Atlantic/Reykjavik"),
        ("Reykjavík", "Atlantic/Reykjavik"),
        ("REYKJAVIK", "Atlantic/Reykjavik"),
        ("reykjavik", "Atlantic/Reykjavik"),
        ("PORT MORESBY, Papua New Guinea", "Pacific/Port_Moresby"),
        ("Anchorage", "America/Anchorage"),
        ("Kenya", "Africa/Nairobi"),
        ("the Gambia", "Africa/Banjul"),
        ("Ivory Coast", "Africa/Abidjan"),
        ("Côte d’Ivoire", "Africa/Abidjan"),
        ("South Korea", "Asia/Seoul"),
        ("Burma", "Asia/Yangon"),
        ("Kosovo", "Europe/Belgrade"),
        ("Puerto Rico", "America/Puerto_Rico"),
        ("U.K.", "Europe/London"),
        ("Scotland", "Europe/London"),
        ("Kansas City, Mo.", "America/Chicago"),
        ("Kamchatka", "Asia/Kamchatka"),
        ("Queensland, Australia", None),
        ("Lviv region", "Europe/Kyiv"),
        ("Kharkiv Oblast", "Europe/Kyiv"),
        ("central Kyiv", "Europe/Kyiv"),
        ("central Moscow", "Europe/Moscow"),
        ("the port of Odesa", "Europe/Kyiv"),
        ("near Lviv", "Europe/Kyiv"),
        ("off the coast of Kenya", "Africa/Nairobi"),
        ("Kiev", "Europe/Kyiv"),
        ("Cologne", "Europe/Berlin"),
        ("Sana'a", "Asia/Aden"),
        ("Łódź", "Europe/Warsaw"),
        ("San José,\n  Costa\xa0Rica", "America/Costa_Rica"),
    ],
)
def test_a_place_has_the_clock_of_its_country(words: str, key: str | None) -> None:
    """Towns, regions and countries are found without case and accents, and with the words that stand around them."""
    assert keys(words) == ({key} if key else {"Australia/Brisbane", "Australia/Lindeman"})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Texas", {"America/Chicago", "America/Denver"}),
        ("Kansas", {"America/Chicago", "America/Denver"}),
        ("Oregon, United States", {"America/Boise", "America/Los_Angeles"}),
        ("Indonesia", {"Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar", "Asia/Pontianak"}),
        ("Oregon", {"America/Boise", "America/Los_Angeles"}),
        ("Georgia", {"America/New_York", "Asia/Tbilisi"}),
        ("Portland", {"America/Chicago", "America/Jamaica", "America/Los_Angeles", "America/New_York"}),
        ("Hollis", {"America/Chicago", "America/New_York"}),
        ("Kyiv; Moscow", {"Europe/Kyiv", "Europe/Moscow"}),
    ],
)
def test_a_name_of_several_clocks_gives_all_of_them(words: str, found: set[str]) -> None:
    """A country, a state or a name of many towns is not narrowed by a guess."""
    assert keys(words) == found


def test_a_large_country_gives_every_zone_that_the_tz_database_lists() -> None:
    """Russia has more than twenty, from Kaliningrad to Kamchatka."""
    assert {"Europe/Kaliningrad", "Asia/Kamchatka"} < keys("Russia")
    assert len(keys("Russia")) > 20


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Portland, Oregon", "America/Los_Angeles"),
        ("PORTLAND, Ore.", "America/Los_Angeles"),
        ("Portland, OR", "America/Los_Angeles"),
        ("Portland (Maine)", "America/New_York"),
        ("Portland, Maine, USA", "America/New_York"),
        ("Springfield, Ill.", "America/Chicago"),
        ("Tbilisi, Georgia", "Asia/Tbilisi"),
        ("Athens, Ga.", "America/New_York"),
        ("Perth, WA", "Australia/Perth"),
        ("Seattle, WA", "America/Los_Angeles"),
        ("Hartford, CT", "America/New_York"),
        ("Toronto, Ont.", "America/Toronto"),
        ("London, Ontario", "America/Toronto"),
        ("Paris, Texas", "America/Chicago"),
        ("Mumbai, India", "Asia/Kolkata"),
        ("Portland, Kenya", "Africa/Nairobi"),
        ("Nowheresville, Kenya", "Africa/Nairobi"),
        ("Independence Square, Lviv", "Europe/Kyiv"),
        ("Munich, Bavaria", "Europe/Berlin"),
        ("Washington state", "America/Los_Angeles"),
        ("Orange County, California", "America/Los_Angeles"),
    ],
)
def test_a_country_or_state_named_with_a_town_narrows_it(words: str, key: str) -> None:
    """What stands beside a name picks the towns that lie in it; a town that is not on the map has the clock of its country."""
    assert keys(words) == {key}


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Ontario", "America/Toronto"),
        ("Gujarat", "Asia/Kolkata"),
        ("Santa Catarina", "America/Sao_Paulo"),
        ("Victoria", "Australia/Melbourne"),
        ("La Rioja", "Europe/Madrid"),
    ],
)
def test_a_province_is_not_lost_behind_a_town_of_its_name(words: str, wrong: str) -> None:
    """Ontario is in California, too, and Santa Catarina in Mexico."""
    assert wrong in keys(words)


@pytest.mark.parametrize(
    "words",
    ["Stavnik", "Port Sable", "Sudria City", "Kolm Pass", "Lemmark City", "Tolmark City", "Kyiv/Stavnik", "Stavnik, Imberland"],
)
def test_an_invented_place_gives_nothing(words: str) -> None:
    """What no gazetteer has is unknown, also beside something that it has."""
    assert zones_of_place(words) == ()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "university",
        "Commerce",
        "Of",
        "March",
        "the White House",
        "the city",
        "the north",
        "the capital",
        "court",
        "online",
        "Europe",
        "Africa",
        "Central America",
        "the Middle East",
        "Orange County",
        "Black Sea",
        "home",
        "Parliament",
    ],
)
def test_words_that_are_no_place_give_nothing(words: str) -> None:
    """Common words, continents, directions, and counties that stand in many states."""
    assert zones_of_place(words) == ()


@pytest.mark.parametrize("words", ["IST", "local time", "Eastern time", "5 PM ET", "noon, CT", "UTC+3", "Santa Cruz, Blorkland"])
def test_a_clock_is_not_a_place_and_an_unreadable_province_is_not_passed_over(words: str) -> None:
    """Zone words are `read_zone`'s; one of many namesakes in a place unknown may be any other."""
    assert zones_of_place(words) == ()


@pytest.mark.parametrize(
    "words",
    [
        "Kyiv" * 50_000,
        "Kyiv, " * 33,
        "(" * 150,
        "Ky\x00iv",
        "Kyiv\x1b[31m",
        "\u202eKyiv",
        "the " * 50,
        "a" * 200,
        ",",
        "...",
        "\ud800",
        "UA.Kyiv.1",
        "US-OR",
        "Kyiv\tUA..1",
    ],
)
def test_hostile_words_give_nothing_or_a_zone_and_never_an_error(words: str) -> None:
    """Long strings, control characters, and the table's own syntax."""
    assert keys(words) <= available_timezones()
    assert len(words) < 20 or not zones_of_place(words)


@given(st.text(max_size=60))
def test_any_text_is_answered_with_real_zones(words: str) -> None:
    """No words make it fail, and the answer is in one order."""
    assert list(zones_of_place(words)) == sorted(zones_of_place(words), key=str)


def test_every_zone_of_the_tables_is_known_here_and_read_back_by_its_name() -> None:
    """`event_interval` takes zones as words: each must come back as itself."""
    zones = {*gazetteer._towns()[0], *(zone for named in gazetteer._country_zones().values() for zone in named)}
    assert not [zone for zone in zones if read_zone(zone) != ZoneInfo(zone)]


def test_every_state_that_iso_and_the_table_share_has_clocks_of_its_own() -> None:
    """A state without towns in the table would have all clocks of its country."""
    for name in ("oregon", "district of columbia", "ontario", "nunavut", "yukon", "new south wales", "australian capital territory"):
        assert all(area.state for area in gazetteer.regions(name) if area.country in gazetteer.LETTERED_STATES), name
    assert len(gazetteer._states()) == 51 + 13 + 8


def when(place: str) -> WireWhen:
    return WireWhen(words="on Tuesday", place=place, time=None, hangs_on="publication", claim=None, tense="past")


@pytest.mark.parametrize(
    ("place", "zones"),
    [
        ("London", ["Europe/London"]),
        ("ET", ["America/New_York"]),
        ("Reykjavik", ["Atlantic/Reykjavik"]),
        ("Texas", ["America/Chicago", "America/Denver"]),
        ("Hartford, CT", ["America/New_York"]),
        ("noon, CT", ["America/Chicago"]),
        ("IST", None),
        ("Stavnik", None),
    ],
)
def test_a_claim_reads_its_place_as_a_clock_first(place: str, zones: list[str] | None) -> None:
    """The small table keeps its word, and only what it does not know is looked up."""
    assert _zones(when(place)) == zones


def test_a_day_in_a_place_of_two_clocks_covers_both() -> None:
    """A day in Texas begins in Houston and ends in El Paso."""
    day = datetime(2026, 1, 6).date()
    found = event_interval((day, day), None, _zones(when("Texas")), published=None, happened=False)
    assert (found.earliest, found.latest) == (datetime(2026, 1, 6, 6, tzinfo=UTC), datetime(2026, 1, 7, 6, 59, tzinfo=UTC))


def test_the_gazetteer_is_read_only_when_a_place_is_looked_up() -> None:
    """Importing the clock, and a place that the small table knows, read no table."""
    code = (
        "import sys; from adjudge.clock import gazetteer, read_zone; read_zone('Kyiv');"
        "assert 'pycountry' not in sys.modules and not gazetteer._towns.cache_info().currsize"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_country_has_the_clocks_of_its_towns() -> None:
    """The Chatham Islands have no town, and nobody who writes New Zealand means them; Portugal has towns in the Azores."""
    assert keys("New Zealand") == {"Pacific/Auckland"}
    assert "Atlantic/Azores" in keys("Portugal")
