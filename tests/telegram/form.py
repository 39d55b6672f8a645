"""Reads the parameters of a call, in each of the ways in which bots send them."""

from aiohttp import web
from aiohttp.web_request import FileField

from tests.telegram.refusal import bad_request
from tests.telegram.schema import Json

ATTACHED = "attach://"


async def read_form(request: web.Request) -> tuple[Json, dict[str, bytes]]:
    """Return the parameters as they came, and the contents of files by parameter.

    A file becomes an object with its name and size, also where it is attached under another name.
    """
    raw: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            given = await request.json()
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        raw.update(given if isinstance(given, dict) else {})
        return raw, {}
    parts: Json = {}
    contents: dict[str, bytes] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            contents[name] = value.file.read()
            parts[name] = {"file_name": value.filename, "size": len(contents[name])}
        else:
            raw[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    files = {}
    for name, value in list(raw.items()):
        source = value.removeprefix(ATTACHED) if isinstance(value, str) else ""
        if source in parts and value != source:
            raw[name] = parts.pop(source)
            files[name] = contents.pop(source)
    return {**raw, **parts}, {**files, **contents}
