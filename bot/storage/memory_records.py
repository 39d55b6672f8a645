"""Content, staff, consents, outcomes and settings in memory."""

from datetime import datetime

from bot.advisers import Adviser
from bot.records import (
    Consent,
    ContentKind,
    Draft,
    Look,
    Milestone,
    MilestoneKind,
    Outcome,
    Revision,
    Staff,
)
from bot.storage.memory_base import Subject
from bot.storage.moments import in_utc, utc


class MemoryContent(Subject):
    """Revisions and drafts of scripts and programmes."""

    def publish(self, kind: ContentKind, id: str, text: str, by: str, at: datetime) -> Revision:  # noqa: A002 - the word of the design
        """Keep a new revision and drop the draft."""
        earlier = self._tables.revisions.get((kind, id)) or ()
        revision = Revision(kind, id, len(earlier) + 1, text, utc(at), by)
        self._tables.revisions.put((kind, id), (*earlier, revision))
        latest = {**self.latest_revisions(kind), id: revision.number}
        self._tables.latest.put(kind, dict(sorted(latest.items())))
        self._tables.drafts.drop((kind, id))
        return revision

    def revision(self, kind: ContentKind, id: str, number: int = 0) -> Revision | None:  # noqa: A002 - as above
        """Return a revision, or the latest."""
        newest_first = self.revisions(kind, id)
        return next((r for r in newest_first if number in (0, r.number)), None)

    def revisions(self, kind: ContentKind, id: str) -> tuple[Revision, ...]:  # noqa: A002 - as above
        """Return all revisions, the newest first."""
        return (self._tables.revisions.get((kind, id)) or ())[::-1]

    def latest_revisions(self, kind: ContentKind) -> dict[str, int]:
        """Return the latest number of each."""
        return dict(self._tables.latest.get(kind) or {})

    def save_draft(self, draft: Draft) -> None:
        """Keep a draft."""
        self._tables.drafts.put((draft.kind, draft.id), in_utc(draft))

    def draft(self, kind: ContentKind, id: str) -> Draft | None:  # noqa: A002 - as above
        """Return a draft."""
        return self._tables.drafts.get((kind, id))

    def drop_draft(self, kind: ContentKind, id: str) -> None:  # noqa: A002 - as above
        """Throw a draft away."""
        self._tables.drafts.drop((kind, id))


class MemoryPeople(Subject):
    """Advisers, staff and their sign-in links."""

    def save_adviser(self, adviser: Adviser) -> None:
        """Keep an adviser."""
        self._tables.advisers.put(adviser.id, adviser)

    def advisers(self) -> tuple[Adviser, ...]:
        """Return all advisers."""
        return tuple(sorted(self._tables.advisers.rows(), key=lambda adviser: adviser.id))

    def save_staff(self, staff: Staff) -> None:
        """Keep a member of staff."""
        self._tables.staff.put(staff.id, staff)

    def staff(self, staff: str) -> Staff | None:
        """Return a member of staff."""
        return self._tables.staff.get(staff)

    def all_staff(self) -> tuple[Staff, ...]:
        """Return all members of staff."""
        return tuple(sorted(self._tables.staff.rows(), key=lambda staff: staff.id))

    def drop_staff(self, staff: str) -> None:
        """Let a member of staff sign in no more."""
        tables = self._tables
        tables.staff.drop(staff)
        for token in list(tables.sign_ins):
            if (tables.sign_ins.get(token) or ("",))[0] == staff:
                tables.sign_ins.drop(token)
        for key in [key for key in tables.staff_addresses if key[0] == staff]:
            tables.staff_addresses.drop(key)
        for token in list(tables.link_codes):
            owned = tables.link_codes.get(token)
            if owned is not None and owned[0].staff == staff:
                tables.link_codes.drop(token)
        for notice in [each for each in tables.notices.rows() if each.staff == staff]:
            tables.notices.drop(notice.id)
            tables.pending_notices.drop(notice.id)

    def clients_of(self, adviser: str) -> tuple[str, ...]:
        """Return the ids of an adviser's clients."""
        clients = [client for client, _ in self._tables.clients.rows()]
        own = [client for client in clients if client.adviser == adviser]
        return tuple(c.id for c in sorted(own, key=lambda c: (c.enrolled_at, c.id)))

    def add_sign_in(self, token_hash: str, staff: str, expires_at: datetime) -> None:
        """Keep the hash of a sign-in link."""
        self._tables.sign_ins.add(token_hash, (staff, utc(expires_at)))

    def use_sign_in(self, token_hash: str, now: datetime) -> str | None:
        """Return whose link this is and spend it."""
        staff, expires_at = self._tables.sign_ins.drop(token_hash) or ("", utc(now))
        return staff if expires_at > utc(now) else None


class MemoryRecords(Subject):
    """Consents, outcomes, looks and settings."""

    def add_consent(self, consent: Consent) -> None:
        """Keep a consent."""
        self._must_know(consent.client)
        self._tables.consents.append(consent.client, in_utc(consent))

    def consents(self, client: str) -> tuple[Consent, ...]:
        """Return a client's consents."""
        return self._tables.consents.of(client)

    def add_outcome(self, outcome: Outcome) -> None:
        """Keep an outcome."""
        self._must_know(outcome.client)
        self._tables.outcomes.append(outcome.client, in_utc(outcome))

    def outcomes(self, client: str) -> tuple[Outcome, ...]:
        """Return a client's outcomes."""
        return self._tables.outcomes.of(client)

    def all_outcomes(self) -> tuple[Outcome, ...]:
        """Return the outcomes of all clients."""
        log = self._tables.outcomes
        every = (outcome for client in log.owners() for outcome in log.of(client))
        return tuple(sorted(every, key=lambda outcome: outcome.at))

    def add_milestone(self, milestone: Milestone) -> None:
        """Keep when a client first came to a point."""
        self._must_know(milestone.client)
        if all(
            each.kind != milestone.kind for each in self._tables.milestones.of(milestone.client)
        ):
            self._tables.milestones.append(milestone.client, in_utc(milestone))

    def drop_milestone(self, client: str, kind: MilestoneKind) -> None:
        """Take a milestone back."""
        kept = tuple(each for each in self._tables.milestones.of(client) if each.kind != kind)
        self._tables.milestones.put(client, kept)

    def milestones(self, client: str) -> tuple[Milestone, ...]:
        """Return a client's milestones."""
        return tuple(sorted(self._tables.milestones.of(client), key=lambda each: each.at))

    def all_milestones(self) -> tuple[Milestone, ...]:
        """Return the milestones of all clients."""
        log = self._tables.milestones
        every = (each for client in log.owners() for each in log.of(client))
        return tuple(sorted(every, key=lambda each: (each.at, each.client)))

    def add_look(self, look: Look) -> None:
        """Log a look."""
        self._must_know(look.client)
        self._tables.looks.append(look.client, in_utc(look))

    def looks(self, client: str) -> tuple[Look, ...]:
        """Return who looked at a client's file."""
        return self._tables.looks.of(client)

    def setting(self, name: str) -> str | None:
        """Return a value of this installation."""
        return self._tables.settings.get(name)

    def save_setting(self, name: str, value: str) -> None:
        """Keep a value of this installation."""
        self._tables.settings.put(name, value)
