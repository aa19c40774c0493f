"""``validate --format sarif``: SARIF 2.1.0, an OASIS standard, which code scanning and many editors read."""

from __future__ import annotations

import re
from typing import Any

from medlofte import __version__
from medlofte.core.diagnostic import Code, LocatedDiagnostic, Severity
from medlofte.core.escaping import escape_sarif, escape_uri_path, json_text, strip_asterisks
from medlofte.core.messages import Translator, msg
from medlofte.core.source import Span
from medlofte.reports.validation.fingerprint import fingerprints
from medlofte.reports.validation.report import Look, ValidationReport
from medlofte.reports.validation.words import message_and_hint

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "medlofte/v1"

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_BETWEEN_SENTENCES = r"(?<=\w{3}[.?!]) (?=[A-ZÅÄÖ])"


def render(report: ValidationReport, translator: Translator, look: Look) -> str:
    """One run with all results, notes too, and the rules that they name."""
    codes = sorted({each.code for each in report.diagnostics})
    known = {code.name: code for code in report.codes}
    prints = fingerprints(report.diagnostics)
    driver = {
        "name": "medlofte",
        "version": __version__,
        "semanticVersion": __version__,
        "language": translator.language,
        "rules": [_rule(known[code], translator) if code in known else {"id": code} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": translator.language,
        "columnKind": "unicodeCodePoints",
        "results": [
            {
                "ruleId": each.code,
                "ruleIndex": codes.index(each.code),
                **_result(each, translator, look.folder),
                "partialFingerprints": {FINGERPRINT: fingerprint},
            }
            for each, fingerprint in zip(report.diagnostics, prints)
        ],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code, translator: Translator) -> dict[str, Any]:
    about = strip_asterisks(translator(msg(code.about)))
    return {
        "id": code.name,
        "shortDescription": {"text": re.split(_BETWEEN_SENTENCES, about)[0]},
        "fullDescription": {"text": about},
        "help": {"text": translator(msg("What a code means: medlofte explain {code}", code=code.name))},
        "defaultConfiguration": {"level": _LEVEL[code.severity]},
    }


def _result(diagnostic: LocatedDiagnostic, translator: Translator, folder: str) -> dict[str, Any]:
    return {
        "level": _LEVEL[diagnostic.severity],
        "message": {"text": escape_sarif(message_and_hint(diagnostic, translator, "\n"))},
        "locations": [_location(f"{folder}{diagnostic.path}", diagnostic.span)],
        "relatedLocations": [
            {
                "id": number,
                **_location(f"{folder}{other.path}", other.span),
                "message": {"text": escape_sarif(translator(other.message))},
            }
            for number, other in enumerate(diagnostic.related, 1)
        ],
        "properties": {"route": list(diagnostic.route)},
    }


def _location(path: str, span: Span) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": escape_uri_path(path), "uriBaseId": ROOT},
            "region": {
                "startLine": span.start.line,
                "startColumn": span.start.column,
                "endLine": span.end.line,
                "endColumn": span.end.column,
            },
        }
    }
