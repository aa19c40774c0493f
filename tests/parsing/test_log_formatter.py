"""A log in canonical form: by last day, a line for each entry, with every comment in its place."""

import pytest

from medlofte.core.source import Source
from medlofte.parsing.log_formatter import format_log

pytestmark = pytest.mark.quick

PATH = "promises/x-2026/polis.yaml"


def formatted(*texts: str) -> str | None:
    return format_log(*(Source(PATH, text) for text in texts)).value


def test_entries_are_ordered_by_last_day_and_keys_as_the_format_has_them() -> None:
    assert formatted(
        "- {date: 2026-01/2026-03, activity: a, count: 4}\n"
        "- {count: 2, activity: a, date: 2026-02}\n"
        "- {date: 2026-02-28, activity: a, count: 1}\n"
        "- {date: 2026-01-09, activity: a, count: 3}\n"
    ) == (
        "- {date: 2026-01-09, activity: a, count: 3}\n"
        "- {date: 2026-02, activity: a, count: 2}\n"
        "- {date: 2026-02-28, activity: a, count: 1}\n"
        "- {date: 2026-01/2026-03, activity: a, count: 4}\n"
    )


def test_an_entry_on_several_lines_is_put_on_one() -> None:
    assert (
        formatted("- date: 2026-01-09\n  activity: a\n  count: 3\n") == "- {date: 2026-01-09, activity: a, count: 3}\n"
    )


def test_a_comment_above_or_behind_an_entry_moves_with_it() -> None:
    text = "- {date: 2026-03, activity: a}\n# regn\n- {date: 2026-01, activity: a, note: 'x # y'} # två\n# slut\n"
    assert formatted(text) == (
        '# regn\n- {date: 2026-01, activity: a, note: "x # y"}  # två\n- {date: 2026-03, activity: a}\n# slut\n'
    )


def test_a_comment_inside_an_entry_is_not_lost_but_reported_with_its_line() -> None:
    found = format_log(Source(PATH, "- {date: 2026-01, activity: a}\n- date: 2026-02 # här\n  activity: a\n"))
    assert found.value is None
    assert [(each.code, each.span.start.line) for each in found.errors] == [("entry-spans-lines", 2)]


def test_several_logs_become_one() -> None:
    first = "# Polisens logg\n\n- {date: 2026-03, activity: a}\n"
    second = "# Polisens logg\n\n- {date: 2026-01, activity: a}\n"
    assert formatted(first, second) == (
        "# Polisens logg\n- {date: 2026-01, activity: a}\n- {date: 2026-03, activity: a}\n"
    )


def test_what_is_formatted_is_formatted_already() -> None:
    once = formatted("# x\n\n- {count: 2, activity: a, date: 2026-02}   # y\n\n\n# z\n- {date: 2026-01, activity: a}\n")
    assert once is not None
    assert formatted(once) == once
