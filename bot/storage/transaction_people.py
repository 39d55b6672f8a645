"""Advisers, staff, and the records about clients in a database."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from bot.advisers import Adviser
from bot.records import Consent, Look, Milestone, MilestoneKind, Outcome, Staff
from bot.storage.channel_tables import link_codes, notices, staff_addresses
from bot.storage.codec import adviser_as_text, adviser_from_text
from bot.storage.moments import in_utc, utc
from bot.storage.tables import (
    advisers,
    clients,
    consents,
    looks,
    milestones,
    outcomes,
    settings,
    sign_ins,
)
from bot.storage.tables import staff as members
from bot.storage.transaction_base import Rows

ADVISERS = select(advisers).order_by(advisers.c.id)
ALL_STAFF = select(members).order_by(members.c.id)
STAFF = select(members).where(members.c.id == bindparam("staff"))
DROP_STAFF = (
    delete(members).where(members.c.id == bindparam("dropped")),
    *(
        delete(table).where(table.c.staff == bindparam("dropped"))
        for table in (sign_ins, staff_addresses, link_codes, notices)
    ),
)
CLIENTS_OF = (
    select(clients.c.id)
    .where(clients.c.adviser == bindparam("of_adviser"))
    .order_by(clients.c.enrolled_at, clients.c.id)
)
ADD_SIGN_IN = insert(sign_ins)
USE_SIGN_IN = (
    delete(sign_ins)
    .where(sign_ins.c.token_hash == bindparam("token_hash"))
    .returning(sign_ins.c.staff, sign_ins.c.expires_at)
)
ADD_CONSENT = insert(consents)
CONSENTS = select(consents).where(consents.c.client == bindparam("client")).order_by(consents.c.id)
ADD_OUTCOME = insert(outcomes)
ALL_OUTCOMES = select(outcomes.c.client, outcomes.c.kind, outcomes.c.at, outcomes.c.by).order_by(
    outcomes.c.id
)
OUTCOMES = ALL_OUTCOMES.where(outcomes.c.client == bindparam("client"))
DROP_MILESTONE = delete(milestones).where(
    milestones.c.client == bindparam("of_client"), milestones.c.kind == bindparam("of_kind")
)
ALL_MILESTONES = select(milestones).order_by(milestones.c.at, milestones.c.client)
MILESTONES = ALL_MILESTONES.where(milestones.c.client == bindparam("client"))
ADD_LOOK = insert(looks)
LOOKS = (
    select(looks.c.staff, looks.c.client, looks.c.what, looks.c.at)
    .where(looks.c.client == bindparam("client"))
    .order_by(looks.c.id)
)
SETTING = select(settings.c.value).where(settings.c.name == bindparam("name"))


class PeopleRows(Rows):
    """Advisers, staff and their sign-in links."""

    def save_adviser(self, adviser: Adviser) -> None:
        """Keep an adviser."""
        self._merge(advisers, {"id": adviser.id, "adviser": adviser_as_text(adviser)})

    def advisers(self) -> tuple[Adviser, ...]:
        """Return all advisers."""
        return tuple(adviser_from_text(row["adviser"]) for row in self._rows(ADVISERS))

    def save_staff(self, staff: Staff) -> None:
        """Keep a member of staff."""
        self._merge(members, vars(staff))

    def staff(self, staff: str) -> Staff | None:
        """Return a member of staff."""
        row = self._row(STAFF, staff=staff)
        return Staff(**row) if row else None

    def all_staff(self) -> tuple[Staff, ...]:
        """Return all members of staff."""
        return tuple(Staff(**row) for row in self._rows(ALL_STAFF))

    def drop_staff(self, staff: str) -> None:
        """Let a member of staff sign in no more."""
        for statement in DROP_STAFF:
            self._change(statement, dropped=staff)

    def clients_of(self, adviser: str) -> tuple[str, ...]:
        """Return the ids of an adviser's clients."""
        return tuple(row["id"] for row in self._rows(CLIENTS_OF, of_adviser=adviser))

    def add_sign_in(self, token_hash: str, staff: str, expires_at: datetime) -> None:
        """Keep the hash of a sign-in link."""
        self._change(ADD_SIGN_IN, token_hash=token_hash, staff=staff, expires_at=utc(expires_at))

    def use_sign_in(self, token_hash: str, now: datetime) -> str | None:
        """Return whose link this is and spend it."""
        row = self._row(USE_SIGN_IN, token_hash=token_hash)
        return row["staff"] if row and row["expires_at"] > utc(now) else None


class RecordRows(Rows):
    """Consents, outcomes, looks and settings."""

    def add_consent(self, consent: Consent) -> None:
        """Keep a consent; the text that was shown is sealed."""
        key = self._key(consent.client)
        (number,) = self._next_numbers(consents, 1)
        sealed = key.seal(consent.text, f"consents:{number}")
        self._change(ADD_CONSENT, **{**vars(in_utc(consent)), "id": number, "text": sealed})

    def consents(self, client: str) -> tuple[Consent, ...]:
        """Return a client's consents."""
        kept = []
        for row in self._rows(CONSENTS, client=client):
            text = self._key(client).unseal(row["text"], f"consents:{row['id']}")
            kept.append(Consent(client, row["purpose"], row["given"], text, row["at"]))
        return tuple(kept)

    def add_outcome(self, outcome: Outcome) -> None:
        """Keep an outcome."""
        self._change(ADD_OUTCOME, **vars(in_utc(outcome)))

    def outcomes(self, client: str) -> tuple[Outcome, ...]:
        """Return a client's outcomes."""
        return tuple(Outcome(**row) for row in self._rows(OUTCOMES, client=client))

    def all_outcomes(self) -> tuple[Outcome, ...]:
        """Return the outcomes of all clients."""
        return tuple(Outcome(**row) for row in self._rows(ALL_OUTCOMES))

    def add_milestone(self, milestone: Milestone) -> None:
        """Keep when a client first came to a point."""
        self._add_new(milestones, [vars(in_utc(milestone))])

    def drop_milestone(self, client: str, kind: MilestoneKind) -> None:
        """Take a milestone back."""
        self._change(DROP_MILESTONE, of_client=client, of_kind=kind)

    def milestones(self, client: str) -> tuple[Milestone, ...]:
        """Return a client's milestones."""
        return tuple(Milestone(**row) for row in self._rows(MILESTONES, client=client))

    def all_milestones(self) -> tuple[Milestone, ...]:
        """Return the milestones of all clients."""
        return tuple(Milestone(**row) for row in self._rows(ALL_MILESTONES))

    def add_look(self, look: Look) -> None:
        """Log a look."""
        self._change(ADD_LOOK, **vars(in_utc(look)))

    def looks(self, client: str) -> tuple[Look, ...]:
        """Return who looked at a client's file."""
        return tuple(Look(**row) for row in self._rows(LOOKS, client=client))

    def setting(self, name: str) -> str | None:
        """Return a value of this installation."""
        row = self._row(SETTING, name=name)
        return row["value"] if row else None

    def save_setting(self, name: str, value: str) -> None:
        """Keep a value of this installation."""
        self._merge(settings, {"name": name, "value": value})
