"""``validate --format junit``: JUnit's XML, which Jenkins, Azure and GitLab show among the tests; a file is a test."""

from __future__ import annotations

from collections.abc import Sequence

from medlofte.core.diagnostic import Diagnostic, Severity
from medlofte.core.escaping import xml, xml_attribute
from medlofte.core.messages import Voice, count
from medlofte.reports.validation.report import Look, Report
from medlofte.reports.validation.words import lines

NAME = "medlofte"


def render(report: Report, voice: Voice, look: Look) -> str:
    """A test for each file that was looked at: failed when it has errors, its warnings and notes in ``system-out``."""
    del look
    said: dict[str, list[Diagnostic]] = {path: [] for path in report.paths}
    for each in report.diagnostics:
        said.setdefault(each.path, []).append(each)
    failed = sum(any(each.severity is Severity.ERROR for each in group) for group in said.values())
    numbers = f'tests="{len(said)}" failures="{failed}" errors="0"'
    tests = "".join(_test(path, group, voice) for path, group in sorted(said.items()))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="{NAME}" {numbers}>\n'
        f'  <testsuite name="{NAME}" {numbers} skipped="0">\n'
        f"{tests}"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def _test(path: str, said: Sequence[Diagnostic], voice: Voice) -> str:
    opened = f'    <testcase classname="{NAME}" name="{xml_attribute(path)}"'
    if not said:
        return f"{opened}/>\n"
    errors = [each for each in said if each.severity is Severity.ERROR]
    others = [each for each in said if each.severity is not Severity.ERROR]
    inside = _failure(errors, voice) if errors else ""
    if others:
        inside += f"      <system-out>{_text(others, voice)}</system-out>\n"
    return f"{opened}>\n{inside}    </testcase>\n"


def _failure(errors: Sequence[Diagnostic], voice: Voice) -> str:
    number = voice(count("{n} error", "{n} errors", len(errors)))
    message = xml_attribute(f"{number}: {voice(errors[0].message)}")
    return f'      <failure type="{errors[0].code}" message="{message}">{_text(errors, voice)}</failure>\n'


def _text(said: Sequence[Diagnostic], voice: Voice) -> str:
    return xml("\n".join(line for each in said for line in lines(each, voice)))
