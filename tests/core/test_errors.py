"""What could not be done: its exit code, and the first of several reasons in front."""

import pytest

from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.errors import UNREADABLE, MedlofteError, Notice, Rejected, TemplateFault, internal_error
from medlofte.core.messages import msg
from medlofte.core.source import on_line

pytestmark = pytest.mark.quick


def diagnostic(code: str) -> LocatedDiagnostic:
    return LocatedDiagnostic(code, Severity.ERROR, msg("error"), "promises/x.yaml", on_line(1, 1), msg("help"))


def test_an_error_ends_with_2_and_one_in_a_template_with_1() -> None:
    assert MedlofteError(msg("error")).exit_code == 2
    assert TemplateFault(msg("error")).exit_code == 1


@pytest.mark.parametrize(
    ("codes", "asked", "exit_code"),
    [
        (("unknown-key",), None, 1),
        (("unknown-key", UNREADABLE), None, 2),
        (("unknown-key",), 2, 2),
    ],
)
def test_what_is_rejected_ends_with_1_or_with_2_for_a_file_that_cannot_be_read(
    codes: tuple[str, ...], asked: int | None, exit_code: int
) -> None:
    assert Rejected(diagnostics=[diagnostic(code) for code in codes], exit_code=asked).exit_code == exit_code


def test_what_is_rejected_has_all_its_reasons_and_the_first_as_its_message() -> None:
    found, problem = diagnostic("unknown-key"), Notice(msg("warning"))
    error = Rejected(diagnostics=[found], problems=[problem])
    assert (error.diagnostics, error.problems) == ((found,), (problem,))
    assert (error.message, error.hint) == (found.message, found.hint)
    assert Rejected(problems=[problem]).message == problem.message


def test_an_internal_error_names_kind_and_line_and_nothing_of_the_data() -> None:
    try:
        int("19811218-9876")
    except ValueError as error:
        values = internal_error(error).values
        text = str(internal_error(error))
    assert "ValueError" in text
    assert "9876" not in text
    assert str(values["where"]).rpartition(":")[2].isdecimal()
