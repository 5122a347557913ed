"""Checks of a request body against the fields of its model."""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bfl_studio.sandbox.contract import Field, Model
from bfl_studio.sandbox.faults import Fault, Refused, invalid

_JSON_TYPE = re.compile(r"application/([\w.+-]+\+)?json\s*(;.*)?", re.IGNORECASE)


def parse(body: bytes, content_type: str) -> dict[str, object]:
    """The body as a JSON object; raises Refused."""
    if not body:
        raise invalid([Fault(("body",), "missing", "Field required", None)])
    if not _JSON_TYPE.fullmatch(content_type.strip()):
        raise invalid([_not_an_object(body[:200].decode("latin-1"))])
    try:
        parsed = json.loads(body, parse_constant=_no_such_constant)
    except json.JSONDecodeError as error:
        context = {"error": error.msg}
        fault = Fault(("body", error.pos), "json_invalid", "JSON decode error", {}, context)
        raise invalid([fault]) from None
    except (ValueError, RecursionError):
        raise Refused(400, "There was an error parsing the body") from None
    if not isinstance(parsed, dict):
        raise invalid([_not_an_object(parsed)])
    return parsed


def check(model: Model, body: Mapping[str, object]) -> dict[str, object]:
    """Every field of the model with the value sent or its default; raises Refused.

    Fields the model does not have are refused by a strict one and ignored by the others.
    """
    values: dict[str, object] = {}
    faults = _extra(model, body) if model.strict else []
    for field in model.fields:
        try:
            values[field.name] = _value(field, body)
        except _Wrong as wrong:
            faults.append(wrong.fault)
    if model.one_of and not faults and not any(values[name] for name in model.one_of):
        message = f"Value error, one of {' and '.join(model.one_of)} is needed"
        faults.append(Fault(("body", model.one_of[0]), "value_error", message, None))
    if faults:
        raise invalid(faults)
    return values


def _extra(model: Model, body: Mapping[str, object]) -> list[Fault]:
    known = {field.name for field in model.fields}
    message = "Extra inputs are not permitted"
    return [
        Fault(("body", name), "extra_forbidden", message, given)
        for name, given in body.items()
        if name not in known
    ]


class _Wrong(Exception):
    def __init__(
        self,
        field: Field,
        kind: str,
        message: str,
        given: object,
        context: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(kind)
        self.fault = Fault(("body", field.name), kind, message, given, context)


def _value(field: Field, body: Mapping[str, object]) -> object:
    if field.name not in body:
        if field.required:
            raise _Wrong(field, "missing", "Field required", dict(body))
        return field.default
    given = body[field.name]
    if given is None and field.nullable:
        return field.default
    return _CHECKS[field.type](field, given)


def _string(field: Field, given: object) -> str:
    if not isinstance(given, str):
        raise _Wrong(field, "string_type", "Input should be a valid string", given)
    if not _is_unicode(given):
        message = "Input should be a valid string, unable to parse raw data as a unicode string"
        raise _Wrong(field, "string_unicode", message, None)
    if field.shortest is not None and len(given) < field.shortest:
        message = f"String should have at least {_characters(field.shortest)}"
        raise _Wrong(field, "string_too_short", message, given, {"min_length": field.shortest})
    if field.longest is not None and len(given) > field.longest:
        message = f"String should have at most {_characters(field.longest)}"
        raise _Wrong(field, "string_too_long", message, given, {"max_length": field.longest})
    if field.ratio and not _is_ratio(given):
        message = "Value error, should be width:height from 21:9 to 9:21"
        raise _Wrong(field, "value_error", message, given)
    return given


def _is_ratio(text: str) -> bool:
    parts = re.fullmatch(r"([1-9][0-9]{0,4}):([1-9][0-9]{0,4})", text)
    if parts is None:
        return False
    across, down = int(parts[1]), int(parts[2])
    return 9 * across <= 21 * down and 9 * down <= 21 * across


def _url(field: Field, given: object) -> str:
    text = _string(field, given)
    if not re.match(r"https?://[^/\s]", text):
        raise _Wrong(field, "url_parsing", "Input should be a valid URL", given)
    return text


def _integer(field: Field, given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _Wrong(field, "int_type", "Input should be a valid integer", given)
    if isinstance(given, float) and not given.is_integer():
        message = "Input should be a valid integer, got a number with a fractional part"
        raise _Wrong(field, "int_from_float", message, _plain(given))
    _within(field, given)
    return int(given)


def _number(field: Field, given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _Wrong(field, "float_type", "Input should be a valid number", given)
    _within(field, given)
    return given


def _within(field: Field, given: float) -> None:
    if field.minimum is not None and given < field.minimum:
        message = f"Input should be greater than or equal to {field.minimum}"
        raise _Wrong(field, "greater_than_equal", message, _plain(given), {"ge": field.minimum})
    if field.maximum is not None and given > field.maximum:
        message = f"Input should be less than or equal to {field.maximum}"
        raise _Wrong(field, "less_than_equal", message, _plain(given), {"le": field.maximum})
    if field.multiple is not None and given % field.multiple:
        message = f"Input should be a multiple of {field.multiple}"
        raise _Wrong(field, "multiple_of", message, given, {"multiple_of": field.multiple})


def _boolean(field: Field, given: object) -> bool:
    if not isinstance(given, bool):
        raise _Wrong(field, "bool_type", "Input should be a valid boolean", given)
    return given


def _choice(field: Field, given: object) -> object:
    if given not in field.choices:
        *most, last = (repr(choice) for choice in field.choices)
        expected = f"{', '.join(most)} or {last}"
        message = f"Input should be {expected}"
        raise _Wrong(field, "enum", message, given, {"expected": expected})
    return given


def _array(field: Field, given: object) -> list[str]:
    """A list of texts; a text alone is a list of one."""
    if isinstance(given, str):
        return [given]
    if not isinstance(given, list):
        raise _Wrong(field, "list_type", "Input should be a valid list", given)
    if field.shortest is not None and len(given) < field.shortest:
        message = f"List should have at least {field.shortest} item after validation"
        raise _Wrong(field, "too_short", message, given, {"min_length": field.shortest})
    if field.longest is not None and len(given) > field.longest:
        message = f"List should have at most {field.longest} items after validation"
        raise _Wrong(field, "too_long", message, given, {"max_length": field.longest})
    for index, text in enumerate(given):
        if not isinstance(text, str):
            wrong = _Wrong(field, "string_type", "Input should be a valid string", text)
            wrong.fault = replace(wrong.fault, location=("body", field.name, index))
            raise wrong
    return given


_CHECKS: Mapping[str, Callable[[Field, object], object]] = {
    "string": _string,
    "image": _string,
    "url": _url,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "choice": _choice,
    "array": _array,
}


def _is_unicode(text: str) -> bool:
    # JSON's escapes can spell half a pair; most text, and every picture, is plain ASCII.
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _plain(number: float) -> float | None:
    # 1e999 is read as infinity, which JSON cannot say back.
    return number if math.isfinite(number) else None


def _characters(count: int) -> str:
    return "1 character" if count == 1 else f"{count} characters"


def _not_an_object(given: object) -> Fault:
    message = "Input should be a valid dictionary or object to extract fields from"
    return Fault(("body",), "model_attributes_type", message, given)


def _no_such_constant(name: str) -> object:
    raise ValueError(name)
