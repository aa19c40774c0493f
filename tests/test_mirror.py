"""The tests mirror the source: a module has a test of its name beside it, or is tested elsewhere for a reason."""

from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.test_architecture import ORDER, modules

pytestmark = pytest.mark.quick

TESTS = Path(__file__).parent
TESTED_ELSEWHERE = {
    "__main__": ("cli/test_process.py", "it is a process"),
    "authoring/new_entry": ("cli/commands/test_log.py", "what it refuses and asks depends on a project's logs"),
    "changes/codes": ("docs/test_explained.py", "a table; each code is explained"),
    "changes/commit": ("changes/test_history.py", "the types of a history"),
    "changes/gate/*": ("changes/gate/test_gate_cases.py", "a case on disk for each kind of change"),
    "cli/commands/diff": ("changes/gate/test_pull_request.py", "told beside the gate's verdict"),
    "cli/commands/explain": ("docs/test_explained.py", "every code is explained"),
    "cli/commands/lsp": ("lsp/test_server.py", "it starts the server"),
    "cli/commands/rules": ("docs/test_rules_page.py", "it lists what the page explains"),
    "cli/commands/schema": ("parsing/schema/test_schema.py", "it prints a schema"),
    "cli/commands/show": ("cli/commands/test_list.py", "one promise of those that are listed"),
    "cli/log_entry": ("cli/commands/test_log.py", "the command, but for its options"),
    "cli/log_prompts": ("cli/commands/test_log.py", "its questions"),
    "cli/open_data": ("cli/commands/test_export.py", "the command, but for its options"),
    "cli/template_list": ("cli/commands/test_render.py", "printed by the command"),
    "core/collation": ("cli/commands/test_list.py", "the order of a list"),
    "core/extras": ("cli/commands/test_render_formats.py", "the message for an extra that is not installed"),
    "documents/*": ("documents/test_content.py", "every document of every promise, line by line"),
    "lsp/features": ("lsp/test_server.py", "an editor asks for each feature"),
    "opendata/columns": ("opendata/test_tables.py", "a table; a golden file holds it"),
    "opendata/xlsx": ("opendata/test_tables.py", "every format of the same tables"),
    "parsing/schema/synonyms": ("parsing/schema/test_schema.py", "words that a key or a choice may be mistaken for"),
    "project/entries": ("cli/commands/test_log.py", "what it writes depends on a project's logs"),
    "project/open_data": ("cli/commands/test_export.py", "tables of a whole project"),
    "project/sheet_import": ("cli/commands/test_import.py", "a sheet into a project, all of it or nothing"),
    "publishing/*": ("documents/test_every_format.py", "every document in every format"),
    "rendering/job": ("rendering/test_sandbox.py", "it is what the child process does"),
    "rendering/pipeline": ("cli/commands/test_render.py", "a document is made by the command"),
    "reports/due/*": ("cli/commands/test_due.py", "every format of what is due"),
    "reports/progress/*": ("cli/commands/test_progress.py", "every format of the figures"),
    "reports/show": ("cli/commands/test_list.py", "printed by the command"),
    "reports/style": ("core/test_escaping_bypass.py", "the only module with escape sequences"),
    "reports/validation/*": ("reports/validation/test_each.py", "every format of the same diagnostics"),
    "site/build": ("cli/commands/test_site_files.py", "the whole site, as the command makes it"),
    "validation/rules/*": ("validation/test_cases.py", "a case on disk for each rule"),
}
"""Where a module is tested that has no test of its name, and why there. A star stands for the rest of a package."""

OF_A_PACKAGE = {
    "changes/gate": {"any_change", "broken", "followups", "gate_cases", "getting_past", "pull_request"},
    "cli": {"memory", "process", "startup"},
    "core": {"message_english"},
    "documents": {
        *("any_promise", "content", "every_format", "hostile", "hostile_looks", "house_style", "variables"),
    },
    "parsing/schema": {"schema"},
    "progress": {"growth", "properties"},
    "project": {"windows"},
    "publishing": {"reference_docx"},
    "reports/validation": {"each", "read_back", "schemas"},
    "validation": {"cases", "decided", "mutants"},
}
"""Tests of what the modules of a package do together, by their names without ``test_``."""


def own_tests(module: str) -> list[Path]:
    """The tests of a module's own name: ``tests/<package>/test_<module>.py``, or several that begin so."""
    folder, _, name = module.rpartition("/")
    name = name.strip("_")
    return [*(TESTS / folder).glob(f"test_{name}.py"), *(TESTS / folder).glob(f"test_{name}_*.py")]


def without_own_test() -> list[str]:
    names = (path.removesuffix(".py") for path in modules())
    return [name for name in names if not name.endswith("__init__") and not own_tests(name)]


def test_every_module_is_tested_under_its_name_or_is_listed() -> None:
    left = [name for name in without_own_test() if not any(fnmatch(name, pattern) for pattern in TESTED_ELSEWHERE)]
    assert not left, f"no tests/<package>/test_<module>.py, and not in TESTED_ELSEWHERE: {', '.join(left)}"


@pytest.mark.parametrize("pattern", TESTED_ELSEWHERE)
def test_what_is_listed_is_needed_and_leads_to_a_test(pattern: str) -> None:
    test, reason = TESTED_ELSEWHERE[pattern]
    assert (TESTS / test).is_file()
    assert reason
    assert any(fnmatch(name, pattern) for name in without_own_test()), "every module of it has a test of its own now"


def test_the_folders_of_tests_are_those_of_the_source() -> None:
    source = {path.rpartition("/")[0] for path in modules()} | {""}
    mirrored = {
        path.parent.relative_to(TESTS).as_posix().strip(".")
        for path in TESTS.rglob("test_*.py")
        if path.relative_to(TESTS).parts[0] in ORDER and "cases" not in path.parts
    }
    assert mirrored <= source


def of_no_module() -> set[tuple[str, str]]:
    """The tests in a package's folder that no module has the name of, as folder and name."""
    names = {path.removesuffix(".py").removesuffix("/__init__") for path in modules()}
    own = {path for name in names for path in own_tests(name)}
    others = {
        path
        for path in TESTS.rglob("test_*.py")
        if path.relative_to(TESTS).parts[0] in ORDER and path not in own and "cases" not in path.parts
    }
    return {(path.parent.relative_to(TESTS).as_posix(), path.stem.removeprefix("test_")) for path in others}


def test_a_test_has_a_module_s_name_or_is_listed_as_one_of_a_package() -> None:
    listed = {(folder, name) for folder, names in OF_A_PACKAGE.items() for name in names}
    assert of_no_module() - listed == set(), "no module is called so"
    assert listed - of_no_module() == set(), "there is no such test, or a module of that name"
