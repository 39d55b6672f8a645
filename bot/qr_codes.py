"""QR codes as drawing: on cards to print, and on pages to scan from another screen."""

import segno

QUIET_ZONE = 4
"""Modules around a QR code that stay white, as its standard asks."""


def qr_path(link: str) -> tuple[str, int]:
    """Return the dark modules of a QR code as an SVG path, and how many modules wide it is.

    Its error correction is medium, which a crumpled card survives.
    """
    matrix = segno.make(link, error="m").matrix
    dark = (
        f"M{column + QUIET_ZONE} {row + QUIET_ZONE}h1v1h-1z"
        for row, modules in enumerate(matrix)
        for column, is_dark in enumerate(modules)
        if is_dark
    )
    return "".join(dark), len(matrix) + 2 * QUIET_ZONE
