"""The command `maxww`."""


def main() -> None:
    """Run the command line."""
