"""The Bot API's own description finds what is structurally wrong with a call."""

import json
from typing import TYPE_CHECKING

import aiohttp
import pytest
import telegram as ptb

from tests.telegram.decoding import decoded_by_ptb, leftovers
from tests.telegram.emulator import Call, Emulator
from tests.telegram.people import Person
from tests.telegram.schema import API, Json, decoded, violations

if TYPE_CHECKING:
    from tests.telegram.conftest import Ask

KEYS: Json = {"inline_keyboard": [[{"text": "Ja", "callback_data": "yes"}]]}


def test_knows_the_methods_that_the_emulator_knows(telegram: Emulator) -> None:
    assert set(API["parameters"]) == set(API["results"])
    assert len(API["parameters"]) == 19
    assert telegram.methods == set(API["parameters"])


@pytest.mark.parametrize(
    ("method", "params", "fault"),
    [
        ("sendMessage", {"text": "dag"}, "“chat_id” is missing"),
        ("sendMessage", {"chat_id": 1, "text": "dag", "silent": True}, "“silent” is unknown"),
        ("sendMessage", {"chat_id": 1, "text": 5}, "text: 5 is not of type 'string'"),
        ("sendMessage", {"chat_id": 1.5, "text": "a"}, "chat_id: 1.5 is not of type"),
        ("sendMessage", {"chat_id": 1, "text": "a", "parse_mode": "Html"}, "'Html' is not one of"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "Ja"}]]}},
            "reply_markup.inline_keyboard[0][0]",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_parameters": {"message_id": "5"}},
            "reply_parameters.message_id: '5' is not of type 'integer'",
        ),
        (
            "editMessageText",
            {"chat_id": 1, "message_id": 2, "text": "a", "reply_markup": {"keyboard": [["Ja"]]}},
            "reply_markup: ",
        ),
        ("setMyCommands", {"commands": [{"command": "stop"}]}, "'description' is a required"),
        ("setMyCommands", {"commands": [], "language_code": "xx"}, "'xx' is not one of"),
        ("getUpdates", {"allowed_updates": ["mesage"]}, "'mesage' is not one of"),
    ],
)
def test_finds_structural_faults(method: str, params: Json, fault: str) -> None:
    [found] = violations(method, params)
    assert found.startswith(f"{method}: ")
    assert fault in found


async def test_a_fault_is_refused_and_remembered(
    telegram: Emulator, ask: "Ask", anna: Person
) -> None:
    answer = await ask("sendMessage", text="dag", chat_id=anna.id, reply_to=3)
    assert (answer["error_code"], anna.received) == (400, [])
    assert telegram.violations == ["sendMessage: “reply_to” is unknown"]


async def test_what_the_emulator_cannot_do_is_a_fault_too(
    telegram: Emulator, ask: "Ask", anna: Person
) -> None:
    await ask("sendMessage", text="dag", chat_id=anna.id, message_thread_id=3)
    assert (await ask("sendDice", chat_id=anna.id))["error_code"] == 404
    assert telegram.violations == [
        "sendMessage: the emulator does not know “message_thread_id”",
        "sendDice: the emulator does not know this method",
    ]


@pytest.mark.parametrize(
    ("body", "description"),
    [
        (b"nope", "can't parse JSON object"),
        (b"[1]", "sendMessage: “chat_id” is missing"),
        (b'{"chat_id": 1001, "text": "\\ud800"}', "strings must be encoded in UTF-8"),
    ],
)
async def test_refuses_a_body_that_makes_no_sense(
    telegram: Emulator, anna: Person, body: bytes, description: str
) -> None:
    url = f"{telegram.base_url}/bot{telegram.token}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=headers) as answer,
    ):
        assert (await answer.json())["description"] == f"Bad Request: {description}"
    assert anna.received == []


def test_decodes_a_form_by_the_description() -> None:
    form = {
        "chat_id": "1001",
        "text": "5",
        "protect_content": "true",
        "reply_markup": json.dumps(KEYS),
        "reply_parameters": "{broken",
        "disable_notification": "ja",
    }
    assert decoded("sendMessage", form) == {
        "chat_id": 1001,
        "text": "5",
        "protect_content": True,
        "reply_markup": KEYS,
        "reply_parameters": "{broken",
        "disable_notification": "ja",
    }


@pytest.mark.parametrize("encoding", ["json", "urlencoded", "multipart", "query"])
async def test_reads_a_call_in_each_encoding(
    telegram: Emulator, anna: Person, encoding: str
) -> None:
    plain = {"chat_id": "1001", "text": "dag", "reply_markup": json.dumps(KEYS)}
    form = aiohttp.FormData(plain, default_to_multipart=encoding == "multipart")
    ways: dict[str, Json] = {
        "json": {"json": {"chat_id": 1001, "text": "dag", "reply_markup": KEYS}},
        "query": {"params": plain},
    }
    url = f"{telegram.base_url}/bot{telegram.token}/SENDMESSAGE"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, **ways.get(encoding, {"data": form})) as answer,
    ):
        assert answer.status == 200
    assert telegram.calls[-1].params == {"chat_id": 1001, "text": "dag", "reply_markup": KEYS}
    assert anna.buttons == ["Ja"]


async def test_finds_a_file_that_is_attached_under_another_name(
    telegram: Emulator, anna: Person
) -> None:
    form = aiohttp.FormData({"chat_id": "1001", "document": "attach://f1"})
    form.add_field("f1", b"abc", filename="a.txt")
    url = f"{telegram.base_url}/bot{telegram.token}/sendDocument"
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as answer:
        assert answer.status == 200
    assert (anna.files, telegram.violations) == ([("a.txt", b"abc")], [])


def test_a_second_opinion_on_a_call() -> None:
    good: Json = {"chat_id": 1, "text": "a", "reply_markup": KEYS, "reply_parameters": {}}
    good["reply_parameters"] = {"message_id": 4}
    assert decoded_by_ptb(Call("sendMessage", good, 0.0)) == []
    bad: Json = {
        "reply_markup": {"inline_keyboard": [[{"text": "Ja", "data": "yes"}]]},
        "link_preview_options": {"disabled": True},
        "entities": [{"type": "bold", "offset": 0}],
    }
    assert decoded_by_ptb(Call("sendMessage", bad, 0.0)) == [
        "sendMessage.reply_markup.inline_keyboard[0][0].data",
        "sendMessage.link_preview_options.disabled",
        "sendMessage.entities[0]: MessageEntity.__init__() missing 1 required positional "
        "argument: 'length'",
    ]


def test_finds_what_is_left_over_at_any_depth() -> None:
    chat = {"id": 1, "type": "private", "mood": "good"}
    message = {"message_id": 1, "date": 5, "chat": chat, "text": "dag"}
    update = ptb.Update.de_json({"update_id": 1, "message": message}, None)
    assert leftovers(update) == ["Update.message.chat.mood"]
