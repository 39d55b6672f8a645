"""What a store raises when it refuses a row."""

from bot.errors import DatabaseError


class ConstraintError(DatabaseError):
    """A row was refused because it breaks a rule that the database holds.

    Such as: an update that was kept before, or a message for a client who was erased. The
    transaction is undone; trying again with fresh eyes is safe.
    """
