"""Opens an installation: key, store, what coordinators wrote, and the assistant over them."""

from collections.abc import Sequence
from datetime import datetime

from bot.channels.hub import Hub
from bot.channels.web.channel import WebChannel
from bot.channels.web.demo_clock import kept_shift
from bot.clock import DemoClock, WallClock
from bot.demo import set_up_demo
from bot.errors import ContentError
from bot.ports import Clock, Store, Transaction
from bot.records import ContentKind
from bot.scripts.content import Content, load_content
from bot.scripts.problems import Problem
from bot.settings import Settings
from bot.storage.open import open_store, open_vault
from bot.texts import Phrasebook
from bot.texts.phrasebook import PhrasesError
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.usecases.publishing import SHIPPED
from bot.usecases.session_planning import plan_sessions
from bot.wiring import Assistant, make_assistant

NONE = "none"
"""As the programme of people without an invitation: there is none."""
KEY_FILE = "maxww.key"
"""The installation's key, in the folder with its data."""


def open_assistant(settings: Settings) -> Assistant:
    """Open the store and make the assistant of an installation, with the demo when it is one.

    Raises DatabaseError, KeyFileError, or ContentError when something shipped has mistakes.
    """
    store = open_store(settings.database, open_vault(settings.database, settings.data / KEY_FILE))
    try:
        return _over(store, settings)
    except BaseException:
        store.close()
        raise


def _over(store: Store, settings: Settings) -> Assistant:
    content = load_content(settings.dialogues)
    _refuse(content.problems, settings)
    _refuse(store.transact_now(lambda tx: new_problems(tx, content)), settings)
    hub = Hub()
    clock: Clock = WallClock()
    if settings.demo:
        clock = DemoClock(store.transact_now(kept_shift))
    try:
        assistant = make_assistant(settings, content, store, clock, {"web": WebChannel(hub)})
    except PhrasesError as error:
        raise ContentError(f"The phrases cannot be read: {error}.") from None
    assistant.hub = hub
    if settings.smtp:
        from bot.channels.email import SmtpMailer

        assistant.mailer = SmtpMailer(settings.smtp, settings.mail_from)
    if settings.demo:
        path = settings.dialogues / "demo.yaml"
        store.transact_now(lambda tx: set_up_demo(tx, assistant.around, path, clock.now()))
    if settings.programme:
        store.transact_now(lambda tx: _let_in(tx, settings.programme))
    return assistant


def _let_in(tx: Transaction, programme: str) -> None:
    """Say in which programme people come who have no invitation; `none` lets nobody in any more.

    Raises ContentError when there is no such programme.
    """
    if programme == NONE:
        tx.save_setting(DEFAULT_PROGRAMME, "")
        return
    if programme not in tx.latest_revisions("programme"):
        there = ", ".join(tx.latest_revisions("programme"))
        raise ContentError(
            f"MAXWW_PROGRAMME is '{programme}', and there is no such programme; there are: {there}."
        )
    if programme != tx.setting(DEFAULT_PROGRAMME):
        tx.save_setting(DEFAULT_PROGRAMME, programme)


def new_problems(tx: Transaction, content: Content) -> list[Problem]:
    """Check the shipped scripts and programmes that would be published now."""
    shipped: tuple[tuple[ContentKind, dict[str, str]], ...] = (
        ("script", dict(content.scripts)),
        ("programme", dict(content.programmes)),
    )
    found: list[Problem] = []
    for kind, texts in shipped:
        for name, text in texts.items():
            latest = tx.revision(kind, name)
            if latest is None or (latest.by == SHIPPED and latest.text != text):
                found += content.check(kind, name, text)
    return found


def _refuse(problems: Sequence[Problem], settings: Settings) -> None:
    """Refuse to start with mistakes; one sentence says how many and where the first one is."""
    errors = [problem for problem in problems if problem.level == "error"]
    if not errors:
        return
    try:
        first = errors[0].line(Phrasebook.load(settings).say)
    except (KeyError, PhrasesError):
        first = f"{errors[0].place}: [{errors[0].code}]"
    raise ContentError(
        f"What coordinators wrote in {settings.dialogues} has {len(errors)} mistakes, so nothing "
        f"was started; the first is at {first}. Run maxww check for all of them."
    )


async def plan_coming_sessions(assistant: Assistant) -> None:
    """Keep the next information sessions of every programme that has them."""
    now: datetime = assistant.clock.now()

    def work(tx: Transaction) -> None:
        for programme in tx.latest_revisions("programme"):
            plan_sessions(tx, assistant.around, programme, now)

    await assistant.store.transact(work)
