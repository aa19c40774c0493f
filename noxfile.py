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
    *("core", "parsing", "progress", "test_api.py", "project/test_windows.py"),
    *("validation/test_cases.py", "validation/test_checker.py"),
    *(f"cli/commands/test_{name}.py" for name in ("validate", "progress", "log")),
    "cli/test_shell_completion.py",
)
"""The tests of what medlofte is for, which use nothing that one system alone has."""
OF_THE_GUIDES = ("docs", "test_api.py")


LOCKED = {
    "all": (
        *("--extra=all", "--extra=parquet", "--extra=test"),
        *("--group=build", "--group=docs", "--group=packaging", "--group=platforms"),
    ),
    "extras": ("--extra=all", "--extra=parquet"),
    "image": ("--extra=all",),
    "packaging": ("--group=packaging",),
    "run": ("--group=build",),
    "test": ("--extra=test", "--group=build"),
}
"""The files in requirements/ and what each holds beside medlofte's dependencies. ``all`` is the lock, resolved once;
the others are parts of it."""


def install_locked(session: nox.Session, *names: str) -> None:
    """Install files of requirements/, and medlofte with what they hold."""
    session.install("--require-hashes", *(f"--requirement=requirements/{name}.txt" for name in names))
    session.install("--no-deps", "--no-build-isolation", "--editable", ".")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The suite; with arguments behind --, those in place of all of it."""
    install_locked(session, "test")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def quick(session: nox.Session) -> None:
    """The core's tests in some 20 seconds, for use while working."""
    install_locked(session, "test")
    session.run("pytest", "-m", "quick", "-n", "auto", *session.posargs)


@nox.session(python=PYTHONS)
def core(session: nox.Session) -> None:
    """The part of the suite that holds on every system: Linux, macOS and Windows."""
    install_locked(session, "test")
    session.run("pytest", *(f"tests/{name}" for name in OF_EVERY_SYSTEM), *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style and order."""
    install_locked(session, "test")
    session.run("ruff", "format", "--check")
    session.run("ruff", "check")


@nox.session
def types(session: nox.Session) -> None:
    """Types, strictly."""
    install_locked(session, "test")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """That each command, output, example and link in the documentation is true, and that it can be built as a site."""
    install_locked(session, "all")
    session.run("pytest", *(f"tests/{name}" for name in OF_THE_GUIDES), *session.posargs)
    session.run("zensical", "build", "--strict")


@nox.session(python=PYTHONS)
def packaging(session: nox.Session) -> None:
    """Wheel and sdist: built twice and compared, installed with all extras, every command called."""
    install_locked(session, "test", "packaging")
    session.run(
        "pytest", "-m", "packaging", "tests/packaging", *session.posargs, env={"MEDLOFTE_PACKAGING": "required"}
    )


@nox.session
def audit(session: nox.Session) -> None:
    """Whether a fault is publicly known in anything that medlofte installs or is built with."""
    install_locked(session, "extras", "packaging")
    session.run("pip-audit", "--local", "--desc", "on", "--progress-spinner", "off", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Resolve pyproject.toml into requirements/. ``-- --upgrade`` takes the newest versions, else pins are kept."""
    session.install("--require-hashes", "--requirement=requirements/packaging.txt")
    for name, contents in LOCKED.items():
        command = ("uv", "pip", "compile", "--universal", "--generate-hashes", "--python-version=3.11")
        within = () if name == "all" else ("--constraint=requirements/all.txt",)
        chosen = session.posargs if name == "all" else ()
        output = f"--output-file=requirements/{name}.txt"
        session.run(*command, *within, *contents, output, "pyproject.toml", *chosen, silent=True)


@nox.session(python=[PYTHONS[0], PYTHONS[-1]], reuse_venv=False)
def newest(session: nox.Session) -> None:
    """The suite without the lock, with the newest versions that the ranges allow: what a user gets today."""
    session.install("--editable", ".[test]")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session(python=PYTHONS[0], venv_backend="uv", reuse_venv=False)
def lowest(session: nox.Session) -> None:
    """The suite with the lower bound of every range, build tools among them."""
    session.install("--resolution=lowest-direct", "--group=build")
    session.install("--resolution=lowest-direct", "--group=build", "--no-build-isolation", "--editable", ".[test]")
    session.run("pytest", "-n", "auto", *session.posargs)
