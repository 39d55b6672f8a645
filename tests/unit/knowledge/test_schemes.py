"""A scheme that is named, a programme, and despair decide which answers may be given at all."""

import pytest

from tests.unit.knowledge.test_finding import ENTRIES, find

NAMES_A_SCHEME = [
    ("telt het inkomen van mijn partner mee bij iow", {"iow"}),
    ("telt het inkomen van mijn partner mee voor de ww", {"ww-partner"}),
    ("telt mijn auto mee bij ioaw", {"ioaw-assets"}),
    ("moet ik mijn huis verkopen voor ioaw", {"ioaw-assets"}),
    ("kan ik een voorschot krijgen op mijn ww", {"ww-payment"}),
    ("krijg ik vakantiegeld in de ww", {"ww-payment"}),
    ("mag ik op vakantie in de ww", {"ww-away"}),
    ("mag ik naar het buitenland met ww", {"ww-away"}),
    ("moet ik solliciteren in de ww", {"ww-duties"}),
    ("mag ik een opleiding doen in de ww", {"ww-study"}),
    ("hoe hoog is mijn ww", {"ww-height"}),
    ("telt mijn partner mee bij de toeslag", {"uwv-supplement-partner"}),
]
"""What was answered with the rules of Bijstand before."""
FRESH = [
    ("mijn vriendin verdient, heeft dat gevolgen voor mijn ww", "ww"),
    ("hoeveel spaargeld mag ik hebben in de ww", "ww"),
    ("ik heb een koophuis, krijg ik dan wel ww", "ww"),
    ("mag ik drie weken naar turkije met een ww-uitkering", "ww"),
    ("ww en vrijwilligerswerk", "ww"),
    ("worden giften gekort op de ww", "ww"),
    ("erfenis gekregen en ww", "ww"),
    ("boete van de ww", "ww"),
    ("ww bezwaar", "ww"),
    ("welke papieren heb ik nodig voor de ww", "ww"),
    ("kostendelersnorm werkloosheidsuitkering", "ww"),
    ("hoe lang krijg ik ioaw", "ioaw"),
    ("mijn vrouw werkt, kan ik ioaw krijgen", "ioaw"),
    ("hoeveel spaargeld mag ik hebben bij ioaz", "ioaz"),
    ("mag ik bijverdienen met iow", "iow"),
    ("vakantiegeld iow", "iow"),
    ("moet ik solliciteren in de ziektewet", "ziektewet"),
    ("hoeveel krijg ik in de wia", "wia"),
    ("mag ik sparen met een wajong", "wajong"),
    ("telt mijn huis mee voor de toeslagenwet", "toeslagenwet"),
]
"""Typed questions that nothing was tuned for, and the scheme that they name."""
PROGRAMMES = [
    ("is die bijeenkomst verplicht?", "bossche-model", "", "bossche-meeting"),
    ("moet ik komen naar de bijeenkomst", "bossche-model", "", "bossche-meeting"),
    ("is het verplicht om mee te doen", "bossche-model", "", "bossche-compulsory"),
    ("bijeenkomst verplicht", "baanbrekend-drechtsteden", "", "baanbrekend-meeting"),
    ("ben ik verplicht om mee te doen", "baanbrekend-drechtsteden", "", "baanbrekend-compulsory"),
    ("is de bijeenkomst verplicht", "werk-op-kop", "Groningen", "werk-op-kop-meeting"),
    ("werk op kop verplicht?", "werk-op-kop", "Groningen", "werk-op-kop-meeting"),
    ("is de bijeenkomst verplicht", "landelijk", "", "meeting-voluntary"),
    ("is de bijeenkomst verplicht", "rijk-van-nijmegen", "", "meeting-voluntary"),
    ("is de bijeenkomst verplicht", "ww-at-work", "Rotterdam", "meeting-voluntary"),
]
DESPAIR = [
    "ik wil stoppen met leven",
    "ik wil niet meer leven met schulden",
    "wat als ik dood ben, ik hoef niet meer",
    "geen zin meer in het leven zonder bijstand",
    "ik heb pillen en ik wil stoppen",
]
NOT_KNOWN = [
    "hoe repareer ik een lekkende kraan",
    "ajax speelt gelijk",
    "wat is de hoofdstad van peru",
    "mijn kat is ziekelijk dik",
    "hoe laat gaat de zon onder",
]


@pytest.mark.parametrize(("text", "expected"), NAMES_A_SCHEME)
def test_a_scheme_that_is_named_is_answered_with_its_own_rules(
    text: str, expected: set[str]
) -> None:
    assert expected <= set(find(text).entries)
    assert not [entry for entry in find(text).entries if ENTRIES[entry].regime == "participatiewet"]


@pytest.mark.parametrize(("text", "scheme"), FRESH)
def test_the_rules_of_bijstand_are_never_told_of_another_scheme(text: str, scheme: str) -> None:
    for name in find(text).entries:
        entry = ENTRIES[name]
        wordings = f"{entry.regime} {entry.question} {' '.join(entry.others)}".casefold()
        assert scheme in wordings


@pytest.mark.parametrize(("text", "programme", "municipality", "expected"), PROGRAMMES)
def test_whether_one_must_come_depends_on_the_programme(
    text: str, programme: str, municipality: str, expected: str
) -> None:
    assert find(text, municipality, programme).entries[:1] == (expected,)


@pytest.mark.parametrize("text", [*DESPAIR, *NOT_KNOWN])
def test_despair_and_what_is_not_known_find_nothing(text: str) -> None:
    assert find(text).sureness == "none"


def test_a_question_that_names_two_schemes_is_open_to_both() -> None:
    assert find("verschil bijstand en ww").entries == ("difference-ww",)
