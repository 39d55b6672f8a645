"""Decodes the parameters of a call and checks them against the Bot API's description."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError, best_match

Json = dict[str, Any]

API: Json = json.loads((Path(__file__).parent / "bot_api.schema.json").read_text(encoding="utf-8"))
METHODS: dict[str, str] = {name.lower(): name for name in API["parameters"]}
"""The methods by their names in small letters: the real one does not look at capitals either."""

_PLAIN: dict[type, str] = {str: "string", int: "integer", bool: "boolean"}
_WHOLE = re.compile(r"-?\d{1,18}")
_LONGEST_QUOTE = 160
"""So much of a wrong value is shown."""


def decoded(method: str, raw: Mapping[str, object]) -> Json:
    """Give the fields of a form the types that the description asks for, as far as they fit."""
    properties = API["parameters"][method].get("properties", {})
    return {
        name: _decoded(value, _kinds(method, name))
        if isinstance(value, str) and name in properties
        else value
        for name, value in raw.items()
    }


def violations(method: str, params: Json) -> list[str]:
    """Return what is structurally wrong with the parameters of a call, in readable lines."""
    described = API["parameters"][method]
    properties = described.get("properties", {})
    wrong = [
        f"{method}: “{name}” is missing"
        for name in described.get("required", ())
        if name not in params
    ]
    wrong += [f"{method}: “{name}” is unknown" for name in params if name not in properties]
    for name, value in params.items():
        if name not in properties or _plainly_fits(value, properties[name]):
            continue
        if fault := _fault(method, name, json.dumps(value)):
            wrong.append(f"{method}: {fault}")
    return wrong


def result_faults(method: str, result: object) -> list[str]:
    """Return in what a result differs from the description."""
    return _faults(_validator("results", method, ""), result, "result")


def update_faults(update: Json) -> list[str]:
    """Return in what an update differs from the description."""
    return _faults(_validator("update", "", ""), update, "update")


def _decoded(text: str, kinds: frozenset[str]) -> object:
    if kinds & {"object", "array"} and text[:1] in ("{", "["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    if "integer" in kinds and _WHOLE.fullmatch(text):
        return int(text)
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    return text


def _plainly_fits(value: object, schema: Json) -> bool:
    """Say whether the answer is plain without the validator; most texts and numbers are."""
    types = schema["type"] if schema.keys() == {"type"} else ()
    return _PLAIN.get(type(value)) in ((types,) if isinstance(types, str) else types)


@lru_cache(maxsize=20_000)
def _fault(method: str, name: str, value: str) -> str:
    """Return what is wrong with one parameter; the same value is often sent again."""
    faults = _faults(_validator("parameters", method, name), json.loads(value), name)
    return faults[0] if faults else ""


def _faults(validator: Draft7Validator, value: object, root: str) -> list[str]:
    error = best_match(validator.iter_errors(value))
    return [_readable(error, root)] if error else []


def _readable(error: ValidationError, root: str) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    message = error.message
    if len(message) > _LONGEST_QUOTE:
        message = f"{message[: _LONGEST_QUOTE // 2]} … {message[-_LONGEST_QUOTE // 2 :]}"
    return f"{root}{''.join(steps)}: {message}"


@cache
def _validator(part: str, method: str, name: str) -> Draft7Validator:
    schema = API[part][method] if method else API[part]
    if name:
        schema = schema["properties"][name]
    return Draft7Validator({"allOf": [schema], "definitions": API["definitions"]})


@cache
def _kinds(method: str, name: str) -> frozenset[str]:
    return frozenset(_types(API["parameters"][method]["properties"][name]))


def _types(schema: Json) -> Iterator[str]:
    if "$ref" in schema:
        yield from _types(API["definitions"][schema["$ref"].removeprefix("#/definitions/")])
    for option in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _types(option)
    found = schema.get("type", ())
    yield from [found] if isinstance(found, str) else found
