"""What people send besides text, as it looks in a message."""

from collections.abc import Callable

from tests.telegram.schema import Json


def _file(name: str, **more: object) -> Json:
    return {
        "file_id": f"AgACAgQAAxkBAAIB{name}AAIfqDEbMADq",
        "file_unique_id": f"AQAD{name}",
        "file_size": 48_213,
        **more,
    }


def _photo() -> Json:
    sizes = ((90, 67, 1_253), (320, 240, 14_501), (1280, 960, 151_224))
    return {
        "photo": [
            _file(f"photo{width}", width=width, height=height) | {"file_size": size}
            for width, height, size in sizes
        ]
    }


def _document() -> Json:
    thumbnail = _file("thumbnail", width=226, height=320)
    return {
        "document": _file(
            "document", file_name="brief.pdf", mime_type="application/pdf", thumbnail=thumbnail
        )
    }


def _sticker() -> Json:
    return {
        "sticker": _file(
            "sticker",
            type="regular",
            width=512,
            height=512,
            is_animated=False,
            is_video=False,
            emoji="👍",
            set_name="Duimen",
        )
    }


def _video() -> Json:
    seen = {"width": 640, "height": 480, "duration": 12, "mime_type": "video/mp4"}
    return {"video": _file("video", file_name="video.mp4", **seen)}


def _animation() -> Json:
    seen = {"width": 320, "height": 240, "duration": 3, "mime_type": "video/mp4"}
    animation = _file("animation", file_name="zwaai.mp4", **seen)
    plain = {
        name: value
        for name, value in animation.items()
        if name not in ("width", "height", "duration")
    }
    return {"animation": animation, "document": plain}


def _voice() -> Json:
    return {"voice": _file("voice", duration=4, mime_type="audio/ogg")}


def _audio() -> Json:
    return {
        "audio": _file(
            "audio", duration=183, mime_type="audio/mpeg", title="Lied", performer="Koor"
        )
    }


def _video_note() -> Json:
    return {"video_note": _file("note", length=240, duration=6)}


def _contact() -> Json:
    # 06-0000... is a number that nobody has
    return {"contact": {"phone_number": "+31600000000", "first_name": "Karin", "user_id": 4001}}


def _location() -> Json:
    return {"location": {"latitude": 52.0907, "longitude": 5.1214, "horizontal_accuracy": 20.5}}


def _venue() -> Json:
    place = {"latitude": 52.0907, "longitude": 5.1214}
    venue = {"location": place, "title": "Werkplein", "address": "Stationsplein 1, Utrecht"}
    return {"venue": venue, "location": place}


def _poll() -> Json:
    options = [
        {"persistent_id": f"{number}", "text": text, "voter_count": 0}
        for number, text in enumerate(("Ja", "Nee"))
    ]
    return {
        "poll": {
            "id": "5368324170671202286",
            "question": "Komt u ook?",
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    }


def _dice() -> Json:
    return {"dice": {"emoji": "🎲", "value": 4}}


def _forwarded() -> Json:
    origin = {"type": "hidden_user", "sender_user_name": "Karin", "date": 1_800_000_000}
    return {"forward_origin": origin, "text": "Dit kreeg ik van het Werkplein."}


PAYLOADS: dict[str, Callable[[], Json]] = {
    "animation": _animation,
    "audio": _audio,
    "contact": _contact,
    "dice": _dice,
    "document": _document,
    "forwarded": _forwarded,
    "location": _location,
    "photo": _photo,
    "poll": _poll,
    "sticker": _sticker,
    "venue": _venue,
    "video": _video,
    "video_note": _video_note,
    "voice": _voice,
}
"""What a person can send, by kind."""
WITH_CAPTION = frozenset({"animation", "audio", "document", "photo", "video", "voice"})
"""The kinds that may have a text below them."""


def payload(kind: str, caption: str = "") -> Json:
    """Return the content of a message of a kind."""
    if kind not in PAYLOADS:
        raise ValueError(f"Nobody can send {kind!r} here; known are: {', '.join(PAYLOADS)}.")
    if caption and kind not in WITH_CAPTION:
        raise ValueError(f"A message of the kind {kind!r} has no caption.")
    return PAYLOADS[kind]() | ({"caption": caption} if caption else {})
