"""Leaves talks that are about nothing any more, or that nobody began to answer. Pure.

A place is part of the talk of the place below it when that one called it, and a talk of its own
when it broke in.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.dialogue.conversation import OPEN_QUESTION, Conversation, Frame

Talk = tuple[Frame, ...]
"""Places that called each other, the last one of which waits or was broken into."""


def without(conversation: Conversation, scripts: Collection[str]) -> Conversation | None:
    """Return a conversation without the talks of these scripts and what they called; None if empty.

    What called such a script goes on after it. When the open question was left, the conversation
    is held: the next event takes it up again with a line about what it is about.
    """
    kept: list[Frame] = []
    for talk in _talks(conversation.frames):
        gone = next((n for n, frame in enumerate(talk) if frame.script in scripts), len(talk))
        stays = talk[:gone]
        if gone < len(talk) and stays:  # its caller goes on, and has to be taken up
            stays = (*stays[:-1], replace(stays[-1], interrupted=True))
        kept.extend(stays)
    return _with_frames(conversation, kept)


def talk_of_question(conversation: Conversation | None, scripts: Collection[str]) -> str:
    """Return which of these scripts began the talk of the open question; empty when none did."""
    if conversation is None or conversation.awaiting not in OPEN_QUESTION:
        return ""
    asking = _talks(conversation.frames)[-1]
    return next((frame.script for frame in asking if frame.script in scripts), "")


def only_begun(conversation: Conversation, keep: Collection[str] = ()) -> Conversation | None:
    """Return a conversation without the talks in which nothing was answered; None if empty.

    What waits for time to pass is no question, and stays, as do the talks of scripts to `keep`.
    """
    talks = _talks(conversation.frames)
    begun = [
        talk
        for talk in talks
        if any(each.asked or each.wake or each.script in keep for each in talk)
    ]
    return _with_frames(conversation, [frame for talk in begun for frame in talk])


def _talks(frames: Sequence[Frame]) -> list[Talk]:
    """Return the places by talk: each one that was broken into ends a talk."""
    talks: list[list[Frame]] = [[]]
    for frame in frames:
        talks[-1].append(frame)
        if frame.interrupted:
            talks.append([])
    return [tuple(talk) for talk in talks if talk]


def _with_frames(conversation: Conversation, frames: Sequence[Frame]) -> Conversation | None:
    """Return the conversation with these places only; what was answered cannot be undone then."""
    if tuple(frames) == conversation.frames:
        return conversation
    if not frames:
        return None
    if frames[-1] == conversation.place:
        return replace(conversation, frames=tuple(frames), answered=())
    return replace(
        conversation, frames=tuple(frames), awaiting="held", answered=(), perhaps=(), tries=0
    )
