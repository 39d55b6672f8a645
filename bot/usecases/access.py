"""Who of the staff may open which handoff, and which ones stand in their list."""

from bot.advisers import Adviser
from bot.dossier import TRANSFER
from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Staff


class Access:
    """What one member of staff may see, for as long as one transaction lasts.

    A handoff is opened by its adviser, by that adviser's stand-in and by the advisers of the
    client's programme. When the client handed answers on to an organisation, only its own advisers
    do so, until somebody else must stand in. Coordinators write scripts, for which they need
    nobody's talk: they see in the list that somebody waits, not who, unless their account is an
    adviser's too.
    """

    def __init__(self, tx: Transaction, staff: Staff) -> None:
        self._tx = tx
        self._staff = staff
        self._advisers: dict[str, Adviser] = {adviser.id: adviser for adviser in tx.advisers()}

    def may_open(self, handoff: Handoff) -> bool:
        """Say whether this member of staff may read the talk and answer in it."""
        staff = self._staff
        if staff.role != "adviser" and not staff.adviser:
            return False
        if handoff.adviser == (staff.adviser or staff.id):
            return True
        held_by = self._advisers.get(handoff.adviser)
        if held_by is not None and self._stands_in(held_by, handoff):
            return True
        file = self._tx.client(handoff.client)
        inside = self._programme(file.client.programme) if file else frozenset()
        if handoff.topic == TRANSFER and held_by is not None:
            inside &= self._colleagues(held_by)
        if not handoff.adviser and not inside:
            return True  # without any adviser somebody must be able to help
        return staff.adviser in inside

    def sees(self, handoff: Handoff) -> bool:
        """Say whether a handoff stands in the list of this member of staff."""
        return self._staff.role == "coordinator" or self.may_open(handoff)

    def _stands_in(self, held_by: Adviser, handoff: Handoff) -> bool:
        """Say whether this member of staff stands in; of another organisation only in real need.

        What was handed on to one organisation is for the other when nobody answered in time.
        """
        me = self._staff.adviser
        if not me or held_by.stand_in != me:
            return False
        needed = handoff.topic != TRANSFER or bool(handoff.escalation)
        return needed or me in self._colleagues(held_by)

    def _colleagues(self, held_by: Adviser) -> frozenset[str]:
        """Return the advisers of somebody's own organisation."""
        return frozenset(a.id for a in self._advisers.values() if a.is_colleague_of(held_by))

    def _programme(self, programme: str) -> frozenset[str]:
        """Return the advisers of a programme."""
        return frozenset(a.id for a in self._advisers.values() if programme in a.programmes)


def unanswered(tx: Transaction, staff: Staff) -> int:
    """Return how many handoffs in a list nobody has answered yet."""
    access = Access(tx, staff)
    waiting = (handoff for handoff in tx.handoffs(active=True) if handoff.answered_at is None)
    return sum(1 for handoff in waiting if access.sees(handoff))
