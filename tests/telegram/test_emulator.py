"""What people and the bot do to each other in the emulator, with python-telegram-bot as the bot."""

from datetime import UTC, datetime, timedelta

import pytest
import telegram as ptb
from telegram.error import BadRequest, Forbidden, InvalidToken

from tests.telegram.client import bot_for
from tests.telegram.decoding import decoded_by_ptb, leftovers
from tests.telegram.emulator import Emulator
from tests.telegram.payloads import PAYLOADS
from tests.telegram.people import Person

YES_NO = ptb.InlineKeyboardMarkup(
    [
        [
            ptb.InlineKeyboardButton("Ja", callback_data="yes"),
            ptb.InlineKeyboardButton("Nee", callback_data="no"),
        ]
    ]
)
PAGE = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Lees", url="https://example.org")]])


async def test_tells_who_the_bot_is(bot: ptb.Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, leftovers(me)) == (12345, "max_ww_bot", [])


@pytest.mark.parametrize("token", ["12345:wrong", f"54321:{'A' * 35}"])
async def test_refuses_a_wrong_token(telegram: Emulator, token: str) -> None:
    right, telegram.token = telegram.token, token
    other = bot_for(telegram)
    telegram.token = right
    with pytest.raises(InvalidToken):
        async with other:
            pass
    assert telegram.calls == []


async def test_brings_the_code_of_an_invitation(telegram: Emulator, bot: ptb.Bot) -> None:
    telegram.user(1001).starts("aB3_-x")
    [update] = await bot.get_updates()
    message = update.message
    assert message
    assert (message.text, message.chat.id) == ("/start aB3_-x", 1001)
    assert message.parse_entities([ptb.MessageEntity.BOT_COMMAND]).popitem()[1] == "/start"


def test_does_not_start_with_a_code_that_telegram_refuses(telegram: Emulator) -> None:
    with pytest.raises(ValueError, match="do not start a bot with 'a b'"):
        telegram.user(1001).starts("a b")


@pytest.mark.parametrize("kind", PAYLOADS)
async def test_everything_that_people_send_is_understood(
    telegram: Emulator, bot: ptb.Bot, kind: str
) -> None:
    telegram.user(1001, last_name="Bos", username="anna_bos").sends(kind)
    [update] = await bot.get_updates()
    assert leftovers(update) == []


async def test_every_kind_of_update_is_understood(telegram: Emulator, bot: ptb.Bot) -> None:
    anna, group = telegram.user(1001), telegram.group(-5000)
    anna.says("hallo, zie https://example.org/a?b=1 of /help")
    anna.sends("photo", "mijn brief")
    asked = await bot.send_message(1001, "Mag het?", reply_markup=YES_NO)
    anna.replies({"message_id": asked.message_id}, "ja hoor")
    anna.edits(1, "hoi")
    anna.presses("Ja")
    anna.blocks()
    anna.starts("weer")
    group.says(anna, "dag allemaal")
    await bot.leave_chat(-5000)
    group.adds_bot(anna)
    group.removes_bot(anna)
    updates = await bot.get_updates()
    kinds = {name for update in updates for name in update.to_dict()} - {"update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    assert [left for update in updates for left in leftovers(update)] == []


async def test_a_sent_message_is_seen_and_given_back(
    telegram: Emulator, bot: ptb.Bot, anna: Person
) -> None:
    sent = await bot.send_message(1001, "Mag het?", reply_markup=YES_NO)
    assert (anna.received, anna.buttons) == (["Mag het?"], ["Ja", "Nee"])
    assert (sent.message_id, leftovers(sent)) == (anna.chat[-1]["message_id"], [])
    assert (decoded_by_ptb(telegram.calls[-1]), telegram.violations) == ([], [])


async def test_reads_html_as_telegram_does(bot: ptb.Bot, anna: Person) -> None:
    link = '<a href="https://example.org">co</a>'
    text = f"  <b>Dag <i>Anna</i></b> &amp; {link} 👍 <code>x&lt;y</code>\n"
    sent = await bot.send_message(anna.id, text, parse_mode="HTML")
    assert sent.text == "Dag Anna & co 👍 x<y"
    assert {entity.type: sent.parse_entity(entity) for entity in sent.entities} == {
        "bold": "Dag Anna",
        "italic": "Anna",
        "text_link": "co",
        "code": "x<y",
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>dag", 'find end tag corresponding to start tag "b"'),
        ("<b>dag</i>", 'unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("dag</b>", "unexpected end tag at byte offset 3"),
        ("é <p>dag</p>", 'unsupported start tag "p" at byte offset 3'),
        ("1 < 2", "unclosed start tag at byte offset 2"),
        ("<b> </b>", "text is empty"),
    ],
)
async def test_refuses_html_that_telegram_refuses(
    bot: ptb.Bot, anna: Person, text: str, reason: str
) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_message(anna.id, text, parse_mode="HTML")


@pytest.mark.parametrize(
    ("text", "reason"),
    [(" \n", "text is empty"), ("a" * 4097, "too long"), ("👍" * 2049, "too long")],
)
async def test_refuses_a_text_that_does_not_fit(
    bot: ptb.Bot, anna: Person, text: str, reason: str
) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_message(anna.id, text)
    assert anna.received == []


async def test_counts_the_length_after_the_tags(bot: ptb.Bot, anna: Person) -> None:
    await bot.send_message(anna.id, f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    await bot.send_message(anna.id, "👍" * 2048)
    assert [len(text) for text in anna.received] == [4096, 2048]


@pytest.mark.parametrize(
    ("data", "url", "reason"),
    [
        ("é" * 33, None, "button_data_invalid"),
        (None, "http://localhost/page", "wrong http url"),
        (None, None, "reply_markup"),
        ("a", "https://example.org", "reply_markup"),
    ],
)
async def test_refuses_a_button_that_does_not_work(
    bot: ptb.Bot, anna: Person, data: str | None, url: str | None, reason: str
) -> None:
    button = ptb.InlineKeyboardButton("Ja", callback_data=data, url=url)
    keys = ptb.InlineKeyboardMarkup([[button]])
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(anna.id, "Mag het?", reply_markup=keys)


async def test_knows_no_chat_before_somebody_starts(telegram: Emulator, bot: ptb.Bot) -> None:
    telegram.user(1002)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1002, "dag")


async def test_may_not_write_to_who_blocked_it(bot: ptb.Bot, anna: Person) -> None:
    anna.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "dag")
    anna.unblocks()
    await bot.send_message(anna.id, "daar bent u weer")
    assert anna.received == ["daar bent u weer"]


async def test_an_edit_without_buttons_takes_them_away(bot: ptb.Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "Mag het?", reply_markup=YES_NO)
    edited = await sent.edit_text("Dank u")
    assert isinstance(edited, ptb.Message)
    assert (anna.received, anna.buttons, leftovers(edited)) == (["Dank u"], [], [])


async def test_buttons_can_be_changed_alone(bot: ptb.Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "Mag het?", reply_markup=YES_NO)
    await sent.edit_reply_markup(PAGE)
    assert (anna.received, anna.buttons) == (["Mag het?"], ["Lees"])


async def test_refuses_an_edit_that_changes_nothing(bot: ptb.Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "Mag het?", reply_markup=YES_NO)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("Mag het?", reply_markup=YES_NO)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(YES_NO)


async def test_edits_only_what_is_there_and_its_own(bot: ptb.Bot, anna: Person) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("dag", anna.id, 99)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("dag", anna.id, anna.chat[0]["message_id"])
    keys = ptb.ReplyKeyboardMarkup([["Ja"]])
    sent = await bot.send_message(anna.id, "Mag het?", reply_markup=keys)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await sent.edit_text("dag")


async def test_a_press_carries_the_message_as_it_stands(bot: ptb.Bot, anna: Person) -> None:
    first = await bot.send_message(anna.id, "Eerst", reply_markup=PAGE)
    second = await first.reply_text("Mag het?", reply_markup=YES_NO, do_quote=True)
    await first.edit_text("Eerst, anders", reply_markup=PAGE)
    await second.edit_text("Mag het nu?", reply_markup=YES_NO)
    anna.presses("Nee")
    [update] = await bot.get_updates()
    query = update.callback_query
    assert query
    message = query.message
    assert isinstance(message, ptb.Message)
    assert (query.data, message.text, message.reply_markup) == ("no", "Mag het nu?", YES_NO)
    replied = message.reply_to_message
    assert replied
    assert (replied.text, replied.reply_markup) == ("Eerst, anders", PAGE)


async def test_a_press_on_a_message_that_is_gone(bot: ptb.Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "Mag het?", reply_markup=YES_NO)
    seen = anna.chat[-1]
    await sent.delete()
    anna.presses("yes", on=seen)
    [update] = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.message
    assert not update.callback_query.message.is_accessible
    assert leftovers(update) == []


async def test_a_press_is_answered_in_time(telegram: Emulator, bot: ptb.Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "Mag het?", reply_markup=YES_NO)
    anna.presses("Ja")
    [update] = await bot.get_updates()
    query = update.callback_query
    assert query
    await query.answer("Dank u")
    assert anna.notices == ["Dank u"]
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await query.answer("a" * 201)
    telegram.world.queries[query.id] -= 1000
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer()


async def test_cannot_press_what_is_not_there(bot: ptb.Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "Lees dit", reply_markup=PAGE)
    with pytest.raises(ValueError, match=r"no button 'Ja'[^\[]*Max-WW: Lees dit \[Lees\]"):
        anna.presses("Ja")
    with pytest.raises(ValueError, match="does not tell the bot"):
        anna.presses("Lees")


async def test_the_keyboard_below_types_for_people(bot: ptb.Bot, anna: Person) -> None:
    keys = ptb.ReplyKeyboardMarkup([["Ja", "Nee"]])
    await bot.send_message(anna.id, "Mag het?", reply_markup=keys)
    assert anna.keyboard == ["Ja", "Nee"]
    anna.presses("Nee")
    await bot.send_message(anna.id, "Goed", reply_markup=ptb.ReplyKeyboardRemove())
    assert (anna.chat[-2]["text"], anna.keyboard) == ("Nee", [])


async def test_replies_to_what_is_not_there_only_if_allowed(bot: ptb.Bot, anna: Person) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(anna.id, "dag", reply_parameters=ptb.ReplyParameters(99))
    allowed = ptb.ReplyParameters(99, allow_sending_without_reply=True)
    sent = await bot.send_message(anna.id, "dag", reply_parameters=allowed)
    assert (anna.received, sent.reply_to_message) == (["dag"], None)


async def test_a_document_arrives_with_name_and_content(
    telegram: Emulator, bot: ptb.Bot, anna: Person
) -> None:
    content = b"BEGIN:VCALENDAR\r\n"
    sent = await bot.send_document(
        anna.id, content, caption="Uw <b>afspraak</b>", filename="afspraak.ics", parse_mode="HTML"
    )
    assert (anna.files, anna.received) == ([("afspraak.ics", content)], ["Uw afspraak"])
    assert (leftovers(sent), telegram.violations) == ([], [])


async def test_deletes_what_is_young_enough() -> None:
    now = [datetime(2027, 3, 8, 9, tzinfo=UTC)]
    async with Emulator(now=lambda: now[0]) as telegram, bot_for(telegram) as bot:
        anna = telegram.user(1001)
        anna.starts()
        old, new = [await bot.send_message(1001, text) for text in ("oud", "nieuw")]
        assert old.date == now[0]
        await new.delete()
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await new.delete()
        now[0] += timedelta(hours=49)
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await old.delete()
        assert anna.received == ["oud"]


async def test_keeps_commands_by_scope_and_language(telegram: Emulator, bot: ptb.Bot) -> None:
    await bot.set_my_commands([("stop", "Ik wil stoppen")], language_code="nl")
    private = ptb.BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([ptb.BotCommand("help", "Help")], scope=private)
    assert [command.command for command in await bot.get_my_commands(language_code="nl")] == [
        "stop"
    ]
    assert set(telegram.profile.commands) == {("default", "nl"), ("all_private_chats", "")}
    assert [fault for call in telegram.calls for fault in decoded_by_ptb(call)] == []


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([("Stop", "Stoppen")], "BOT_COMMAND_INVALID"),
        ([("stop", " ")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([(f"stop{number}", "Stoppen") for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_refuses_commands_that_telegram_refuses(
    bot: ptb.Bot, commands: list[tuple[str, str]], reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.set_my_commands(commands)


async def test_keeps_what_the_bot_says_of_itself(telegram: Emulator, bot: ptb.Bot) -> None:
    await bot.set_my_name("Max")
    await bot.set_my_description("Over uw WW")
    await bot.set_my_short_description("WW", language_code="nl")
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("a" * 121)
    profile = telegram.profile
    assert (profile.names, profile.descriptions) == ({"": "Max"}, {"": "Over uw WW"})
    assert profile.short_descriptions == {"nl": "WW"}


async def test_leaves_a_group_and_hears_it_no_more(telegram: Emulator, bot: ptb.Bot) -> None:
    anna, group = telegram.user(1001), telegram.group(-5000)
    group.says(anna, "hallo")
    chat = await bot.get_chat(-5000)
    await bot.send_message(-5000, "Dag", reply_markup=YES_NO)
    group.presses(anna, "Ja")
    await bot.leave_chat(-5000)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(-5000, "dag")
    with pytest.raises(ValueError, match="hears nothing"):
        group.says(anna, "hoor je me?")
    assert (chat.title, leftovers(chat)) == ("Groep", [])


async def test_tells_about_a_chat_and_shows_that_it_types(bot: ptb.Bot, anna: Person) -> None:
    chat = await bot.get_chat(anna.id)
    assert (chat.first_name, leftovers(chat)) == ("Anna", [])
    await bot.send_chat_action(anna.id, "typing")
    assert anna.actions == ["typing"]
    with pytest.raises(BadRequest, match="can't be changed in private chats"):
        await bot.leave_chat(anna.id)


async def test_waiting_in_vain_says_what_was_seen(telegram: Emulator, anna: Person) -> None:
    with pytest.raises(AssertionError, match=r"within 0.01 s. Anna sees: \n  1 Anna: /start"):
        await anna.waits_for(lambda chat: len(chat) > 1, within=0.01)
    with pytest.raises(AssertionError, match="There were no calls"):
        await telegram.until(lambda: telegram.calls, within=0.01)
