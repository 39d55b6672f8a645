"""A municipality is found by what a client types; one without a profile gets the general one."""

from datetime import date

import pytest

from bot.dialogue.vocabulary import normal
from bot.municipalities import GENERIC, Line, Meant, Municipalities, Municipality, OfficialName
from tests.fixtures import shipped

TODAY = date(2026, 11, 27)


def profile(name: str, *covers: str, papers: tuple[Line, ...] = ()) -> Municipality:
    return Municipality(name, name.title(), covers, f"bij {name}", papers=papers)


PAPERS = (Line("Uw paspoort"),)
SOME = Municipalities(
    {GENERIC: profile(GENERIC, papers=PAPERS), "assen": profile("assen", "Assen")},
    (
        OfficialName("GM0106", "Assen"),
        OfficialName("GM0114", "Emmen"),
        OfficialName("GM0796", "'s-Hertogenbosch", ("Den Bosch",)),
        OfficialName("GM0893", "Bergen (L.)", ("Bergen",)),
        OfficialName("GM0373", "Bergen (NH.)", ("Bergen",)),
        OfficialName("GM0757", "Oude Plaats", valid_until=date(2026, 12, 31)),
        OfficialName("GM2000", "Nieuwe Plaats", ("Oude Plaats",), valid_from=date(2027, 1, 1)),
    ),
)


def meant(typed: str, day: date = TODAY) -> tuple[list[str], bool]:
    found = SOME.meant(typed, day)
    return [official.name for official in found.names], found.sure


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Assen", "Assen"),
        (" ASSEN! ", "Assen"),
        ("gemeente Emmen", "Emmen"),
        ("ik woon in Emmen", "Emmen"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("den bosch", "'s-Hertogenbosch"),
        ("GM0373", "Bergen (NH.)"),
    ],
)
def test_a_name_other_name_or_code_is_certain(typed: str, name: str) -> None:
    assert meant(typed) == ([name], True)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Bergen", ["Bergen (L.)", "Bergen (NH.)"]),
        ("Assn", ["Assen"]),
        ("s hertogenbos", ["'s-Hertogenbosch"]),
        ("hertogenbosh", ["'s-Hertogenbosch"]),
        ("Atlantis", []),
        ("", []),
        ("a" * 10_000, []),
    ],
)
def test_what_is_not_certain_is_offered(typed: str, names: list[str]) -> None:
    assert meant(typed) == (names, False)


def test_a_merged_municipality_goes_by_its_new_name_from_its_day() -> None:
    assert meant("Oude Plaats") == (["Oude Plaats"], True)
    assert meant("Oude Plaats", date(2027, 1, 1)) == (["Nieuwe Plaats"], True)
    assert meant("GM2000") == ([], False)


@pytest.mark.parametrize(
    ("name", "found"), [("Assen", "assen"), ("Emmen", GENERIC), ("Atlantis", GENERIC)]
)
def test_the_profile_is_that_of_the_municipality_or_the_general_one(name: str, found: str) -> None:
    assert SOME.profile(name).id == found


def test_a_profile_without_papers_asks_for_those_of_everywhere() -> None:
    assert SOME.papers(SOME.profile("Assen")) == PAPERS


COVERED = {
    "Assen": "assen", "Aa en Hunze": "assen", "Tynaarlo": "assen", "Groningen": "groningen",
    "Delfzijl": "eemsdelta", "Appingedam": "eemsdelta", "Loppersum": "eemsdelta",
    "Rotterdam": "rotterdam", "Dordrecht": "drechtsteden", "Papendrecht": "drechtsteden",
    "Nijmegen": "nijmegen", "alphen aan de rijn": "alphen-aan-den-rijn",
    "Den Bosch": "s-hertogenbosch", "Sudwest Fryslan": "sudwest-fryslan", "Tilburg": "tilburg",
    "Beverwijk": "ijmond", "Heemskerk": "ijmond", "Uitgeest": "ijmond", "Velsen": "ijmond",
    "Amsterdam": GENERIC, "Weesp": GENERIC, "Den Haag": GENERIC,
}  # fmt: skip


@pytest.mark.parametrize(("typed", "found"), COVERED.items())
def test_each_shipped_profile_is_found_by_the_names_that_people_use(typed: str, found: str) -> None:
    municipalities = shipped().municipalities
    names = municipalities.meant(typed, TODAY).names
    assert [municipalities.profile(official.name).id for official in names] == [found]


@pytest.mark.parametrize("typed", ["The Hague", "Hague", "the hague", "Den Haag"])
def test_the_hague_is_known_by_its_english_name(typed: str) -> None:
    meant = shipped().municipalities.meant(typed, TODAY)
    assert ([official.name for official in meant.names], meant.sure) == (["'s-Gravenhage"], True)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("aplhen", "Alphen aan den Rijn"),
        ("Alpehn", "Alphen aan den Rijn"),
        ("The Hauge", "'s-Gravenhage"),
        ("Amsetrdam", "Amsterdam"),
        ("rotetrdam", "Rotterdam"),
        ("capele", "Capelle aan den IJssel"),
    ],
)
def test_swapped_letters_are_asked_about(typed: str, name: str) -> None:
    meant = shipped().municipalities.meant(typed, TODAY)
    assert name in [official.name for official in meant.names]
    assert not meant.sure


def test_all_municipalities_of_2026_are_known_by_their_own_name() -> None:
    municipalities = shipped().municipalities
    there = [official for official in municipalities.names if official.holds_on(TODAY)]
    assert len(there) == 342
    wrong = [o.name for o in there if municipalities.meant(o.name, TODAY).names != (o,)]
    assert wrong == []


def test_a_slip_in_any_name_still_offers_it() -> None:
    municipalities = shipped().municipalities
    lost = []
    for official in municipalities.names:
        middle = len(official.name) // 2
        slip = official.name[:middle] + official.name[middle + 1 :]
        if len(official.name) > 4 and official not in municipalities.meant(slip, TODAY).names:
            lost.append(official.name)
    assert lost == []


def test_every_shipped_profile_says_what_happens_there() -> None:
    for profile in shipped().municipalities.profiles.values():
        assert profile.first_contact
        assert profile.first_steps
        assert profile.terms
        assert profile.good_to_know
        assert profile.known_from >= 2015


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zaandam", "Zaanstad"),
        ("hoogezand", "Midden-Groningen"),
        ("Hoofddorp", "Haarlemmermeer"),
        ("IJmuiden", "Velsen"),
        ("Sneek", "Súdwest-Fryslân"),
        ("ik woon in Haren", "Groningen"),
        ("Winschoten", "Oldambt"),
        ("Spijkenisse", "Nissewaard"),
        ("oud beijerland", "Hoeksche Waard"),
        ("sint willebrord", "Rucphen"),
        ("Nuenen", "Nuenen, Gerwen en Nederwetten"),
    ],
)
def test_a_well_known_place_means_its_municipality(typed: str, name: str) -> None:
    meant = shipped().municipalities.meant(typed, TODAY)
    assert ([official.name for official in meant.names], meant.sure) == ([name], True)


def test_a_place_in_two_municipalities_is_asked_about_and_hides_no_other() -> None:
    municipalities = shipped().municipalities
    there = [official for official in municipalities.names if official.holds_on(TODAY)]
    own = {normal(official.name) for official in there}
    of: dict[str, list[OfficialName]] = {}
    for official in there:
        for other in official.others:
            of.setdefault(normal(other), []).append(official)
    meant = {other: Meant(tuple(those), sure=len(those) == 1) for other, those in of.items()}
    assert own.isdisjoint(meant)
    assert {other: municipalities.meant(other, TODAY) for other in meant} == meant
