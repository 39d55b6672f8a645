"""The funnel and the end states of a simulation as a chart: a self-contained SVG file."""

from collections.abc import Iterator, Mapping
from html import escape

from bot.simulation.report import Report

WIDTH, BAR, GAP, LABEL, NUMBER = 720, 24, 10, 190, 110
"""Pixels: of the chart, of a bar, between bars, for the words left and the number right."""
FILL, INK = "#2a5b84", "#1d1d1d"


def chart(report: Report, title: str, names: Mapping[str, str]) -> str:
    """Return the chart; `names` has the words for each step and end state."""
    groups = (report.steps, report.end_states)
    rows = sum(map(len, groups))
    height = 60 + rows * (BAR + GAP) + len(groups) * 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" role="img" '
        f'font-family="sans-serif" font-size="15" fill="{INK}"><title>{escape(title)}</title>',
        f'<text x="10" y="28" font-size="18">{escape(title)}</text>',
    ]
    top = 50
    for group in groups:
        parts += _bars(group, report.clients, names, top)
        top += len(group) * (BAR + GAP) + 30
    return "\n".join([*parts, "</svg>", ""])


def _bars(
    counts: Mapping[str, int], clients: int, names: Mapping[str, str], top: int
) -> Iterator[str]:
    room = WIDTH - LABEL - NUMBER
    for row, (name, count) in enumerate(counts.items()):
        y = top + row * (BAR + GAP)
        width = round(room * count / clients) if clients else 0
        share = f"{count} ({count / clients:.0%})" if clients else str(count)
        yield f'<text x="10" y="{y + 17}">{escape(names.get(name, name))}</text>'
        yield f'<rect x="{LABEL}" y="{y}" width="{width}" height="{BAR}" fill="{FILL}"/>'
        yield f'<text x="{LABEL + width + 8}" y="{y + 17}">{share}</text>'
