"""Each format of ``validate`` read back by a parser of its own kind, to what a diagnostic says."""

import json
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.escaping import escape_line, escape_xml, mask_and_escape
from medlofte.core.personal_data import mask_identity_numbers

_COMMAND = re.compile(r"::(error|warning|notice) (.*?)::(.*)")
_LINE = re.compile(r"(\d+):(\d+): (error|warning|note)\[([a-z0-9-]+)\]: (.*)")


class Said(NamedTuple):
    """What every format must tell of a diagnostic; ``column`` counts code points, and is none where none is known."""

    path: str
    line: int
    column: int | None
    severity: str
    code: str
    words: str


def of_json(text: str) -> list[Said]:
    return [
        Said(
            each["path"],
            each["start"]["line"],
            each["start"]["column"],
            each["severity"],
            each["code"],
            each["message"] if each["hint"] is None else f"{each['message']}\n{each['hint']}",
        )
        for each in json.loads(text)["diagnostics"]
    ]


def of_github(text: str) -> list[Said]:
    read = []
    for line in text.split("\n"):
        match = _COMMAND.fullmatch(line)
        if match is None:
            continue
        given = {name: _unescaped(value) for name, value in (each.split("=", 1) for each in match[2].split(","))}
        words = _unescaped(match[3])
        severity = "note" if match[1] == "notice" else match[1]
        read.append(Said(given["file"], int(given["line"]), int(given["col"]), severity, given["title"], words))
    return read


def _unescaped(text: str) -> str:
    """As GitHub's runner reads data and properties of a command."""
    for escape, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, sign)
    return text


def of_gitlab(text: str) -> list[Said]:
    severities = {"major": "error", "minor": "warning", "info": "note"}
    return [
        Said(
            each["location"]["path"],
            each["location"]["lines"]["begin"],
            each["location"]["positions"]["begin"]["column"],
            severities[each["severity"]],
            each["check_name"],
            each["description"],
        )
        for each in json.loads(text)
    ]


def of_sarif(text: str) -> list[Said]:
    (run,) = json.loads(text)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    read = []
    for each in run["results"]:
        (location,) = each["locations"]
        place = location["physicalLocation"]
        path = unquote(place["artifactLocation"]["uri"], errors="strict")
        region = place["region"]
        words = each["message"]["text"]
        read.append(Said(path, region["startLine"], region["startColumn"], each["level"], each["ruleId"], words))
    return read


def of_junit(text: str) -> list[Said]:
    (suite,) = etree.fromstring(text.encode())
    read = []
    for test in suite:
        start = f"{escape_line(test.get('name'))}:"
        for element in test:
            for line in element.text.split("\n"):
                match = _LINE.fullmatch(line.removeprefix(start)) if line.startswith(start) else None
                if match is not None:
                    number, column, severity, code, words = match.groups()
                    assert severity == "error" or element.tag == "system-out"
                    read.append(Said(test.get("name"), int(number), int(column), severity, code, words))
    return read


def of_rdjson(text: str) -> list[Said]:
    return [
        Said(
            each["location"]["path"],
            each["location"]["range"]["start"]["line"],
            each["location"]["range"]["start"].get("column"),
            {"ERROR": "error", "WARNING": "warning", "INFO": "note"}[each["severity"]],
            each["code"]["value"],
            each["message"],
        )
        for each in json.loads(text)["diagnostics"]
    ]


READERS: Mapping[str, Callable[[str], list[Said]]] = {
    "json": of_json,
    "github": of_github,
    "gitlab": of_gitlab,
    "sarif": of_sarif,
    "junit": of_junit,
    "rdjson": of_rdjson,
}


def told(format: str, each: LocatedDiagnostic, said_by: Callable[..., str]) -> Said:
    """What the format must tell of the diagnostic, with what its documentation says of how texts are written."""
    message, hint = said_by(each.message), said_by(each.hint) if each.hint is not None else ""
    words = {"gitlab": f"{message} {hint}", "junit": message}.get(format, f"{message}\n{hint}")
    words = words if hint or format == "junit" else message
    column: int | None = each.span.start.column
    if format == "rdjson":
        before = each.span.start.column - 1
        column = len(each.line[:before].encode()) + 1 if before <= len(each.line) else None
    return Said(
        _AS_PATH.get(format, mask_identity_numbers)(each.path),
        each.span.start.line,
        column,
        each.severity.word,
        each.code,
        _AS_WORDS.get(format, mask_identity_numbers)(words),
    )


def _in_sarif(text: str) -> str:
    return mask_and_escape(text).replace("](", "] (")


def _in_junit(text: str) -> str:
    return str(etree.fromstring(f"<x>{escape_xml(text)}</x>").text or "")


def _in_github(text: str) -> str:
    return mask_and_escape(text).replace("##[", "#\\x23[")


_AS_PATH = {"github": _in_github, "junit": _in_junit}
_AS_WORDS = {"github": _in_github, "junit": escape_line, "sarif": _in_sarif}
