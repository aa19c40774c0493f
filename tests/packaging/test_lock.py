"""One lock pins everything that is installed here, and nothing is installed that it does not pin."""

import importlib.util
import re
import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.lock import (
    FOLDER,
    PROJECT,
    ROOT,
    Pin,
    build_requirements,
    compile_options,
    constraints,
    dependencies,
    extra,
    group,
    installations,
    is_locked,
    parse_pins,
    read_pins,
    unmet,
)
from tests.support.workflows import ACTION, WORKFLOWS, read, steps

NAMES = sorted(path.stem for path in FOLDER.iterdir())
EXTRAS = sorted(PROJECT["project"]["optional-dependencies"])
GROUPS = sorted(PROJECT["dependency-groups"])
OPEN = {"lowest", "newest"}
"""The nox sessions that try what the lock does not hold."""
HASH = f"--hash=sha256:{'0' * 64}"


def packed(pins: list[Pin]) -> set[tuple[str, str, frozenset[str]]]:
    """Pins without their markers, which may be wider where more is resolved."""
    return {(pin.name, pin.version, pin.hashes) for pin in pins}


def chosen(name: str) -> list[Requirement]:
    """What a file of the lock must hold, by the extras and groups of the command in its header."""
    found = dependencies()
    for option in compile_options(name):
        kind, _, value = option.partition("=")
        if kind in ("--extra", "--group"):
            found += (extra if kind == "--extra" else group)(value)
    return found


def test_the_lock_meets_every_requirement_of_the_project() -> None:
    wanted = [*dependencies(), *build_requirements()]
    wanted += [each for name in EXTRAS for each in extra(name)]
    wanted += [each for name in GROUPS for each in group(name)]
    assert len(wanted) > 60
    assert not unmet(wanted, read_pins("all"))


@pytest.mark.parametrize("name", NAMES)
def test_each_file_meets_what_its_own_command_asks_for(name: str) -> None:
    assert not unmet(chosen(name), read_pins(name))


@pytest.mark.parametrize("name", NAMES)
def test_each_file_is_a_part_of_the_one_lock(name: str) -> None:
    assert packed(read_pins(name)) <= packed(read_pins("all"))


@pytest.mark.parametrize("name", NAMES)
def test_each_file_is_made_for_every_system_and_python_with_hashes(name: str) -> None:
    options = compile_options(name)
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert options[:3] == ["uv", "pip", "compile"]
    assert {"--universal", "--generate-hashes", f"--python-version={oldest}"} <= set(options)
    assert f"--output-file=requirements/{name}.txt" in options
    assert ("--constraint=requirements/all.txt" in options) is (name != "all")


@pytest.mark.parametrize("name", NAMES)
def test_each_file_names_no_address_and_no_place_of_one_machine(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert not re.search(r"(?<![\w.])/\w", text)


@pytest.mark.parametrize("python", ["3.11.0", "3.11.7", "3.12.0", "3.13.0", "3.14.0"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_a_package_has_one_version_in_an_environment(python: str, system: str) -> None:
    machine = {"python_full_version": python, "python_version": python.rpartition(".")[0], "sys_platform": system}
    names = [
        pin.name for pin in read_pins("all") if not pin.marker or Marker(pin.marker).evaluate({**machine, "extra": ""})
    ]
    assert len(names) == len(set(names))
    assert set(names) >= {canonicalize_name(each.name) for each in dependencies()}


def test_what_builds_is_locked_too() -> None:
    """The group ``build`` holds the requirements of the build, and what hatchling asks for in an editable one."""
    held = {str(each) for each in group("build")}
    assert held >= {str(each) for each in build_requirements()}
    assert {Requirement(each).name for each in held} == {"babel", "editables", "hatchling"}


@pytest.mark.parametrize(
    "line", ["rich==15.0.0", "rich>=13.8", f"rich>=13.8 {HASH}", f"rich @ file:///rich.whl {HASH}", "-r other.txt"]
)
def test_a_line_that_is_no_pin_with_hashes_is_noticed(line: str) -> None:
    assert parse_pins(f"typer==0.28.0 {HASH}  # via medlofte\n") == [Pin("typer", "0.28.0", "", frozenset({HASH}))]
    with pytest.raises(ValueError, match="not a pin with hashes"):
        parse_pins(f"{line}\n")


@pytest.mark.parametrize("pins", ["typer==0.28.0", "rich==13.7.1", "rich==16.0"])
def test_a_requirement_that_is_not_met_is_noticed(pins: str) -> None:
    wanted = [Requirement("rich>=13.8,<16")]
    assert unmet(wanted, parse_pins(f"{pins} {HASH}")) == ["rich<16,>=13.8"]
    assert not unmet(wanted, parse_pins(f"rich==15.0.0 {HASH}"))


def test_constraints_are_the_pins_without_hashes() -> None:
    text = constraints("run")
    assert "--hash" not in text
    assert len(text.splitlines()) == len(read_pins("run"))
    assert all("==" in str(Requirement(line).specifier) for line in text.splitlines())


def scripts() -> dict[str, str]:
    """Everything that installs packages here and is written for a shell."""
    fences = re.findall(r"<!-- (run|test) -->\n```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    files = [ROOT / ".ci" / "run", ROOT / "Dockerfile"]
    return {
        **{f"README.md {name}": text for name, text in fences},
        **{path.name: path.read_text("utf-8") for path in files},
        **{path.name: "\n".join(step.get("run", "") for step in steps(read(path))) for path in [ACTION, *WORKFLOWS]},
    }


def test_every_place_that_installs_is_looked_at() -> None:
    assert {name: len(installations(text)) for name, text in scripts().items() if installations(text)} == {
        "README.md run": 2,
        "README.md test": 2,
        "run": 1,
        "Dockerfile": 4,
        "action.yml": 2,
        "ci.yml": 4,
        "newest.yml": 1,
        "release.yml": 3,
    }


@pytest.mark.parametrize("name", scripts())
def test_a_script_installs_only_what_is_locked(name: str) -> None:
    assert not [each for each in installations(scripts()[name]) if not is_locked(each)]


@pytest.mark.parametrize(
    "command",
    [
        "pip install .",
        "pip install -e '.[test]'",
        "pip install -r requirements/run.txt",
        "pip install --require-hashes nox -r requirements/run.txt",
        "pip install --require-hashes -r docs/requirements.txt",
        "pip install --no-deps .",
        "pip install --no-deps --no-build-isolation -r other.txt .",
        "python3 -m venv .venv && python3 -m pip install --quiet nox",
        '"$HERE/bin/pip" install \\\n  twine',
        "uv pip install rich",
        "uv tool install nox",
        "pipx run build",
    ],
)
def test_what_is_not_locked_is_noticed(command: str) -> None:
    (found,) = installations(command)
    assert not is_locked(found)


class Session:
    """A nox session that notes what it is asked to install, and does nothing."""

    posargs: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.installed: list[str] = []
        self.ran: list[tuple[str, ...]] = []

    def install(self, *arguments: str) -> None:
        self.installed.append(" ".join(["install", *(repr(each) for each in arguments)]))

    def run(self, *arguments: str, **options: object) -> None:
        self.ran.append(arguments)


def noxfile(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, dict[str, Callable[[Any], None]]]:
    """``noxfile.py`` and its sessions, read without nox."""
    sessions: dict[str, Callable[[Any], None]] = {}

    def session(*functions: Callable[[Any], None], **options: object) -> Any:
        for each in functions:
            sessions[each.__name__] = each
        return functions[0] if functions else session

    stub = ModuleType("nox")
    vars(stub).update(session=session, options=SimpleNamespace(), Session=Session)
    monkeypatch.setitem(sys.modules, "nox", stub)
    spec = importlib.util.spec_from_file_location("noxfile", ROOT / "noxfile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, sessions


def test_a_session_installs_only_what_is_locked_unless_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    _, sessions = noxfile(monkeypatch)
    unlocked = set()
    for name, function in sessions.items():
        session = Session()
        function(session)
        assert session.installed
        if not all(map(is_locked, session.installed)):
            unlocked.add(name)
    assert set(sessions) == {"tests", "quick", "core", "lint", "types", "docs", "packaging", "audit", "lock", *OPEN}
    assert unlocked == OPEN


def test_the_command_that_renews_the_lock_makes_every_file_as_its_header_says(monkeypatch: pytest.MonkeyPatch) -> None:
    module, sessions = noxfile(monkeypatch)
    session = Session()
    session.posargs = ("--upgrade",)
    sessions["lock"](session)
    commands = [[each for each in command if each != "--upgrade"] for command in session.ran]
    assert "--upgrade" in session.ran[0], "the lock is resolved anew and the others follow it"
    assert sorted(module.LOCKED) == NAMES
    assert commands == [compile_options(name) for name in module.LOCKED]
    assert next(iter(module.LOCKED)) == "all"


def test_every_extra_and_group_is_asked_for_by_the_lock() -> None:
    options = compile_options("all")
    inside = {name for each in PROJECT["project"]["optional-dependencies"]["all"] for name in Requirement(each).extras}
    assert {each.partition("=")[2] for each in options if each.startswith("--extra=")} | inside == set(EXTRAS)
    assert {each.partition("=")[2] for each in options if each.startswith("--group=")} == set(GROUPS)
