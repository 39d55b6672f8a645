"""Brings `locales/` up to date with the texts: `python -m bot.texts.update [LANGUAGE]`.

With a language that is not there yet, its empty catalogues are added.
"""

import sys
from collections.abc import Sequence

from babel import UnknownLocaleError

from bot.settings import ROOT
from bot.texts.translations import missing, new_language, update


def main(arguments: Sequence[str]) -> int:
    """Write the catalogues and say how much is still to be translated."""
    locales = ROOT / "locales"
    try:
        for language in arguments:
            new_language(locales, language)
    except (UnknownLocaleError, ValueError) as error:
        sys.stderr.write(f"{error}. Expected a language such as en, ar or pl.\n")
        return 1
    for (language, domain), catalog in update(ROOT, locales).items():
        left = len(missing(catalog))
        sys.stdout.write(f"{language} {domain}: {len(catalog)} texts, {left} to translate\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
