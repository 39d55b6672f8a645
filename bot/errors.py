"""The errors that reach a person.

MaxWWError
├── DeliveryError      a channel did not take a message
│   └── FloodError     it was too much at once; the channel says how long to wait
├── DatabaseError      the database cannot be reached or is of another version
├── KeyFileError       the file with the installation's key is missing or damaged
└── ContentError       a script, programme or norm that is needed cannot be used
"""


class MaxWWError(Exception):
    """Something went wrong that a person can do something about."""


class DeliveryError(MaxWWError):
    """A channel did not take a message.

    `lasting`: trying again is of no use. `unreachable`: this client takes no messages there.
    """

    def __init__(self, message: str, *, lasting: bool = False, unreachable: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting or unreachable
        self.unreachable = unreachable


class FloodError(DeliveryError):
    """A channel takes nothing for some seconds, from one chat or from anybody."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the channel asks to wait {seconds:g} seconds")
        self.seconds = seconds


class DatabaseError(MaxWWError):
    """The database cannot be reached or is of another version."""


class KeyFileError(MaxWWError):
    """The file with the installation's key is missing or damaged."""


class ContentError(MaxWWError):
    """A script, programme or norm that is needed cannot be used."""
