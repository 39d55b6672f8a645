"""Plays the walks of a script with the published text and with a new one, and compares them."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.scripts.content import Content
from bot.settings import Settings
from bot.walks import BOT, PretendWorld, Walk, play_in, read_walk, walk_files

log = logging.getLogger(__name__)

Break = Literal["", "stumbles", "not-understood", "other-end"]
"""What is wrong with a walk: it cannot be played, an answer is not taken, or it ends elsewhere."""


@dataclass(frozen=True)
class Trial:
    """One walk as it was played: what was said, how it stood at the end, and what went wrong."""

    transcript: str = ""
    end: tuple[str, ...] = ()
    not_understood: int = 0
    stumbled: bool = False


@dataclass(frozen=True)
class WalkDifference:
    """A walk that goes otherwise with a new text than with the published one."""

    title: str
    before: str
    after: str
    broken: Break


async def compare_walks(
    settings: Settings, content: Content, published: Mapping[str, str], script: str, text: str
) -> tuple[WalkDifference, ...]:
    """Return the walks of a script that go otherwise with a new text, in order of their files.

    `published` are the texts of all scripts, as clients meet them now.
    """
    own = {name: each for name, each in published.items() if content.scripts.get(name) != each}
    differences = []
    for path in walk_files(settings.dialogues / "walks"):
        if path.parent.name != script:
            continue
        walk = read_walk(path.read_text(encoding="utf-8"))
        before = await _tried(settings, content, walk, own)
        after = await _tried(settings, content, walk, {**own, script: text})
        await asyncio.sleep(0)  # clients are not kept waiting until all walks are played
        if before != after:
            title = walk.title or path.stem
            broken = _break(before, after)
            differences.append(WalkDifference(title, before.transcript, after.transcript, broken))
    return tuple(differences)


class LatestTrial:
    """The walks of the text that was tried last: it is looked at again before it is published."""

    def __init__(self, settings: Settings, content: Content) -> None:
        self._settings = settings
        self._content = content
        self._tried: tuple[Mapping[str, str], str, str] | None = None
        self._found: tuple[WalkDifference, ...] = ()

    async def walks(
        self, published: Mapping[str, str], script: str, text: str
    ) -> tuple[WalkDifference, ...]:
        """Return what `compare_walks` gives, without playing the same twice."""
        if self._tried != (published, script, text):
            found = await compare_walks(self._settings, self._content, published, script, text)
            self._tried, self._found = (published, script, text), found
            return found
        return self._found


async def _tried(
    settings: Settings, content: Content, walk: Walk, texts: Mapping[str, str]
) -> Trial:
    """Play a walk in a world with these texts; what stops it is part of how it went."""
    world = PretendWorld(settings, content, walk.now, texts)
    lines: list[str] = []
    not_understood = 0
    try:
        async for line in play_in(world, walk):
            lines.append(line)
            not_understood += line.startswith(BOT) and world.not_understood
    except Exception as error:  # whatever stops a walk is what must be shown of it
        log.info("The walk “%s” cannot be played: %s: %s", walk.title, type(error).__name__, error)
        return Trial("\n".join(lines), stumbled=True)
    transcript = "\n".join(lines)
    sorry = world.assistant.around.phrasebook.say("engine.stumbled", {}, walk.language)
    return Trial(transcript, world.standing, not_understood, sorry in transcript)


def _break(before: Trial, after: Trial) -> Break:
    if after.stumbled and not before.stumbled:
        return "stumbles"
    if after.not_understood > before.not_understood:
        return "not-understood"
    return "other-end" if after.end != before.end else ""
