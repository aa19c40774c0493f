"""Diagnostics to write in every format: those of all cases, hostile ones, and any at all."""

from hypothesis import strategies as st

from medlofte.core.diagnostic import LocatedDiagnostic, Related, Severity, in_order
from medlofte.core.messages import Message
from medlofte.core.source import Position, Route, Span
from medlofte.reports.validation import ValidationReport
from medlofte.validation import checker
from tests.validation.test_cases import CASES, NAMES, said_in

TRICKS = (
    *("a b.yaml", "åäö–😀.yaml", "två\nrader.yaml", "\"x\" & 'y' <z>.yaml", "::error::x", "##[error]x", "]]>", "<!--"),
    *(
        "a:b,c%0Ad%3A",
        "[a](https://b.se)",
        "![a](b)",
        "@exempel",
        "#1",
        "```",
        "~~~",
        "`",
        "<img src=x>",
        "\\n",
        "?q#f",
    ),
    *(
        "\x1b[31m",
        "\u202e",
        "\x00",
        "\x85",
        "\u2028",
        "\U000e0041",
        "\ufffe",
        "{0}",
        "{{x}}",
        "19811218-9876",
        "  ",
        "|",
    ),
)


def written(text: str) -> Message:
    """A message that says just this text, braces and all."""
    return Message(text.replace("{", "{{").replace("}", "}}"))


def diagnostic(
    text: str,
    path: str = "promises/exempelby-2026.yaml",
    *,
    at: tuple[int, int] = (3, 5),
    until: tuple[int, int] = (3, 9),
    severity: Severity = Severity.ERROR,
    code: str = "unknown-key",
    line: str = "    abcd: 1",
    hint: str | None = "Ta bort den.",
    route: Route = ("activities", 0),
) -> LocatedDiagnostic:
    span = Span(Position(*at), Position(*until))
    other = Related(path, Span(Position(1, 1), Position(1, 2)), written(f"Först: {text}"), "å: 1")
    return LocatedDiagnostic(
        code, severity, written(text), path, span, written(hint) if hint else None, route, (other,), line
    )


def hostile() -> tuple[LocatedDiagnostic, ...]:
    """Each trick in the message and in the path, in all severities, and columns behind letters of many bytes."""
    tricky = [
        diagnostic(f"Nyckeln {trick} är okänd.", f"promises/{trick}", severity=severity, hint=f"Se {trick}")
        for trick in TRICKS
        for severity in Severity
    ]
    behind = [
        diagnostic("Efter å.", at=(4, 6), until=(4, 8), line="  åä: x"),
        diagnostic("Efter emoji.", at=(5, 4), until=(5, 5), line="😀👍x: 1"),
        diagnostic("Efter raden.", at=(6, 9), until=(6, 9), line="å: 12345"),
        diagnostic("Flera rader.", at=(7, 3), until=(9, 2), line="å: [1,"),
        diagnostic("Utan rad.", at=(8, 4), until=(8, 6), line=""),
        diagnostic("Utan hjälp.", at=(1, 1), until=(1, 1), line="", hint=None, route=()),
    ]
    return tuple(in_order(tricky + behind))


def report_of(diagnostics: tuple[LocatedDiagnostic, ...], paths: tuple[str, ...] = ()) -> ValidationReport:
    codes = sorted({each.code for each in diagnostics} & set(checker.CODES))
    return ValidationReport(diagnostics, 1, len(paths), tuple(checker.CODES[code] for code in codes), paths)


def of_all_cases() -> ValidationReport:
    """Everything that is said about any of the cases, as if they lay in folders of one project."""
    said = [
        each.replace(
            path=f"{name}/{each.path}", related=tuple(o.replace(path=f"{name}/{o.path}") for o in each.related)
        )
        for name in NAMES
        for each in said_in(CASES / name)
    ]
    return report_of(tuple(in_order(said)), tuple(sorted({each.path for each in said})))


def sound() -> ValidationReport:
    """A report of nothing but two files that were looked at."""
    return report_of((), ("promises/exempelby-2026.yaml", "promises/exempelby-2026/polis.yaml"))


REPORTS = {"sound": sound(), "cases": of_all_cases(), "hostile": report_of(hostile())}

_texts = st.text(min_size=1) | st.lists(st.sampled_from(TRICKS), min_size=1, max_size=3).map("".join)
_numbers = st.integers(1, 10_000)


@st.composite
def reports(draw: st.DrawFn) -> ValidationReport:
    """A report of up to four diagnostics with any text in message, hint, path, line and route."""
    said = []
    for _ in range(draw(st.integers(0, 4))):
        line, column, length = draw(_numbers), draw(st.integers(1, 40)), draw(st.integers(0, 20))
        said.append(
            diagnostic(
                draw(_texts),
                f"promises/{draw(_texts)}",
                at=(line, column),
                until=(line, column + length),
                severity=draw(st.sampled_from(Severity)),
                code=draw(st.sampled_from(sorted(checker.CODES))),
                line=draw(st.text(max_size=60)),
                hint=draw(st.none() | _texts),
                route=tuple(draw(st.lists(_texts | st.integers(0, 9), max_size=3))),
            )
        )
    return report_of(tuple(in_order(said)))
