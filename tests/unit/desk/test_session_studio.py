"""A coordinator's sessions: added by hand, moved, made larger or smaller, called off."""

import re
from datetime import timedelta

import pytest

from bot.ports import Transaction
from bot.sessions import InformationSession, Wishes

from .conftest import NOW, Browser, Place

FORM = {
    "programme": "trial",
    "title": "Voorlichting",
    "day": "2027-04-01",
    "time": "10:00",
    "minutes": "60",
    "place": "Stadhuis",
    "link": "",
    "capacity": "2",
    "municipalities": "Assen, Aalsmeer",
}


@pytest.fixture
async def browser(place: Place) -> Browser:
    return await place.signed_in("ineke")


def sessions(place: Place) -> tuple[InformationSession, ...]:
    return place.do(lambda tx: tx.all_sessions(after=NOW))


async def test_a_session_is_added_by_hand(place: Place, browser: Browser) -> None:
    await browser.post("/studio/sessions", **FORM)
    (made,) = sessions(place)
    assert (made.place, made.capacity, made.minutes) == ("Stadhuis", 2, 60)
    assert made.municipalities == ("Assen", "Aalsmeer")
    assert "Stadhuis" in (await browser.get("/studio/sessions.csv")).text


async def test_a_button_pressed_twice_adds_one_session(place: Place, browser: Browser) -> None:
    for _ in range(2):
        answer = await browser.post("/studio/sessions", **FORM)
    assert "Deze bijeenkomst staat er al" in answer.text
    assert len(sessions(place)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "", "Geef een titel."),
        ("day", "2027-01-01", "Kies een dag en een tijd die nog moeten komen."),
        ("time", "laat", "Kies een dag en een tijd die nog moeten komen."),
        ("minutes", "0", "hoeveel minuten"),
        ("link", "https://x.example", "Niet allebei."),
        ("capacity", "veel", "hoeveel plaatsen"),
        ("programme", "nergens", "Kies een programma."),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(
    place: Place, browser: Browser, field: str, typed: str, said: str
) -> None:
    await browser.post("/studio/sessions", **{**FORM, field: typed})
    assert said in browser.page
    assert 'value="Assen, Aalsmeer"' in browser.page
    assert sessions(place) == ()


async def test_a_moved_session_is_to_be_told(place: Place, browser: Browser) -> None:
    await browser.post("/studio/sessions", **FORM)
    (made,) = sessions(place)
    await browser.post(f"/studio/sessions/{made.id}", **{**FORM, "time": "14:00", "capacity": "3"})
    (moved,) = sessions(place)
    assert moved.starts_at - made.starts_at == timedelta(hours=4)
    assert (moved.sequence, moved.capacity) == (1, 3)


async def test_it_shrinks_down_to_what_is_taken(place: Place, browser: Browser) -> None:
    await browser.post("/studio/sessions", **FORM)
    (made,) = sessions(place)
    for who in ("fatma", "jan"):
        await place.says(who, "hallo")
        place.do(lambda tx, who=who: tx.register(made.id, place.id_of(tx, who), NOW))  # type: ignore[misc]  # the default binds the name
    await browser.post(f"/studio/sessions/{made.id}", **{**FORM, "capacity": "1"})
    assert "al meer mensen aangemeld" in browser.page
    assert sessions(place)[0].capacity == 2


async def test_a_session_that_was_called_off_cannot_be_changed(
    place: Place, browser: Browser
) -> None:
    await browser.post("/studio/sessions", **FORM)
    (made,) = sessions(place)
    await browser.post(f"/studio/sessions/{made.id}/cancel", confirm="1")
    assert sessions(place)[0].state == "cancelled"
    assert (await browser.post(f"/studio/sessions/{made.id}", **FORM)).status_code == 404
    await browser.get(f"/studio/sessions/{made.id}")
    assert "U kunt er niets meer aan veranderen." in browser.page


async def test_advisers_change_no_sessions(place: Place) -> None:
    karin = await place.signed_in("karin")
    assert (await karin.post("/studio/sessions", **FORM)).status_code == 403


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Asen", "“Asen” is geen gemeente. Bedoelt u misschien Assen"), ("Qxzw", "volledige naam")],
)
async def test_a_municipality_that_is_none_is_said_beside_its_field(
    place: Place, browser: Browser, typed: str, said: str
) -> None:
    await browser.post("/studio/sessions", **{**FORM, "municipalities": f"Aalsmeer, {typed}"})
    beside = browser.page.split('id="municipalities-error"')[1].split("</p>")[0]
    assert said in beside
    assert f'value="Aalsmeer, {typed}"' in browser.page
    assert sessions(place) == ()


async def test_a_municipality_is_kept_by_its_official_name(place: Place, browser: Browser) -> None:
    await browser.post("/studio/sessions", **{**FORM, "municipalities": "assen, aa en hunze"})
    (made,) = sessions(place)
    assert made.municipalities == ("Assen", "Aa en Hunze")


async def with_two(place: Place, browser: Browser) -> None:
    """Add a full session for Assen and one with room for everybody."""
    await browser.post(
        "/studio/sessions", **{**FORM, "title": "Vol", "capacity": "1", "municipalities": "Assen"}
    )
    (full,) = sessions(place)
    await place.says("jan", "hallo")
    place.do(lambda tx: tx.register(full.id, place.id_of(tx, "jan"), NOW))
    open_to_all = {"title": "Ruim", "day": "2027-04-08", "municipalities": ""}
    await browser.post("/studio/sessions", **{**FORM, **open_to_all})


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Vol"]),
        ("?when=coming", ["Vol", "Ruim"]),
        ("?when=coming&free=yes", ["Ruim"]),
        ("?when=coming&municipality=Assen", ["Vol", "Ruim"]),
        ("?when=coming&municipality=Aalsmeer", ["Ruim"]),
        ("?programme=elders", []),
        ("?when=held", []),
        ("?when=all&page=9", ["Vol", "Ruim"]),
    ],
)
async def test_sessions_are_found_by_programme_municipality_time_and_room(
    place: Place, browser: Browser, query: str, shown: list[str]
) -> None:
    await with_two(place, browser)
    lines = (await browser.get(f"/studio/sessions.csv{query}")).text.splitlines()[1:]
    assert [line.split(";")[1] for line in lines] == shown
    await browser.get(f"/studio/sessions{query}")
    assert [title for title in ("Vol", "Ruim") if f">{title}<" in browser.page] == shown


async def test_a_long_list_is_shown_by_pages_that_keep_the_filter(
    place: Place, browser: Browser
) -> None:
    def work(tx: Transaction) -> None:
        for number in range(45):
            starts = NOW + timedelta(days=1 + number)
            tx.add_session(InformationSession(f"s{number}", "trial", starts, "Stadhuis", 5))

    place.do(work)
    await browser.get("/studio/sessions?programme=trial&when=coming")
    assert 'href="/studio/sessions?programme=trial&when=coming&page=2"' in browser.page
    await browser.get("/studio/sessions?programme=trial&when=coming&page=2")
    assert "Bladzijde 2 van 2" in browser.page
    assert browser.page.count('data-label="Titel"') == 5


async def test_what_is_near_is_shown_first_with_a_link_to_all_that_comes(
    browser: Browser,
) -> None:
    await browser.post("/studio/sessions", **{**FORM, "day": "2027-06-01"})
    await browser.get("/studio/sessions?programme=trial")
    assert "0 bijeenkomsten gevonden." in browser.page
    assert 'href="/studio/sessions?programme=trial&when=coming"' in browser.page


NEEDS = {"companion": "yes", "wheelchair": "yes", "languages": "Nederlands, arabisch, uk"}


async def test_languages_and_what_is_possible_are_kept(place: Place, browser: Browser) -> None:
    await browser.post("/studio/sessions", **FORM, **NEEDS)
    (made,) = sessions(place)
    assert made.languages == ("nl", "ar", "uk")
    assert (made.needs, made.interpreter) == (("companion", "wheelchair"), False)


async def test_the_form_of_a_session_shows_its_languages_and_what_is_possible(
    place: Place, browser: Browser
) -> None:
    await browser.post("/studio/sessions", **FORM, **NEEDS)
    (made,) = sessions(place)
    await browser.get(f"/studio/sessions/{made.id}")
    assert 'value="Nederlands, Arabisch, Oekraïens"' in browser.page
    ticked = re.findall(r'name="([a-z-]+)" value="yes" checked', browser.page)
    assert ticked == ["companion", "wheelchair"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Arabsich", "Bedoelt u misschien Arabisch?"), ("Qxzw", "geen taal die wij kennen")],
)
async def test_a_language_that_is_none_is_said_beside_its_field(
    place: Place, browser: Browser, typed: str, said: str
) -> None:
    await browser.post("/studio/sessions", **FORM, languages=f"Engels, {typed}")
    beside = browser.page.split('id="languages-error"')[1].split("</p>")[0]
    assert (said in beside, sessions(place)) == (True, ())


async def test_what_somebody_on_the_list_needs_cannot_be_taken_away(
    place: Place, browser: Browser
) -> None:
    await browser.post("/studio/sessions", **FORM, **NEEDS)
    (made,) = sessions(place)
    await place.says("jan", "hallo")

    def work(tx: Transaction) -> None:
        jan = place.id_of(tx, "jan")
        tx.register(made.id, jan, NOW)
        tx.save_wishes(made.id, jan, Wishes(("wheelchair",)))

    place.do(work)
    await browser.post(f"/studio/sessions/{made.id}", **FORM, companion="yes")
    assert "Iemand op de lijst heeft gevraagd om wat u weghaalt." in browser.page
    assert sessions(place)[0].accessible == ("wheelchair",)


async def booked(place: Place, browser: Browser) -> InformationSession:
    """Add a session on whose list one client stands."""
    await browser.post("/studio/sessions", **FORM)
    (made,) = sessions(place)
    await place.says("fatma", "hallo")
    place.do(lambda tx: tx.register(made.id, place.id_of(tx, "fatma"), NOW))
    return made


async def test_before_people_are_told_of_a_move_their_number_is_shown(
    place: Place, browser: Browser
) -> None:
    made = await booked(place, browser)
    await browser.post(f"/studio/sessions/{made.id}", **{**FORM, "time": "14:00"})
    assert "Aantal mensen dat meteen bericht krijgt van de verandering: 1." in browser.page
    assert sessions(place) == (made,)
    await browser.post(
        f"/studio/sessions/{made.id}",
        **{**FORM, "time": "14:00", "confirm": browser.hidden("confirm")},
    )
    assert sessions(place)[0].sequence == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": "2027-04-04"}, "Deze dag valt in het weekend."),
        ({"day": "2027-05-06"}, "Deze dag is een feestdag."),
        ({"time": "03:00"}, "De bijeenkomst begint voor 8.00 uur."),
        ({"time": "21:00"}, "De bijeenkomst begint om 21.00 uur of later."),
    ],
)
@pytest.mark.parametrize("exists", [False, True])
async def test_an_odd_day_or_hour_is_asked_about_and_allowed_after_all(
    place: Place, browser: Browser, changed: dict[str, str], said: str, *, exists: bool
) -> None:
    address, before = "/studio/sessions", sessions(place)
    if exists:
        await browser.post(address, **FORM)
        before = sessions(place)
        address = f"{address}/{before[0].id}"
    await browser.post(address, **{**FORM, **changed})
    assert said in browser.page
    assert sessions(place) == before
    await browser.post(address, **{**FORM, **changed, "confirm": browser.hidden("confirm")})
    assert sessions(place) != before


async def test_a_yes_about_one_moment_is_none_about_another(place: Place, browser: Browser) -> None:
    await browser.post("/studio/sessions", **{**FORM, "day": "2027-04-04"})
    confirm = browser.hidden("confirm")
    await browser.post("/studio/sessions", **{**FORM, "day": "2027-04-11", "confirm": confirm})
    assert "Deze dag valt in het weekend." in browser.page
    assert sessions(place) == ()


async def test_calling_off_asks_first_with_how_many_are_told(
    place: Place, browser: Browser
) -> None:
    made = await booked(place, browser)
    await browser.post(f"/studio/sessions/{made.id}/cancel")
    assert "Er staat 1 mens op de lijst." in browser.page
    assert sessions(place) == (made,)
    await browser.post(f"/studio/sessions/{made.id}/cancel", confirm="1")
    assert sessions(place)[0].state == "cancelled"
