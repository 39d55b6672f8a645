"""The people of the seven cases in the source documents, and what each of them says when asked.

Nobody here exists. Pieter and Jan are told about in the reports of 2018 and 2015; the others stand
for the groups that the final report of 2018 names.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tests.journeys.living import Life

Says = Mapping[str, str | tuple[str, ...]]

USUAL: Says = {
    "ready": "ja, we beginnen",
    "consent_contact": "ja",
    "wants_self_check": "ja, graag",
    "changed": "nee, alles is hetzelfde",
    "things": "niets",
    "special": "niets",
    "result_next": "klaar voor nu",
    "recap_next": "niets, dank u",
    "menu": "niets, dank u",
    "search_state": "ik zoek overal, maar vind weinig",
    "wants_person": "nee",
    "phone": "overslaan",
    "work_conditions": "niets",
    "session_needs": "niets",
    "session_name": "ja",
    "session_keep": "ik kom",
    "session_rating": "goed",
    "session_takeaway": "overslaan",
    "session_talk_wanted": "nee",
    "wants_apply": ("ja, hoe doe ik dat?", "dat heb ik al gedaan"),
    "digid": "ja",
    "apply_next": ("ja, vertel hoe", "wat gebeurt er daarna?", "het is duidelijk"),
}


def says(**own: str | tuple[str, ...]) -> Says:
    """Return what somebody says: as most people do, and in their own way where that is told."""
    return {**USUAL, **own}


PIETER = Life(
    name="Pieter",
    about="slijmbeursontsteking en mantelzorg, hoeft niet te solliciteren, schulden, DigiD "
    "verlopen, een begeleider helpt",
    programme="werk-in-zicht",
    enrolled=date(2026, 7, 1),
    ww_end=date(2026, 12, 31),
    says=says(
        ww_end="31-12-2026",
        first_name="Pieter",
        municipality_typed="Assen",
        birth_date="2-2-1971",
        home_situation="alleen",
        income_range="geen inkomen",
        money_range="5000 tot 20000",
        things="schulden",
        money="9.500",
        debts="2500",
        result_next=(
            "wat zijn de redenen?",
            "welke andere hulp is er?",
            "nog meer hulp",
            "klaar voor nu",
        ),
        ww_below_minimum="nee",
        mood=("ik hoef niet te solliciteren", "gaat wel", "goed"),
        obstacle="geld of schulden",
        wants_person="ja",
        wants_session="nee, liever niet",
        digid="ik heb er een, maar die werkt niet",
        apply_next=(
            "ja, vertel hoe",
            "welke papieren heb ik nodig?",
            "ik wil hulp van mijn adviseur",
        ),
        outcome_first="ik vroeg bijstand aan",
        outcome=("ik wacht nog op antwoord", "ik krijg bijstand"),
    ),
)


def jan(town: str, programme: str) -> Life:
    """Return Jan, who lives the same life in each of the towns of the report of 2015."""
    return Life(
        name="Jan",
        about=f"over de 27, relatie voorbij, geen eigen huis, geen inkomen of geld; {town}",
        programme=programme,
        enrolled=date(2026, 2, 27),
        ww_end=date(2026, 9, 30),
        says=says(
            ww_end="30-9-2026",
            first_ww_day="1-10-2025",
            first_name="Jan",
            municipality_typed=town,
            birth_date="14-3-1988",
            home_situation="ik heb geen vaste plek",
            household="ik ben alleen",
            housemates_27="0",
            income_range="geen inkomen",
            money_range="minder dan 5000",
            work_explorer="ja",
            monitor_talk="ja",
            mood=("gaat wel", "goed"),
            applications=("3", "10"),
            talks="1",
            obstacle="nee, niets",
            wants_session="ja, laat de dagen zien",
            session_choice="1",
            wants_guidance="ja, graag",
            sector="met mijn handen",
            cv_ready="ja, maar het is oud",
            work_disability="nee",
            consent_share="ja",
            outcome_first="ik vroeg bijstand aan",
            outcome="ik krijg bijstand",
        ),
    )


JAN = {
    "Alphen aan den Rijn": jan("Alphen aan den Rijn", "landelijk"),
    "'s-Hertogenbosch": jan("Den Bosch", "bossche-model"),
    "Súdwest-Fryslân": jan("Sudwest-Fryslan", "landelijk"),
    "Tilburg": jan("Tilburg", "landelijk"),
    "Velsen": jan("Velsen", "landelijk"),
}

FIRST_STEPS: Mapping[str, str] = {
    "Alphen aan den Rijn": "Serviceplein in het stadhuis",
    "'s-Hertogenbosch": "balie van Weener XL voor een gesprek van 10 minuten",
    "Súdwest-Fryslân": "brief van het gebiedsteam van uw postcode",
    "Tilburg": "Plan daarna zelf een gesprek op de website van de gemeente",
    "Velsen": "Meestal binnen een week komt u met een groep bij elkaar",
}
"""How applying begins in the towns of the report of 2015, as only that town's profile says."""

SAMIRA = Life(
    name="Samira",
    about="haar partner verdient meer dan de norm voor twee",
    programme="bossche-model",
    enrolled=date(2026, 5, 29),
    ww_end=date(2026, 12, 31),
    finds_work=True,
    says=says(
        ww_end="31-12-2026",
        first_name="Samira",
        municipality_typed="'s-Hertogenbosch",
        birth_date="1-2-1980",
        home_situation="met mijn partner",
        partner_birth_date="4 mei 1982",
        income_range="geen inkomen",
        partner_income_range="minder dan 3000",
        partner_income="2.300",
        result_next=(
            "wat zijn de redenen?",
            "welke andere hulp is er?",
            "nog meer hulp",
            "klaar voor nu",
        ),
        ww_below_minimum="nee",
        mood=("gaat wel", "goed"),
        applications=("4", "10"),
        talks=("0", "1"),
        obstacle="nee, niets",
        wants_guidance="nee, dank u",
        wants_apply="welke andere hulp is er?",
        apply_next="het is duidelijk",
        outcome_first="ik heb werk",
        still_at_work="ja, hetzelfde werk",
    ),
)

HENK = Life(
    name="Henk",
    about="62 jaar, veel spaargeld, twee jaar WW",
    programme="landelijk",
    enrolled=date(2026, 6, 30),
    ww_end=date(2026, 12, 31),
    says=says(
        ww_end="31-12-2026",
        first_ww_day="1-1-2025",
        first_name="Henk",
        municipality_typed="Utrecht",
        birth_date="3-3-1964",
        home_situation="alleen",
        income_range="geen inkomen",
        money_range="meer dan 20.000",
        ww_full_duration_used="ja",
        monitor_talk="ja",
        result_next=(
            "waar vraag ik ioaw of iow aan?",
            "wat zijn de redenen?",
            "welke andere hulp is er?",
            "klaar voor nu",
        ),
        ww_below_minimum="nee",
        wants_apply=("ja, vertel waar", "dat heb ik al gedaan"),
        apply_next="het is duidelijk",
        outcome_first="ik krijg ioaw",
    ),
)

WILMA = replace(
    HENK,
    name="Wilma",
    about="58 jaar, veel spaargeld: te jong voor de IOAW",
    says={
        **HENK.says,
        "first_name": "Wilma",
        "birth_date": "3-3-1968",
        "result_next": ("wat zijn de redenen?", "welke andere hulp is er?", "klaar voor nu"),
        "wants_apply": "niets, dank u",
        "outcome_first": "ik heb geen inkomen",
    },
)

DEMI = Life(
    name="Demi",
    about="24 jaar, drie maanden WW, woont bij haar ouders",
    programme="rijk-van-nijmegen",
    enrolled=date(2026, 9, 28),
    ww_end=date(2026, 12, 31),
    says=says(
        ww_end="31-12-2026",
        first_name="Demi",
        municipality_typed="Nijmegen",
        birth_date="3-3-2002",
        home_situation="met anderen, geen partner of kind",
        income_range="geen inkomen",
        money_range="minder dan 5000",
        housemates_27="2",
        education="nee, en het kan ook niet",
        result_next=("hoe vraag ik het aan?", "welke papieren heb ik nodig?", "klaar voor nu"),
        wants_session="ja, laat de dagen zien",
        session_choice="1",
        wants_person=("ja", "nee"),
        wants_apply=("ja, hoe doe ik dat?", "dat heb ik al gedaan"),
        outcome_first="ik heb werk",
        still_at_work="ja, hetzelfde werk",
    ),
    finds_work=True,
)

RACHID = Life(
    name="Rachid",
    about="begint voor zichzelf terwijl zijn WW stopt",
    programme="ww-at-work",
    enrolled=date(2026, 6, 30),
    ww_end=date(2026, 12, 31),
    says=says(
        ww_end="31-12-2026",
        first_name="Rachid",
        municipality_typed="Rotterdam",
        birth_date="3-3-1985",
        home_situation="alleen",
        income_range="ik werk voor mezelf (zzp)",
        income="400",
        money_range="minder dan 5000",
        result_next=("welke andere hulp is er?", "nog meer hulp", "klaar voor nu"),
        ww_below_minimum="nee",
        mood=("gaat wel", "ik hoef niet te solliciteren", "goed"),
        applications="0",
        talks="0",
        obstacle="ik vind geen vacatures",
        search_help="voor mezelf beginnen",
        wants_session="nee, liever niet",
        wants_guidance="nee, dank u",
        outcome_first="ik vroeg bijstand aan",
        outcome="ik krijg bijstand",
    ),
)

KIM = Life(
    name="Kim",
    about="een arbeidsbeperking; een tijdelijke baan via de gemeente stopte",
    programme="ww-at-work",
    enrolled=date(2026, 9, 28),
    ww_end=date(2026, 12, 31),
    says=says(
        ww_end="31-12-2026",
        first_name="Kim",
        municipality_typed="Rotterdam",
        birth_date="3-3-1990",
        home_situation="alleen",
        income_range="geen inkomen",
        money_range="minder dan 5000",
        result_next=(
            "wat zijn de redenen?",
            "welke andere hulp is er?",
            "nog meer hulp",
            "klaar voor nu",
        ),
        ww_below_minimum="nee",
        mood=("niet goed", "gaat wel"),
        applications="1",
        talks="0",
        obstacle=("gezondheid", "nee, niets"),
        wants_session="ja, laat de dagen zien",
        session_choice="2",
        wants_guidance="ja, graag",
        sector="met mijn handen",
        cv_ready="nee, ik heb geen cv",
        work_disability="ja",
        work_conditions="andere of minder uren",
        consent_share="ja",
        outcome_first="ik vroeg bijstand aan",
        outcome="ik krijg bijstand",
    ),
)

PEOPLE: Mapping[str, Life] = {
    "pieter": PIETER,
    "couple": SAMIRA,
    "older": HENK,
    "fifty-eight": WILMA,
    "under-27": DEMI,
    "self-employed": RACHID,
    "disability": KIM,
    **{f"jan-{town}": life for town, life in JAN.items()},
}
