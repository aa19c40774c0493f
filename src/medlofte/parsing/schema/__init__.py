"""Is the shape right? The JSON Schemas, and what they say turned into findings in plain words.

The schema says what one value may be; what several must be together is said by a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, cast

import jsonschema_rs

from medlofte.core.diagnostic import MOST_OF_A_KIND, Code, Finding, Pointer, Severity
from medlofte.core.messages import Message, msg
from medlofte.core.source import Route
from medlofte.core.suggestions import suggest

SCHEMAS = ("promise", "log", "config")
"""What files are checked by."""

PUBLISHED = (*SCHEMAS, "diagnostics")
"""What others may check by: also what ``validate --format json`` prints."""

CODES = (
    Code("unknown-key", Severity.ERROR, "The format has no such key in this place, so nobody would read it."),
    Code("missing-key", Severity.ERROR, "A key that must be there is missing."),
    Code("wrong-type", Severity.ERROR, "The value is of another kind than the key asks for, or empty."),
    Code("value-not-allowed", Severity.ERROR, "The key takes one of a few words, and this is none of them."),
    Code("bad-form", Severity.ERROR, "The text does not have the form that the key asks for."),
    Code("out-of-range", Severity.ERROR, "The number is smaller or larger than it can be."),
    Code("empty-collection", Severity.ERROR, "A list or a mapping is empty; leave the key out instead."),
    Code("repeated-value", Severity.ERROR, "The same value is twice in a list where each may occur once."),
    Code("bad-key", Severity.ERROR, "A short name of one's own may hold letters, digits, hyphens and underscores."),
    Code("keys-conflict", Severity.ERROR, "These keys can't be combined: a target is of one kind."),
    Code("target-without-kind", Severity.ERROR, "The target does not say what is to be reached."),
)

Fault = tuple[str, Finding]
_DATE = "^[0-9]{4}(-"
_NAME = "^[^\\s!-,"
_PATH = r"^[^\s.]+(\.[^\s.]+)*$"
_FINGERPRINT = "^v[0-9]-[0-9a-f]{16}$"
ALIKE = 0.72
"""How much a key must resemble another for it to be suggested, from 0 to 1."""

_TARGET_KINDS = ("at_least", "exact", "all", "done", "within", "ongoing")


def text_of(name: str) -> str:
    """The JSON Schema ``name``, one of ``PUBLISHED``, as it stands in the package."""
    loader: Any = __spec__.loader  # as pkgutil does, which takes a millisecond to import
    return cast("bytes", loader.get_data(f"{__path__[0]}/{name}.schema.json")).decode()


@cache
def document(name: str) -> dict[str, Any]:
    """The JSON Schema ``name`` as a value, which nobody may change."""
    import json  # here, because only faults and editors need it

    schema: dict[str, Any] = json.loads(text_of(name))
    return schema


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    text: Any = text_of(name)  # it reads JSON itself, which its types do not say
    return jsonschema_rs.Draft202012Validator(text)


def is_right(name: str, value: object) -> bool:
    """Whether a value has the shape that the schema asks for."""
    return bool(_validator(name).is_valid(value))


def faults(name: str, value: object) -> list[Fault]:
    """What in a value departs from the schema: code and finding, one for each cause, the first of very many."""
    validator = _validator(name)
    if validator.is_valid(value):
        return []
    errors: list[Any] = list(validator.iter_errors(value))
    unknown = {
        _route(value, error): _unexpected(error) for error in errors if error.kind.name == "additionalProperties"
    }
    once: dict[tuple[str, Pointer, str], Fault] = {}
    for error in errors:
        for code, finding in _faults_of(name, error, value, unknown):
            once.setdefault((code, finding.at, repr(finding.message)), (code, finding))
        if len(once) > MOST_OF_A_KIND:
            break
    return list(once.values())


def _faults_of(name: str, error: Any, value: object, unknown: Mapping[Route, Sequence[str]]) -> Iterable[Fault]:
    route = _route(value, error)
    kind = error.kind.name
    read = _at(value, route)
    if kind == "additionalProperties":
        known = list(_at_schema(name, error.schema_path[:-1]).get("properties", ()))
        return [
            _comma_in_number(read, route, key) or _unknown_key((*route, key), key, known) for key in _unexpected(error)
        ]
    siblings = unknown.get(route, ())
    if kind == "required":
        missing = error.kind.property
        if any(_nearest(sibling, [missing]) for sibling in siblings):
            return []
        return [_missing_key(name, route, missing)]
    if kind == "propertyNames":
        return [] if str(error.kind.error.instance) in siblings else list(_key_names(route, error.kind.error))
    if kind == "anyOf":
        return [] if siblings else [_no_kind(route)]
    at = Pointer(route)
    subject = _subject(route)
    if kind == "type":
        keys = list(_at_schema(name, error.schema_path[:-1]).get("properties", ()))
        return [("wrong-type", _wrong_type(at, subject, read, error.kind.types, keys))]
    if kind in ("enum", "constant", "const"):
        options = error.kind.options if kind == "enum" else [error.kind.expected_value]
        return [("value-not-allowed", _not_allowed(at, subject, read, options))]
    if kind == "pattern":
        return [("bad-form", _bad_form(at, subject, read, error.kind.pattern))]
    if kind in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        return [("out-of-range", _out_of_range(at, subject, read, kind, error.kind.limit))]
    if kind in ("minItems", "minProperties"):
        message = msg("{key} is empty.", key=subject)
        return [("empty-collection", Finding(at, message, msg("Write something in it, or leave the key out.")))]
    if kind == "uniqueItems":
        message = msg("{key} names the same twice.", key=subject)
        return [("repeated-value", Finding(at, message, msg("Remove one of them.")))]
    raise AssertionError(f"no words for the schema's {kind}")


def _route(value: Any, error: Any) -> Route:
    """The error's place. The library gives keys of digits as numbers; here they are keys again."""
    route: list[str | int] = []
    for step in error.instance_path:
        if isinstance(value, dict) and step not in value:
            step = next(key for key in value if key.isdecimal() and int(key) == step)
        value = value[step]
        route.append(step)
    return tuple(route)


def _unexpected(error: Any) -> list[str]:
    unexpected: list[str] = error.kind.unexpected
    return unexpected[: MOST_OF_A_KIND + 1]


def _comma_in_number(mapping: Any, route: Route, key: str) -> Fault | None:
    """The fault of ``{count: 2,5}``, which YAML reads as a key ``5`` without a value; nothing for any other key."""
    keys = list(mapping)
    at = keys.index(key)
    before = mapping[keys[at - 1]] if at else None
    is_number = isinstance(before, int) and not isinstance(before, bool)
    if not (is_number and key.isascii() and key.isdecimal() and mapping[key] is None):
        return None
    message = msg("The number {whole},{decimals} has a comma.", whole=str(before), decimals=key)
    hint = msg(
        "Write decimals with a point: {key}: {whole}.{decimals}", key=keys[at - 1], whole=str(before), decimals=key
    )
    return "unknown-key", Finding(Pointer((*route, key), on_key=True), message, hint)


def _unknown_key(route: Route, key: str, known: Sequence[str]) -> Fault:
    near = _nearest(key, known)
    hint = (
        msg("Did you mean {key}?", key=near)
        if near
        else msg("Known here: {keys}", keys=", ".join(sorted(known)[:12]) + (" …" if len(known) > 12 else ""))
    )
    return "unknown-key", Finding(Pointer(route, on_key=True), msg("The key {key} is not known here.", key=key), hint)


def _missing_key(name: str, route: Route, key: str) -> Fault:
    at = Pointer(route, on_key=True)
    where = msg("the promise") if name == "promise" else msg("the entry")
    if route and not (name == "log" and len(route) == 1):
        where = msg("{name}", name=_subject(route))
    message = msg("The key {key} is missing in {where}.", where=where, key=key)
    return "missing-key", Finding(at, message, msg("Add {key}: …", key=key))


def _key_names(route: Route, error: Any) -> Iterator[Fault]:
    key = str(error.instance)
    at = Pointer((*route, key), on_key=True)
    if error.kind.name == "enum":
        kind = next(iter(error.kind.options))
        message = msg("{key} can't be combined with {kind}.", key=key, kind=str(kind))
        hint = msg(
            "A target is of one kind; with {kind} go only: {keys}.", kind=kind, keys=", ".join(error.kind.options)
        )
        if key == "per":
            hint = msg("Write a rate with at_least and per.")
        yield "keys-conflict", Finding(at, message, hint)
    else:
        message = msg("{key} can't be used as a short name.", key=key)
        yield "bad-key", Finding(at, message, msg("Use letters, digits, hyphens and underscores, and no spaces."))


def _no_kind(route: Route) -> Fault:
    message = msg("The target does not say what is to be reached.")
    hint = msg("Write one of {kinds}; leave target out if nothing can be counted.", kinds=", ".join(_TARGET_KINDS))
    return "target-without-kind", Finding(Pointer(route, on_key=True), message, hint)


def _wrong_type(
    at: Pointer, subject: str | Message, read: object, types: Sequence[str], keys: Sequence[str]
) -> Finding:
    wanted = _wanted(types)
    if read is None:
        hint = msg("Write {wanted}, or leave the key out.", wanted=wanted)
        return Finding(at, msg("{key} is empty; it should be {wanted}.", key=subject, wanted=wanted), hint)
    message = msg("{key} should be {wanted}, but {read} was read.", key=subject, wanted=wanted, read=_read(read))
    return Finding(at, message, _way_to(subject, read, types, keys))


def _way_to(subject: str | Message, read: object, types: Sequence[str], keys: Sequence[str]) -> Message | None:
    if "string" in types and not isinstance(read, (str, list, dict)):
        shown = _as_written(read).zfill(4) if subject == "code" else _as_written(read)
        return msg('Put it in quotation marks: "{text}".', text=shown)
    if "array" in types and isinstance(read, str):
        return msg("Write a list: [{text}].", text=read)
    if types[0] == "boolean":
        return msg("Write true or false.")
    if types[0] == "object" and keys:
        return msg("Write {{{keys}: …}}.", keys=": …, ".join(keys[:3]))
    if types[0] == "array" and isinstance(read, dict):
        return msg("Write a list, each item with a hyphen in front or all of them in square brackets.")
    if ("number" in types or "integer" in types) and isinstance(read, str):
        return msg("Write digits only, with a point before decimals, and no quotation marks.")
    return None


def _not_allowed(at: Pointer, subject: str | Message, read: object, options: Sequence[object]) -> Finding:
    names = [str(option).lower() if isinstance(option, bool) else str(option) for option in options]
    near = _nearest(read, names) if isinstance(read, str) else None
    message = msg("{key} can't be {read}.", key=subject, read=_read(read))
    return Finding(
        at,
        message,
        msg("Did you mean {key}?", key=near) if near else msg("Write {options}.", options=" | ".join(names)),
    )


def _bad_form(at: Pointer, subject: str | Message, read: object, pattern: str) -> Finding:
    text = str(read)
    if pattern == "\\S":
        return Finding(at, msg("{key} is empty.", key=subject), msg("Write something in it, or leave the key out."))
    if pattern.startswith(_DATE) or "[0-9]{2}" in pattern:
        message = msg("{key} is not a date: {text}.", key=subject, text=text)
        dashes = str.maketrans("–—‑−", "----")
        if text != text.translate(dashes):
            return Finding(at, message, msg("Write it with ordinary hyphens: {text}.", text=text.translate(dashes)))
        return Finding(at, message, _way_to_date(pattern))
    if pattern == "^[0-9]{4}$":
        hint = msg("Write SCB's four digits in quotation marks.")
        return Finding(at, msg("{text} is not a municipality code.", text=text), hint)
    if pattern == "^\\S+$":
        return Finding(at, msg("{key} holds a space: {text}.", key=subject, text=text), msg("Write it without spaces."))
    if pattern == _FINGERPRINT:
        hint = msg("Don't write it by hand: medlofte adopt writes it.")
        return Finding(at, msg("{text} is not a fingerprint of a promise.", text=text), hint)
    if pattern == _PATH:
        hint = msg("Write keys with full stops between, as activities.fotpatrull.target.")
        return Finding(at, msg("{text} is not a place in a promise.", text=text), hint)
    if pattern.startswith("^https?"):
        return Finding(at, msg("{text} is not a web address.", text=text), msg("Write it as https://example.se/"))
    if "@" in pattern and not pattern.startswith(_NAME):
        return Finding(at, msg("{text} is not an e-mail address.", text=text), msg("Write it as name@example.se"))
    hint = msg("Use letters, digits, hyphens and underscores, and no spaces.")
    return Finding(at, msg("{text} can't be used as a short name.", text=text), hint)


def _way_to_date(pattern: str) -> Message:
    if "/" in pattern:
        return msg("Write 2026-01-31, 2026-01 or 2026, or two such with a slash between.")
    if pattern.endswith("{2})?$"):
        return msg("Write 2026-01-31 or 2026-01.")
    return msg("Write 2026-01-31, 2026-01 or 2026.")


def _out_of_range(at: Pointer, subject: str | Message, read: object, kind: str, limit: object) -> Finding:
    hints = {
        "minimum": msg("Write at least {limit}.", limit=str(limit)),
        "maximum": msg("Write at most {limit}.", limit=str(limit)),
        "exclusiveMinimum": msg("Write more than {limit}.", limit=str(limit)),
        "exclusiveMaximum": msg("Write less than {limit}.", limit=str(limit)),
    }
    return Finding(at, msg("{key} can't be {read}.", key=subject, read=str(read)), hints[kind])


_TYPES = {
    "string": msg("text"),
    "number": msg("a number"),
    "integer": msg("a whole number"),
    "boolean": msg("true or false"),
    "array": msg("a list"),
    "object": msg("a mapping with keys"),
}


def _wanted(types: Sequence[str]) -> Message:
    words = [_TYPES[each] for each in types if each in _TYPES]
    if "string" in types and len(words) > 1:
        return msg("{one} or {other}", one=words[0], other=words[1])
    return words[0]


def _read(value: object) -> Message:
    if isinstance(value, bool):
        return msg("{text}", text=str(value).lower())
    if isinstance(value, str):
        return msg("“{text}”", text=value)
    if isinstance(value, list):
        return _TYPES["array"]
    if isinstance(value, dict):
        return _TYPES["object"]
    if isinstance(value, (int, Decimal)):
        return msg("the number {text}", text=_as_written(value))
    return msg("nothing")


def _as_written(value: object) -> str:
    """A number, true or false as it stood in the file."""
    return str(value).lower() if isinstance(value, bool) else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _subject(route: Route) -> str | Message:
    """What a message speaks of: the last key on the way, or the entry or file as a whole."""
    names = [step for step in route if isinstance(step, str)]
    if names:
        return names[-1]
    return msg("The entry") if route else msg("The file")


def _nearest(word: str, known: Sequence[str]) -> str | None:
    """The known name that a word means in Swedish, or most resembles, if any does."""
    from medlofte.parsing.schema.synonyms import SWEDISH  # here, because only faults need it

    meant = next((name for name in SWEDISH.get(word.casefold(), ()) if name in known), None)
    return meant or suggest(word.casefold().replace("-", "_"), known, ALIKE) or suggest(word.casefold(), known, ALIKE)


def _at(value: Any, route: Route) -> Any:
    for step in route:
        value = value[step]
    return value


def _at_schema(name: str, path: Sequence[str | int]) -> dict[str, Any]:
    schema = document(name)
    here: Any = schema
    for step in path:
        here = here[step]
        if step == "$ref":
            here = schema["$defs"][here.rsplit("/", 1)[-1]]
    return here  # type: ignore[no-any-return]
