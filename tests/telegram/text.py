"""Text as Telegram counts and reads it: UTF-16 units, HTML tags, commands and links."""

import html
import re
from dataclasses import dataclass, field

from tests.telegram.refusal import Refusal, bad_request
from tests.telegram.schema import Json

_TAG = re.compile(
    r"""<(?P<end>/?)(?P<inside>(?:[^<>"']|"[^"]*"|'[^']*')*)>"""
    r"|(?P<entity>&(?:\#\d+|\#x[0-9a-fA-F]+|lt|gt|amp|quot);)|(?P<open><)"
)
_ATTRIBUTE = re.compile(r"""([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?)"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31})"
    r"|(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)]"
    r"|\b(?:[a-z0-9-]+\.)+(?:nl|com|org|eu)\b(?:/[^\s<>\"]*)?)"
)


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def found_entities(text: str) -> list[Json]:
    """Return the commands, links and mentions that Telegram finds in a text by itself."""
    return [
        {
            "type": match.lastgroup,
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }
        for match in _FOUND.finditer(text)
    ]


def with_found_entities(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram finds by itself where no entity is yet."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in entities]
    free = [
        found
        for found in found_entities(text)
        if all(
            found["offset"] + found["length"] <= begin or found["offset"] >= end
            for begin, end in taken
        )
    ]
    return sorted([*entities, *free], key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Take the white space off both ends; the entities move along."""
    shift = units(text[: len(text) - len(text.lstrip())])
    kept = text.strip()
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, units(kept))
        if end > begin:
            moved.append({**entity, "offset": begin, "length": end - begin})
    return kept, moved


@dataclass
class _Reading:
    """What is read of an HTML text so far."""

    source: str
    text: list[str] = field(default_factory=list)
    at: int = 0
    open: list[tuple[str, Json]] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def add(self, piece: str) -> None:
        self.text.append(piece)
        self.at += units(piece)

    def refusal(self, reason: str, position: int) -> Refusal:
        offset = len(self.source[:position].encode())
        return bad_request(f"can't parse entities: {reason.replace('{offset}', str(offset))}")


def parsed_html(source: str) -> tuple[str, list[Json]]:
    """Return the text of Telegram's HTML and its entities, or refuse it as Telegram does."""
    reading = _Reading(source)
    last = 0
    for match in _TAG.finditer(source):
        reading.add(source[last : match.start()])
        last = match.end()
        if match["entity"]:
            reading.add(html.unescape(match["entity"]))
        elif match["open"]:
            raise reading.refusal("Unclosed start tag at byte offset {offset}", match.start())
        elif match["end"]:
            _close(reading, match["inside"].strip().lower(), match.start())
        else:
            _open(reading, match["inside"], match.start())
    reading.add(source[last:])
    if reading.open:
        name = reading.open[-1][0]
        raise reading.refusal(f'Can\'t find end tag corresponding to start tag "{name}"', last)
    return "".join(reading.text), reading.entities


def _open(reading: _Reading, inside: str, position: int) -> None:
    name, _, rest = inside.strip().lower().partition(" ")
    raw = inside.strip()[len(name) :]
    attributes = {key: a or b or c for key, a, b, c in _ATTRIBUTE.findall(raw)}
    if name not in _KINDS:
        raise reading.refusal(f'Unsupported start tag "{name}" at byte offset {{offset}}', position)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise reading.refusal(
            'Tag "span" must have class "tg-spoiler" at byte offset {offset}', position
        )
    entity: Json = {"type": _KINDS[name], "offset": reading.at, "length": 0}
    if name == "a":
        entity["url"] = html.unescape(attributes.get("href", ""))
    elif name == "tg-emoji":
        entity["custom_emoji_id"] = attributes.get("emoji-id", "")
    elif name == "blockquote" and "expandable" in rest:
        entity["type"] = "expandable_blockquote"
    elif name == "code" and attributes.get("class", "").startswith("language-"):
        entity["language"] = attributes["class"].removeprefix("language-")
    reading.open.append((name, entity))


def _close(reading: _Reading, name: str, position: int) -> None:
    if not reading.open:
        raise reading.refusal("Unexpected end tag at byte offset {offset}", position)
    expected, entity = reading.open.pop()
    if name not in ("", expected):
        raise reading.refusal(
            f'Unmatched end tag at byte offset {{offset}}, expected "</{expected}>", '
            f'found "</{name}>"',
            position,
        )
    entity["length"] = reading.at - entity["offset"]
    language = entity.pop("language", None)
    if language and reading.open and reading.open[-1][1]["type"] == "pre":
        reading.open[-1][1]["language"] = language
    elif entity["length"] and entity.get("url", "-"):
        reading.entities.append(entity)
