"""The heart: one event in, the new conversation and its effects out. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.dialogue.accepting import button_in_words, open_question
from bot.dialogue.answers import NotUnderstood
from bot.dialogue.conversation import Answered, Conversation, Frame
from bot.dialogue.effects import Effect, Heard, Say
from bot.dialogue.events import (
    Applied,
    Command,
    Event,
    Interrupt,
    Press,
    Return,
    Start,
    Text,
    Wake,
)
from bot.dialogue.facts import UNKNOWN, Fact, fact_from_json
from bot.dialogue.script import World
from bot.dialogue.steps import NONE_OF_THESE, Ask, DoAction, Wait
from bot.dialogue.turn import Turn
from bot.dialogue.wording import Wording, phrase
from scheduler.records import changed, record

RECAP_AFTER = timedelta(hours=20)
"""After this silence a returning client first reads what the talk was about."""

STILL_HOLDS = timedelta(days=7)
"""So long after its latest answer a long talk goes on where it was; later it begins anew, and asks
whether what was told still holds."""

UNDERSTOOD_COMMANDS = ("back", "why", "skip", "unknown", "repeat", "restart", "help")


@record(frozen=True)
class Turned:
    """What a turn gave: the conversation to keep (None when it has ended), and its effects.

    `passed`: the script and step of the question that the client went on from, if they did.
    """

    conversation: Conversation | None
    effects: tuple[Effect, ...]
    passed: tuple[str, str] | None = None


def advance(
    world: World,
    conversation: Conversation | None,
    facts: Mapping[str, Fact],
    event: Event,
    now: datetime,
    asked: int = 0,
) -> Turned:
    """Move a conversation on by one event; `now` is aware and in the client's time zone.

    `asked` is the highest number that a question of this client ever had: a new talk counts on
    from there, so that a button of an earlier talk never answers a question of this one.

    Raises KeyError when a script or revision is gone that the conversation is pinned to.
    """
    if isinstance(event, Start):
        conversation = _begin(world, conversation, event.script, now, asked)
        event = Return()
    elif conversation is None and isinstance(event, Interrupt | Text):
        fallback = world.vocabulary.fallback_script
        script = event.script if isinstance(event, Interrupt) else fallback
        conversation = _begin(world, None, script, now, asked)
        event = Return()
    elif conversation is None:
        return Turned(None, _nothing_under_way(event))
    turn = Turn(world, conversation, dict(facts), now)
    _take(turn, event, silent_for=now - conversation.last_at)
    turn.run()
    kept = turn.saved()
    if kept is not None and isinstance(event, Return):
        # Looking at the page is no part in the talk: what falls due must not wait for it.
        kept = changed(kept, last_at=conversation.last_at)
    return Turned(kept, tuple(turn.effects), turn.passed)


def _nothing_under_way(event: Event) -> tuple[Effect, ...]:
    """Answer a button or command that belongs to no talk; a client who just looks gets nothing."""
    if isinstance(event, Press):
        return (Say(phrase("engine.old-button")),)
    if isinstance(event, Command):
        return (Say(phrase("engine.help" if event.word == "help" else "engine.no-question")),)
    return ()


def _begin(
    world: World, before: Conversation | None, script: str, now: datetime, asked: int
) -> Conversation:
    """Begin a script; an unfinished talk that can be picked up later stays below it."""
    begun = world.library.script(script)
    frame = Frame(begun.id, begun.revision, begun.start)
    kept = _resumable(world, before, script) if before else ()
    return Conversation(
        (*kept, frame),
        started_at=now,
        last_at=now,
        question=max(asked, before.question if before else 0),
    )


def _resumable(world: World, before: Conversation, script: str) -> tuple[Frame, ...]:
    """Return the places of an unfinished talk that is picked up after this script."""
    if before.awaiting in ("nothing", "outcome"):
        return ()
    frames = [
        frame
        for frame in before.frames
        if frame.script != script and world.library.script(frame.script, frame.revision).resume
    ]
    return (*frames[:-1], replace(frames[-1], interrupted=True)) if frames else ()


def _take(turn: Turn, event: Event, silent_for: timedelta) -> None:
    """Take in one event; afterwards steps run until something is awaited."""
    turn.recapped = turn.recapped and isinstance(event, Return)
    match event:
        case Interrupt(script):
            _interrupt(turn, script)
        case Applied() if isinstance(turn.step, DoAction):
            turn.step.applied(turn, event)
        case Wake(key):
            _wake(turn, key)
        case Command(word):
            _command(turn, word)
        case Text(text):
            _text(turn, text, silent_for)
        case Press(question, choice):
            _press(turn, question, choice)
        case Return() if turn.awaiting == "held" and not turn.world.quiet:
            turn.pick_up()
        case Return():
            _come_back(turn, silent_for)
        case _:
            pass


def _wake(turn: Turn, key: int) -> None:
    """End the wait that this wake-up was planned for; one that was interrupted is passed over."""
    for n, frame in enumerate(turn.frames):
        step = turn.world.library.script(frame.script, frame.revision).steps[frame.step]
        if frame.wake != key or not isinstance(step, Wait):
            continue
        if n == len(turn.frames) - 1 and turn.awaiting == "wake":
            turn.awaiting = "nothing"
            turn.go(step.next)
        elif step.next:
            turn.frames[n] = replace(frame, step=step.next, wake=0)
        elif n < len(turn.frames) - 1:
            del turn.frames[n]
        return


def _interrupt(turn: Turn, script: str) -> None:
    """Let a script break in; in a crisis nothing else goes on afterwards.

    A script that is under way already begins anew, without what was on top of it; a long one that
    something else broke into goes on where it was.
    """
    places = [n for n, frame in enumerate(turn.frames) if frame.script == script]
    broken_into = _broken_into(turn, places)
    if broken_into is not None and script != turn.world.vocabulary.crisis_script:
        turn.leave_above(broken_into)
        return
    if script == turn.world.vocabulary.crisis_script:
        places = [0]
    if places:
        del turn.frames[places[0] :]
        turn.awaiting = "nothing"
        turn.tries = 0
    turn.enter(script)


def _broken_into(turn: Turn, places: list[int]) -> int | None:
    """Return where a script that counts its questions was broken into, not long after an answer."""
    for place in places[:1]:
        frame = turn.frames[place]
        waits = [n for n, each in enumerate(turn.frames[:-1]) if each.interrupted and n >= place]
        counts = turn.world.library.script(frame.script, frame.revision).questions
        told = [fact.at for fact in turn.facts.values() if fact.source == frame.script]
        if waits and counts and told and turn.now - max(told) <= STILL_HOLDS:
            return waits[0]
    return None


def _text(turn: Turn, text: str, silent_for: timedelta) -> None:
    ask = open_question(turn)
    if ask is None:
        if turn.awaiting == "held" and not turn.world.quiet:
            turn.pick_up()
        else:
            turn.say(phrase("engine.no-question"))
        return
    button = button_in_words(turn, ask, text)
    if button:
        _press(turn, turn.question, button)
        return
    if ask.waits_for_yes_or_no(turn) and not ask.wants_bare_yes(turn):
        agrees, text = turn.world.vocabulary.agreement(text)
        if agrees is not None:
            _confirmed(turn, ask, agrees, text)
            return
    value = ask.read(turn, text)
    if not isinstance(value, NotUnderstood):
        ask.answer(turn, value)
    elif step := ask.told_in(turn, text):
        ask.turn_to(turn, step)
    elif silent_for >= RECAP_AFTER:
        _recap(turn)
    else:
        ask.not_understood(turn, value)


def _confirmed(turn: Turn, ask: Ask, agrees: bool, rest: str) -> None:
    """Take a typed yes or no to what was supposed; after a no, the right answer may follow."""
    if agrees or not ask.may_follow_no(turn) or not rest:
        _confirm(turn, ask, "yes" if agrees else "no")
        return
    value = ask.read(turn, rest)
    if not isinstance(value, NotUnderstood):
        ask.answer(turn, value)
    elif value.perhaps:
        ask.not_understood(turn, value)
    else:
        _confirm(turn, ask, "no")


def _confirm(turn: Turn, ask: Ask, choice: str) -> None:
    """Take a yes or no to what is remembered, or to what was probably meant."""
    known = turn.facts.get(ask.fact)
    if turn.awaiting == "guess":
        _guessed(turn, ask, choice)
    elif choice == "yes" and known is not None:
        ask.answer(turn, known.value)
    else:
        ask.correct(turn)


def _guessed(turn: Turn, ask: Ask, choice: str) -> None:
    """Take the answer that was meant; when it is none of those asked about, ask again."""
    meant = ask.supposed(turn).get(choice)
    if meant is not None:
        ask.answer(turn, meant)
    elif choice == "no" and turn.declared(ask.fact).kind == "yes-no":
        ask.answer(turn, False)
    elif choice in ("no", NONE_OF_THESE):
        _put_again(turn)
    else:
        _old_button(turn)


def _press(turn: Turn, question: int, choice: str) -> None:
    ask = open_question(turn)
    if ask is None or question != turn.question:
        _old_button(turn)
        return
    _heard(turn, ask, choice)
    if turn.awaiting == "guess":
        _guessed(turn, ask, choice)
        return
    value = None if turn.awaiting == "confirmation" else ask.pressed(turn, choice)
    if value is not None:
        ask.answer(turn, value)
    elif turn.awaiting == "rescue":
        _rescue(turn, ask, choice)
    elif turn.awaiting == "confirmation" and choice in ("yes", "no"):
        _confirm(turn, ask, choice)
    elif choice in UNDERSTOOD_COMMANDS:
        _command(turn, choice)
    elif choice == "adviser" and ask.offers_a_person(turn):
        _interrupt(turn, turn.world.vocabulary.scripts["adviser"])
    else:
        _old_button(turn)


def _heard(turn: Turn, ask: Ask, choice: str) -> None:
    """Note the words on the pressed button or buttons."""
    buttons = ask.shown_buttons(turn)
    labels = tuple(button.label for button in buttons if button.id in choice.split(","))
    if labels:
        turn.effects.append(Heard(Wording("{labels}", {"labels": labels})))


def _old_button(turn: Turn) -> None:
    """Answer a button of an earlier question politely; nothing changes."""
    if open_question(turn) is None:
        turn.say(phrase("engine.old-button"))
    else:
        turn.lead(phrase("engine.old-button"))
        _put_again(turn)


def _rescue(turn: Turn, ask: Ask, choice: str) -> None:
    turn.tries = 0
    if choice == "skip":
        ask.skip(turn)
    elif choice == "adviser":
        _interrupt(turn, turn.world.vocabulary.scripts["adviser"])
    else:
        _put_again(turn)


def _command(turn: Turn, word: str) -> None:
    ask = open_question(turn)
    if word == "back":
        _back(turn)
    elif word == "restart":
        _restart(turn)
    elif ask is None:
        turn.say(phrase("engine.help" if word == "help" else "engine.no-question"))
    elif word == "skip" or (word == "unknown" and turn.declared(ask.fact).reading.is_name):
        ask.skip(turn)
    elif word == "unknown" and ask.required:
        ask.again(turn, phrase("engine.required"))
    elif word == "unknown":
        ask.answer(turn, UNKNOWN)
    elif word == "why" and turn.awaiting == "answer" and ask.pressed(turn, "why") is not None:
        ask.answer(turn, "why")
    else:
        leads = {"help": phrase("engine.help"), "why": _why(ask)}
        if word in leads:
            turn.say(leads[word])
        _put_again(turn)


def _why(ask: Ask) -> Wording:
    return Wording(ask.why) if ask.why else phrase("engine.no-reason")


def _put_again(turn: Turn) -> None:
    """Put the same question again, as it stood."""
    turn.awaiting = "nothing"


def _back(turn: Turn) -> None:
    """Undo the last answer; an action that is final cannot be undone.

    Who called for something else since then goes back to the question at which they did so.
    """
    broken_into = turn.unanswered_since()
    if broken_into is not None:
        turn.leave_above(broken_into)
        return
    last = turn.last_answered()
    if last is None or last.barrier:
        turn.say(phrase("engine.cannot-go-back" if last else "engine.nothing-to-undo"))
        if open_question(turn):
            _put_again(turn)
        return
    turn.forget_last_answered()
    _undo(turn, last)


def _undo(turn: Turn, last: Answered) -> None:
    turn.frames = list(last.frames)
    turn.tries = 0
    turn.awaiting = "nothing"
    for name, before in last.before.items():
        turn.restore_fact(name, fact_from_json(before) if before else None)


def _restart(turn: Turn) -> None:
    """Begin the script at the bottom again, in its current revision."""
    begun = turn.world.library.script(turn.frames[0].script)
    turn.frames = [Frame(begun.id, begun.revision, begun.start)]
    turn.forget_answers()
    turn.started_at = turn.now
    turn.tries = 0
    turn.awaiting = "nothing"


def _come_back(turn: Turn, silent_for: timedelta) -> None:
    """Recap for a client who is back after days, once, and only when they had begun to answer."""
    begun = any(frame.asked for frame in turn.frames)
    if turn.awaiting == "nothing" or turn.recapped or not begun or silent_for < RECAP_AFTER:
        return
    _recap(turn)
    turn.recapped = True


def _recap(turn: Turn) -> None:
    """Say in one line what the talk was about, and put the question again."""
    if open_question(turn) is None:
        return
    about = turn.script.about or turn.script.title
    turn.say(phrase("engine.recap", about=Wording(about)))
    _put_again(turn)
