"""``validate --format junit``: JUnit's XML, which Jenkins, Azure and GitLab show among the tests; a file is a test."""

from __future__ import annotations

from collections.abc import Sequence

from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.escaping import escape_xml, escape_xml_attribute
from medlofte.core.messages import Translator, msg_n
from medlofte.reports.validation.report import Look, ValidationReport
from medlofte.reports.validation.words import lines

NAME = "medlofte"


def render(report: ValidationReport, translator: Translator, look: Look) -> str:
    """A test for each file that was looked at: failed when it has errors, its warnings and notes in ``system-out``."""
    del look
    said: dict[str, list[LocatedDiagnostic]] = {path: [] for path in report.paths}
    for each in report.diagnostics:
        said.setdefault(each.path, []).append(each)
    failed = sum(any(each.severity is Severity.ERROR for each in group) for group in said.values())
    numbers = f'tests="{len(said)}" failures="{failed}" errors="0"'
    tests = "".join(_test(path, group, translator) for path, group in sorted(said.items()))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="{NAME}" {numbers}>\n'
        f'  <testsuite name="{NAME}" {numbers} skipped="0">\n'
        f"{tests}"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def _test(path: str, said: Sequence[LocatedDiagnostic], translator: Translator) -> str:
    opened = f'    <testcase classname="{NAME}" name="{escape_xml_attribute(path)}"'
    if not said:
        return f"{opened}/>\n"
    errors = [each for each in said if each.severity is Severity.ERROR]
    others = [each for each in said if each.severity is not Severity.ERROR]
    inside = _failure(errors, translator) if errors else ""
    if others:
        inside += f"      <system-out>{_text(others, translator)}</system-out>\n"
    return f"{opened}>\n{inside}    </testcase>\n"


def _failure(errors: Sequence[LocatedDiagnostic], translator: Translator) -> str:
    number = translator(msg_n("{n} error", "{n} errors", len(errors)))
    message = escape_xml_attribute(f"{number}: {translator(errors[0].message)}")
    return f'      <failure type="{errors[0].code}" message="{message}">{_text(errors, translator)}</failure>\n'


def _text(said: Sequence[LocatedDiagnostic], translator: Translator) -> str:
    return escape_xml("\n".join(line for each in said for line in lines(each, translator)))
