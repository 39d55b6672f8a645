"""Every rule of the check, the most decisive first."""

from bot.entitlement import rules_means as means
from bot.entitlement import rules_notes as notes
from bot.entitlement import rules_person as person
from bot.entitlement.findings import Rule
from bot.entitlement.others import goes_first

LAW = "Participatiewet art. "
SETTLED = ("yes", "no", "unknown")
PERSONAL = (*SETTLED, "unknown-partner")
"""For a ground of the client alone: a partner may have a right all the same (art. 11(4), 24)."""

DECISIVE = (
    Rule("income-below-norm", LAW + "19 lid 1 a", means.income_below_norm,
         (*SETTLED, "yes-none", "unknown-close", "yes-last-known", "no-last-known")),
    Rule("assets-below-limit", LAW + "19 lid 1 b en 34", means.assets_below_limit,
         (*SETTLED, "yes-none", "unknown-at-limit", "unknown-vehicles", "unknown-close",
          "unknown-vehicles-last-known", "unknown-limit-not-known", "yes-last-known",
          "no-last-known")),
    Rule("residence", LAW + "11", person.residence, PERSONAL),
    Rule("lives-in-nl", LAW + "11 lid 1", person.lives_in_nl, PERSONAL),
    Rule("adult", LAW + "13 lid 1 f", person.adult, PERSONAL),
    Rule("education", LAW + "13 lid 2 c", person.education, (*PERSONAL, "unknown-possible")),
    Rule("institution", LAW + "13 lid 2 a", person.institution,
         ("no", "unknown", "unknown-partner")),
    Rule("detained", LAW + "13 lid 1 a", person.detained, PERSONAL),
    Rule("abroad", LAW + "13 lid 1 e en lid 4", person.abroad, PERSONAL),
    Rule("unpaid-leave", LAW + "13 lid 2 b", person.unpaid_leave, (*SETTLED, "unknown-parent")),
    Rule("home-equity", LAW + "34 lid 2 d en 50", means.home_equity,
         ("yes", "yes-none", "unknown", "unknown-above", "unknown-limit-not-known")),
)  # fmt: skip
"""The rules that make the chance: one no is unlikely, else one unknown is ask, else likely."""

NOTES = (
    Rule("norms-not-known-yet", LAW + "38 en 39", notes.norms_not_known_yet, ("unknown",), False),
    Rule("ww-still-running", LAW + "15 en 32 lid 1", notes.ww_still_running, ("unknown",), False),
    Rule("goes-first", LAW + "15", goes_first, ("unknown",), False),
    Rule("aow-age", LAW + "47a", notes.aow_age, ("yes",), False),
    Rule("partner-without-right", LAW + "24", notes.partner_without_right, ("yes",), False),
    Rule("cost-sharers", LAW + "22a", notes.cost_sharers, ("yes", "yes-maybe"), False),
    Rule("waiting-period", LAW + "41 lid 4", notes.waiting_period, ("yes",), False),
    Rule("raised-norm", LAW + "20 lid 3 en 4", notes.raised_norm, ("yes",), False),
    Rule("institution-norm", LAW + "23", notes.institution_norm, ("yes",), False),
    Rule("no-address", LAW + "40 lid 1", notes.no_address, ("yes",), False),
    Rule("lower-without-rent", LAW + "27", notes.lower_without_rent, ("yes",), False),
    Rule("own-municipality", LAW + "40 lid 1", notes.own_municipality, ("yes",), False),
    Rule("not-for-debts", LAW + "13 lid 1 g", notes.not_for_debts, ("yes",), False),
    Rule("gifts", LAW + "31 lid 2 m", notes.gifts, ("yes",), False),
)
"""The rules that only inform."""

DATE_RULE = "date"
DATE_ARTICLE = LAW + "44 lid 1"
DATE_PHRASE = "entitlement.date.unknown"

URGENT_PHRASE = "entitlement.urgent.change"
"""Participatiewet art. 16 lid 1: in urgent need the municipality can help without a right."""
WITHOUT_URGENT_HELP = "residence"
"""Art. 16 lid 2: not for people whose residence gives no right."""

QUESTION_ORDER = (
    "ww_end", "birth_date", "household", "income", "partner_income", "money", "residence",
    "lives_in_nl", "housemates_27", "partner_birth_date", "partner_residence", "other_assets",
    "debts", "vehicles", "home_equity", "education", "address", "children_under_18",
    "no_parental_support", "weeks_abroad", "unpaid_leave", "detained",
)  # fmt: skip
"""Between answers that settle equally many rules: the order in which to ask them."""
