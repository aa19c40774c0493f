"""medlofte on every Python that it supports, as far as they are installed. ``nox --list`` tells what there is.

``.ci/run`` is what must pass before a change lands; the sessions here are its parts, each in an environment of its own.
"""

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "tests"]

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
OF_EVERY_SYSTEM = (
    *(
        "test_cases.py",
        "test_decode.py",
        "test_ledger.py",
        "test_log.py",
        "test_tree.py",
        "test_text.py",
        "test_windows.py",
    ),
    *(
        "figures",
        "test_cli_validate.py",
        "test_cli_progress.py",
        "test_cli_log.py",
        "test_cli_completion.py",
        "test_api.py",
    ),
)
"""The tests of what medlofte is for, which use nothing that one system alone has."""
OF_THE_GUIDES = (
    *("test_readme.py", "test_rules_page.py", "test_api.py", "test_commands_page.py"),
    *("test_gallery.py", "test_guides.py", "test_links.py"),
)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The suite; with arguments behind --, those in place of all of it."""
    session.install("-e", ".[test]")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def quick(session: nox.Session) -> None:
    """The core's tests in some 20 seconds, for use while working."""
    session.install("-e", ".[test]")
    session.run("pytest", "-m", "quick", "-n", "auto", *session.posargs)


@nox.session(python=PYTHONS)
def core(session: nox.Session) -> None:
    """The part of the suite that holds on every system: Linux, macOS and Windows."""
    session.install("-e", ".[test]")
    session.run("pytest", *(f"tests/{name}" for name in OF_EVERY_SYSTEM), *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style and order."""
    session.install("-e", ".[test]")
    session.run("ruff", "format", "--check")
    session.run("ruff", "check")


@nox.session
def types(session: nox.Session) -> None:
    """Types, strictly."""
    session.install("-e", ".[test]")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """That each command, output, example and link in the documentation is true, and that it can be built as a site."""
    session.install("-e", ".[test]", "-r", "docs/requirements.txt")
    session.run("pytest", *(f"tests/{name}" for name in OF_THE_GUIDES), *session.posargs)
    session.run("zensical", "build", "--strict")


@nox.session(python=PYTHONS)
def packaging(session: nox.Session) -> None:
    """Wheel and sdist: built twice and compared, installed with all extras, every command called."""
    session.install("-e", ".[test]", "-r", "tests/packaging/requirements.txt")
    session.run(
        "pytest", "-m", "packaging", "tests/packaging", *session.posargs, env={"MEDLOFTE_PACKAGING": "required"}
    )


@nox.session
def audit(session: nox.Session) -> None:
    """Whether a fault is publicly known in anything that medlofte installs or is built with."""
    session.install(".[all,parquet]", "-r", "tests/packaging/requirements.txt")
    session.run("pip-audit", "--local", "--desc", "on", "--progress-spinner", "off", *session.posargs)
