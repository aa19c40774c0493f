"""What is looked for in a file's raw text and name, comments included: personal data, editor lines that mislead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from medlofte.core.diagnostic import MOST_OF_A_KIND, Code, Finding, LocatedDiagnostic, Pointer, Severity
from medlofte.core.messages import Message, msg
from medlofte.core.personal_data import (
    PersonalDatum,
    find_contacts,
    find_identity_numbers,
    has_identity_number,
    mask_span,
)
from medlofte.core.source import TOP, Position, Route, Source, Span

CODES = (
    Code(
        "personal-number",
        Severity.ERROR,
        "A personnummer or samordningsnummer. Promises are published, and git keeps what has once been committed.",
    ),
    Code(
        "doubtful-personal-number",
        Severity.WARNING,
        "The form of a personnummer with a wrong check digit: mistyped, or a reference that will be taken for one.",
    ),
    Code("email-address", Severity.WARNING, "An e-mail address, which may be a person's; it will be published."),
    Code("mobile-number", Severity.WARNING, "A mobile number, which may be a person's; it will be published."),
    Code("misleading-schema-line", Severity.WARNING, "The editor is set to check the file against another schema."),
)
_SEVERITY = {code.name: code.severity for code in CODES}
_CODE = {
    "identity": "personal-number",
    "wrong-check-digit": "doubtful-personal-number",
    "email": "email-address",
    "mobile": "mobile-number",
}
_MESSAGE = {
    "identity": msg("This is a personal number (personnummer or samordningsnummer)."),
    "wrong-check-digit": msg("This looks like a personal number, but its check digit is wrong."),
    "email": msg("This is an e-mail address."),
    "mobile": msg("This is a mobile number."),
}
_NOT_ENOUGH = msg(
    "Remove it. Once pushed that is not enough, for git keeps it: tell the data protection officer, and have the "
    "history rewritten (git filter-repo)."
)
_HINT = {
    "identity": _NOT_ENOUGH,
    "wrong-check-digit": msg("If it is one, remove it. If it is a reference, write it in another form."),
    "email": msg("Name a function and put its mailbox under contact, as email; never a private person's."),
    "mobile": msg("Name a function and put its number under contact, as phone; never a private person's."),
}
_OF_A_FUNCTION = "(?:email|phone): {0,8}[\"']?$"


def in_text(source: Source, kind: str) -> Iterator[LocatedDiagnostic]:
    """What the text of a promise, a log or the settings (``kind``: promise, log, config) holds that it should not."""
    numbers = list(islice(find_identity_numbers(source.text), MOST_OF_A_KIND + 1))
    yield from (_located(source, found) for found in numbers)
    contact = (found for found in find_contacts(source.text) if not _is_known(found, source.text, numbers))
    yield from (_located(source, found) for found in islice(contact, MOST_OF_A_KIND + 1))
    if "$schema" in source.text:
        yield from _misleading_lines(source, kind)


def in_path(path: str) -> Iterator[LocatedDiagnostic]:
    """The personal numbers in a file's name or in the names of its folders."""
    if has_identity_number(path):
        message = msg("The file's name holds a personal number (personnummer or samordningsnummer).")
        yield LocatedDiagnostic("personal-number", Severity.ERROR, message, path, TOP, _NOT_ENOUGH)


def in_values(value: Any) -> Iterator[Finding]:
    """The personal numbers in a file's values and keys, which its raw text may hide behind escapes."""
    for route, on_key, text in _texts(value):
        if has_identity_number(text):
            yield Finding(Pointer(route, "", on_key), _MESSAGE["identity"], _NOT_ENOUGH)


def _texts(value: Any) -> Iterator[tuple[Route, bool, str]]:
    """Every text and every key in a plain value, with its route."""
    waiting: list[tuple[Route, Any]] = [((), value)]
    while waiting:
        route, each = waiting.pop()
        if isinstance(each, str):
            yield route, False, each
        elif isinstance(each, dict):
            yield from (((*route, key), True, key) for key in each)
            waiting += (((*route, key), item) for key, item in each.items())
        elif isinstance(each, list):
            waiting += (((*route, index), item) for index, item in enumerate(each))


def _is_known(found: PersonalDatum, text: str, numbers: list[PersonalDatum]) -> bool:
    """Whether it is a function's address or number, given under ``contact``, or part of what was said already."""
    if any(number.start < found.end and found.start < number.end for number in numbers):
        return True
    return re.search(_OF_A_FUNCTION, text[max(found.start - 24, 0) : found.start]) is not None


def _located(source: Source, found: PersonalDatum) -> LocatedDiagnostic:
    line_start = source.text.rfind("\n", 0, found.start) + 1
    line_end = source.text.find("\n", found.start)
    line_end = len(source.text) if line_end < 0 else line_end
    number = source.text.count("\n", 0, found.start) + 1
    first, last = found.start - line_start + 1, min(found.end, line_end) - line_start + 1
    line = source.text[line_start:line_end]
    if found.kind in ("identity", "wrong-check-digit"):
        line = mask_span(line, PersonalDatum(found.kind, first - 1, last - 1))
    return _diagnostic(found.kind, source.path, Span(Position(number, first), Position(number, last)), line)


def _diagnostic(kind: str, path: str, span: Span, line: str) -> LocatedDiagnostic:
    code = _CODE[kind]
    return LocatedDiagnostic(code, _SEVERITY[code], _MESSAGE[kind], path, span, _HINT[kind], line=line)


def _misleading_lines(source: Source, kind: str) -> Iterator[LocatedDiagnostic]:
    """The comments that name another schema for the editor than medlofte's for this kind of file."""
    for number, line in enumerate(source.lines, 1):
        before, _, after = line.partition("$schema")
        named = (after.lstrip(" ")[1:].split() or [""])[0]
        if (
            not named
            or not before.lstrip().startswith("#")
            or not after.lstrip(" ").startswith(("=", ":"))
            or _is_own(named, kind)
        ):
            continue
        column = line.index(named, len(before) + len("$schema")) + 1
        span = Span(Position(number, column), Position(number, column + len(named)))
        yield _misleading(source.path, span, line, named, kind)


def _is_own(named: str, kind: str) -> bool:
    """Whether it is a path inside the project to medlofte's schema of the kind, or the schema's own name."""
    if ":" in named or named.startswith(("/", "\\")):
        return named == f"urn:medlofte:schema:{kind}"
    return named.rsplit("/", 1)[-1].removeprefix("medlofte-") == f"{kind}.schema.json"


def _misleading(path: str, span: Span, line: str, named: str, kind: str) -> LocatedDiagnostic:
    message: Message = msg(
        "The editor is set to use {schema}, which is not medlofte's schema for this file.", schema=named
    )
    hint = msg("Write the path to {name}, or remove the line.", name=f"{kind}.schema.json")
    return LocatedDiagnostic(
        "misleading-schema-line", _SEVERITY["misleading-schema-line"], message, path, span, hint, line=line
    )
