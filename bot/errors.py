"""The errors that reach a person.

MaxWWError
├── DeliveryError      a channel did not take a message
├── DatabaseError      the database cannot be reached or is of another version
├── KeyFileError       the file with the installation's key is missing or damaged
└── ContentError       a script, programme or norm that is needed cannot be used
"""


class MaxWWError(Exception):
    """Something went wrong that a person can do something about."""


class DeliveryError(MaxWWError):
    """A channel did not take a message."""

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting


class DatabaseError(MaxWWError):
    """The database cannot be reached or is of another version."""


class KeyFileError(MaxWWError):
    """The file with the installation's key is missing or damaged."""


class ContentError(MaxWWError):
    """A script, programme or norm that is needed cannot be used."""
