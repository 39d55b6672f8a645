"""Days that a question offers, put again later: each says whether it is full at that moment."""

from bot.dialogue.conversation import Frame, Option
from bot.usecases.actions.meeting import labels_of, session_label
from bot.usecases.talk import Talk
from scheduler.records import changed


def renew_days(talk: Talk) -> None:
    """Let the days that are offered say how they stand now, before their question is put again.

    A session that is not held as it was shown stays as it is: choosing it books nothing.
    """
    conversation = talk.conversation
    if conversation is None or not any(map(_offers_days, conversation.frames)):
        return
    frames = tuple(
        changed(frame, options=tuple(_renewed(talk, each) for each in frame.options))
        if _offers_days(frame)
        else frame
        for frame in conversation.frames
    )
    talk.conversation = changed(conversation, frames=frames)


def _offers_days(frame: Frame) -> bool:
    return any(option.starts for option in frame.options)


def _renewed(talk: Talk, option: Option) -> Option:
    session = talk.tx.session(option.id) if option.starts else None
    if session is not None:
        for with_place in (False, True):
            if option.label in labels_of(talk, session, with_place=with_place):
                return changed(option, label=session_label(talk, session, with_place=with_place))
    return option
