"""``medlofte init``: a repository that is right from the first commit, and nothing of the user's written over."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from medlofte import __version__
from medlofte.authoring import scaffold
from medlofte.authoring.scaffold import HOSTS, Choice
from tests.support.commands import Runner, runner
from tests.support.repository import Repository

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ISSUE = """\
### Löfte

{id}

### Aktivitet

{activity}

### Part

{party}

### Datum

{date}

### Antal

{n}

### Plats

_No response_

### Anteckning

{note}

### Personuppgifter

- [X] Jag har inte skrivit något om en enskild person.
"""
ANSWERS = {
    "id": "exempelby-2026",
    "activity": "Fotpatruller i centrum",
    "party": "polis",
    "date": "2026-12-01",
    "n": "3",
}


@pytest.fixture
def medlofte(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Runner:
    return runner(monkeypatch, capsys, tmp_path)


class Installation:
    """medlofte as an installer has put it in place: from an index, until it is recorded to come from an address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / f"medlofte-{__version__}.dist-info"
        self.folder.mkdir(parents=True)
        (self.folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: medlofte\nVersion: {__version__}\n")
        self.file = self.folder / "direct_url.json"
        self.list_files()

    def list_files(self, *more: Path) -> None:
        listed = [path.relative_to(self.folder.parent).as_posix() for path in (self.folder / "METADATA", *more)]
        (self.folder / "RECORD").write_text("".join(f"{path},,\n" for path in listed))

    def record(self, text: str | bytes) -> None:
        self.file.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.list_files(self.file)


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """What stands in for this environment's own record of medlofte."""
    made = Installation(tmp_path_factory.mktemp("site"))
    monkeypatch.syspath_prepend(made.folder.parent)
    return made


def written(place: Path) -> str:
    """The requirement that a new repository has, the same in both places."""
    requirement = (place / "requirements.txt").read_text("utf-8").splitlines()[-1]
    hooks = yaml.safe_load((place / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    assert [hook["additional_dependencies"] for hook in hooks] == [[requirement]] * 2
    return requirement


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("example", [True, False])
def test_all_of_it_is_written_and_named(host: str, example: bool, tmp_path: Path, medlofte: Runner) -> None:
    done = medlofte("init", "x", "--ci", host, *(["--example"] if example else []))
    made = scaffold.files(Choice(f"medlofte=={__version__}", host, "sv", example))
    assert (done.code, held(tmp_path / "x")) == (0, made)
    assert done.out.splitlines() == list(made)
    assert f"{len(made)} filer skrevs." in done.err
    assert re.findall(r"(?m)^  (.*)$", done.err)[:2] == ["cd x", "git init -b main"]


def test_the_first_commit_is_right(tmp_path: Path, medlofte: Runner) -> None:
    assert medlofte("init", "--example", "x").code == 0
    Repository(tmp_path / "x").commit({})
    place = tmp_path / "x"
    told = json.loads(medlofte("validate", "--format", "json", cwd=place).out)["summary"]
    assert (told["promises"], told["errors"], told["warnings"]) == (1, 0, 0)
    assert medlofte("validate", "--fail-on", "warning", cwd=place).code == 0
    assert medlofte("fmt", "--check", cwd=place).code == 0
    assert "exempelby-2026" in medlofte("progress", cwd=place).out
    assert medlofte("render", "memo", cwd=place).code == 0
    assert medlofte("site", cwd=place).code == 0
    assert Repository(place).git("status", "--short") == ""


def test_the_first_commit_weakens_nothing(tmp_path: Path, medlofte: Runner) -> None:
    medlofte("init", "--example", "x")
    Repository(tmp_path / "x").commit({})
    assert medlofte("validate", "--against", "HEAD", "--fail-on", "warning", cwd=tmp_path / "x").code == 0


def test_a_repository_without_promises_is_right_too(tmp_path: Path, medlofte: Runner) -> None:
    medlofte("init", "x")
    repository = Repository(tmp_path / "x")
    repository.commit({})
    assert medlofte("validate", "--fail-on", "warning", cwd=repository.root).code == 0
    clone = tmp_path / "clone"
    repository.git("clone", "-q", ".", str(clone))
    assert (clone / "promises").is_dir()


def test_what_is_there_is_left_and_named(tmp_path: Path, medlofte: Runner) -> None:
    (tmp_path / "README.md").write_text("Vår egen.", "utf-8")
    (tmp_path / "promises").mkdir()
    (tmp_path / "promises" / "vi-2026.yaml").write_text("vårt", "utf-8")
    (tmp_path / "requirements.txt").symlink_to("nowhere")
    (tmp_path / "medlofte.yaml").mkdir()
    done = medlofte("init", lang="en_GB.UTF-8")
    assert done.code == 0
    assert (tmp_path / "README.md").read_text("utf-8") == "Vår egen."
    assert (tmp_path / "promises" / "vi-2026.yaml").read_text("utf-8") == "vårt"
    assert not (tmp_path / "nowhere").exists()
    assert re.findall("medlofte: (.*) is there already", done.err) == ["README.md", "medlofte.yaml", "requirements.txt"]
    assert not {"README.md", "medlofte.yaml", "requirements.txt"} & set(done.out.splitlines())
    assert (tmp_path / ".github" / "CODEOWNERS").exists()


def test_twice_is_once(tmp_path: Path, medlofte: Runner) -> None:
    medlofte("init", "x", "--example")
    before = held(tmp_path / "x")
    again = medlofte("init", "x", "--example", "--lang", "en")
    assert (again.code, again.out) == (2, "")
    assert again.err == "medlofte: Nothing was written: all files are there already.\n"
    assert held(tmp_path / "x") == before
    (tmp_path / "x" / "requirements.txt").unlink()
    assert medlofte("init", "x", "--example", "--quiet").code == 0
    assert held(tmp_path / "x") == before


@pytest.mark.parametrize(
    ("name", "said"),
    [("file", "file is a file, not a folder."), ("link", "link is a link"), ("file/x", "can't be written")],
)
def test_a_place_that_is_none_is_refused(name: str, said: str, tmp_path: Path, medlofte: Runner) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    done = medlofte("init", name, "--lang", "en")
    assert (done.code, said in done.err) == (2, True), done.err
    assert held(tmp_path) == {"file": b"x"}


@pytest.mark.parametrize("name", ["promises", ".github", ".vscode"])
def test_a_folder_that_leads_elsewhere_is_refused_before_anything_is_written(
    name: str, tmp_path: Path, medlofte: Runner
) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "x" / name).symlink_to("../elsewhere")
    assert medlofte("init", "x").code == 2
    assert held(tmp_path) == {}
    (tmp_path / "x" / name).unlink()
    (tmp_path / "x" / name).write_text("min fil", "utf-8")
    done = medlofte("init", "x", "--lang", "en")
    assert (done.code, f"{name} is a file, not a folder." in done.err) == (2, True)
    assert held(tmp_path) == {f"x/{name}": b"min fil"}


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("medlofte==1.2", "medlofte==1.2"),
        ("1.2.0rc1", "medlofte==1.2.0rc1"),
        ("medlofte[all]>=1,<2", "medlofte[all]>=1,<2"),
        ("https://example.org/m.whl", "medlofte @ https://example.org/m.whl"),
        ("git+https://example.org/m@abc", "medlofte @ git+https://example.org/m@abc"),
        ("git+https://example.org/m@abc#subdirectory=x", "medlofte @ git+https://example.org/m@abc#subdirectory=x"),
        ("git+file:///srv/m.git@abc", "git+file:///srv/m.git@abc"),
        ("medlofte @ git+file:///srv/m.git@abc", "git+file:///srv/m.git@abc"),
        ("medlofte[all] @ git+file:///srv/m.git@abc", "medlofte[all] @ git+file:///srv/m.git@abc"),
        ("git+ssh://git@example.org/m@abc", "medlofte @ git+ssh://git@example.org/m@abc"),
        ("medlofte @ git+https://example.org/m@abc", "medlofte @ git+https://example.org/m@abc"),
        ("medlofte[all]@git+https://example.org/m@abc", "medlofte[all] @ git+https://example.org/m@abc"),
        ("paket.whl", "medlofte @ file://{here}/paket.whl"),
        ("./", "medlofte @ file://{here}"),
    ],
)
def test_where_medlofte_comes_from_can_be_told(asked: str, wanted: str, tmp_path: Path, medlofte: Runner) -> None:
    (tmp_path / "paket.whl").touch()
    done = medlofte("init", "x", "--medlofte", asked)
    assert (done.code, "--medlofte" in done.err) == (0, False)
    assert written(tmp_path / "x") == wanted.format(here=tmp_path.resolve())


@pytest.mark.parametrize(
    "asked",
    [
        *("", "nowhere.whl", "-r x", "medlofte==1\n--index-url http://x", "requests", "m'"),
        *("medlofte>=1 @ https://example.org/m.whl", "medlofte[all] @ nowhere", "ftp://example.org/m.whl"),
        *("git+https://example.org/m --index-url x", "medlofte @ git+https://example.org/m # x", "git+git@x:o/m"),
    ],
)
def test_what_can_not_be_installed_is_refused(asked: str, tmp_path: Path, medlofte: Runner) -> None:
    done = medlofte("init", "x", "--medlofte", asked, "--lang", "en")
    assert (done.code, "is neither a version" in done.err) == (2, True)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "asked",
    [
        "git+https://user:hemligt@example.org/m@abc",
        "git+https://hemligt@example.org/m@abc",
        "medlofte[all] @ git+https://user:hemligt@example.org/m@abc",
        "git+ssh://git:hemligt@example.org/m@abc",
        "https://example.org/m.zip?private_token=hemligt",
        "https://example.org/m.zip?a=b&access_token=hemligt",
    ],
)
def test_credentials_are_refused_and_not_repeated(asked: str, tmp_path: Path, medlofte: Runner) -> None:
    done = medlofte("init", "x", "--medlofte", asked, "--lang", "en")
    assert (done.code, "a password or a key" in done.err) == (2, True)
    assert "hemligt" not in done.err + done.out
    assert not (tmp_path / "x").exists()


def test_an_address_that_is_none_is_refused(tmp_path: Path, medlofte: Runner) -> None:
    done = medlofte("init", "x", "--medlofte", "git+https://[::1/m@abc", "--lang", "en")
    assert (done.code, "is not an address" in done.err) == (2, True)
    assert not (tmp_path / "x").exists()


def test_medlofte_from_an_index_is_named_by_its_version(tmp_path: Path, medlofte: Runner) -> None:
    done = medlofte("init", "x", "--lang", "en")
    assert written(tmp_path / "x") == f"medlofte=={__version__}"
    assert "--medlofte" not in done.err


def test_medlofte_from_git_is_named_by_its_commit(installation: Installation, tmp_path: Path, medlofte: Runner) -> None:
    record = {"url": "https://example.org/o/m", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    installation.record(json.dumps(record))
    done = medlofte("init", "x", "--lang", "en")
    assert written(tmp_path / "x") == f"medlofte @ git+https://example.org/o/m@{COMMIT}"
    assert "medlofte: " not in done.err


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_medlofte_from_this_computer_is_named_and_said_to_be(
    kind: str, installation: Installation, tmp_path: Path, medlofte: Runner
) -> None:
    place = tmp_path / "mitt å.whl"
    place.mkdir() if kind == "folder" else place.touch()
    how = {"dir_info": {"editable": True}} if kind == "folder" else {"archive_info": {}}
    installation.record(json.dumps({"url": place.as_uri()} | how))
    done = medlofte("init", "x", "--lang", "en")
    assert written(tmp_path / "x") == f"medlofte @ {place.as_uri()}"
    assert "on this computer only" in done.err
    assert "bara på den" in medlofte("init", "y").err
    assert medlofte("init", "z", "--quiet").err == ""
    # What is advised works, with a real address in the place of the one that is none.
    (advised,) = re.findall(r'--medlofte "(git\+[^"]+)"', done.err)
    followed = medlofte("init", "w", "--medlofte", advised)
    assert (followed.code, "--medlofte" in followed.err) == (0, False)
    assert written(tmp_path / "w") == f"medlofte @ {advised}"


def test_credentials_in_the_record_are_left_out_and_said_to_be(
    installation: Installation, tmp_path: Path, medlofte: Runner
) -> None:
    url = "https://user:hemligt@example.org/o/m"
    installation.record(json.dumps({"url": url, "vcs_info": {"vcs": "git", "commit_id": COMMIT}}))
    done = medlofte("init", "x", "--lang", "en", "--quiet")
    assert (done.code, "a password, which is not written" in done.err) == (0, True)
    assert written(tmp_path / "x") == f"medlofte @ git+https://example.org/o/m@{COMMIT}"
    assert "hemligt" not in done.err + done.out
    assert not any(b"hemligt" in data for data in held(tmp_path / "x").values())


def refused(tmp_path: Path, medlofte: Runner) -> str:
    """What is said when it is not known where medlofte comes from: a hint, and nothing is written."""
    done = medlofte("init", "x", "--lang", "en")
    assert (done.code, (tmp_path / "x").exists()) == (2, False)
    assert 'help: Give the address: --medlofte "git+https://HOST/OWNER/medlofte@COMMIT"' in done.err
    return done.err


@pytest.mark.parametrize("text", ["", "{", "{}", "\0", b"\xff", '{"url": "https://example.org/m", "vcs_info": {}}'])
def test_a_damaged_record_is_no_reason_to_guess(
    text: str | bytes, installation: Installation, tmp_path: Path, medlofte: Runner
) -> None:
    installation.record(text)
    assert "missing or damaged" in refused(tmp_path, medlofte)


def test_a_record_that_can_not_be_read_is_no_reason_to_guess(
    installation: Installation, tmp_path: Path, medlofte: Runner
) -> None:
    installation.file.mkdir()
    installation.list_files(installation.file)
    assert "missing or damaged" in refused(tmp_path, medlofte)


def test_another_version_than_the_installed_one_is_no_reason_to_guess(
    installation: Installation, tmp_path: Path, medlofte: Runner
) -> None:
    (installation.folder / "METADATA").write_text("Metadata-Version: 2.1\nName: medlofte\nVersion: 0.0.1\n")
    assert "missing or damaged" in refused(tmp_path, medlofte)


def test_medlofte_that_is_not_installed_is_no_reason_to_guess(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, medlofte: Runner
) -> None:
    monkeypatch.setattr("importlib.metadata.MetadataPathFinder.find_distributions", lambda *_: iter(()))
    assert "missing or damaged" in refused(tmp_path, medlofte)
    assert medlofte("init", "x", "--medlofte", "1.0").code == 0


@pytest.mark.parametrize(
    "how", [{"dir_info": {}}, {"archive_info": {}}, {"vcs_info": {"vcs": "git", "commit_id": COMMIT}}]
)
def test_what_was_on_this_computer_and_is_gone_is_said_to_be(
    how: dict[str, object], installation: Installation, tmp_path: Path, medlofte: Runner
) -> None:
    place = tmp_path / "bort å"
    installation.record(json.dumps({"url": place.as_uri()} | how))
    assert f"{place} is gone" in refused(tmp_path, medlofte)
    place.mkdir()
    assert medlofte("init", "x").code == 0
    assert written(tmp_path / "x").endswith(place.as_uri() + (f"@{COMMIT}" if "vcs_info" in how else ""))


def test_the_language_asked_for_is_the_projects(tmp_path: Path, medlofte: Runner) -> None:
    done = medlofte("init", "x", "--lang", "en")
    assert "Next:" in done.err
    assert medlofte("validate", cwd=tmp_path / "x").out.startswith("Checked")
    assert (tmp_path / "x" / "README.md").read_text("utf-8").startswith("# Medborgarlöften")
    medlofte("init", "y", lang="en_GB.UTF-8")
    assert medlofte("validate", cwd=tmp_path / "y", lang="en_GB.UTF-8").out.startswith("Kontrollerade")


def test_a_folder_below_the_top_of_a_repository_is_said_to_be(tmp_path: Path, medlofte: Runner) -> None:
    Repository(tmp_path)
    below = medlofte("init", "x", "--lang", "en")
    assert "lies in the git repository" in below.err
    assert "git init" not in below.err
    assert "lies in" not in medlofte("init", "y", "--lang", "en", "--ci", "none").err
    assert "lies in" not in medlofte("init", "--lang", "en").err


def test_a_folder_with_blanks_is_told_as_a_shell_takes_it(tmp_path: Path, medlofte: Runner) -> None:
    assert "\n  cd 'våra löften'\n" in medlofte("init", "våra löften").err
    assert "\n  cd" not in medlofte("init").err


def test_options_may_stand_before_the_name(tmp_path: Path, medlofte: Runner) -> None:
    done = medlofte("--root", "z", "--quiet", "init")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "z" / "README.md").exists()


def test_quietly_nothing_is_said(tmp_path: Path, medlofte: Runner) -> None:
    done = medlofte("init", "x", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_the_line_in_the_guide_is_what_its_command_writes(tmp_path: Path, medlofte: Runner) -> None:
    medlofte("init", "x", "--example")
    guide = (tmp_path / "x" / "README.md").read_text("utf-8")
    (command,) = re.findall(r"(?m)^ {7}medlofte (log .*)$", guide)
    (line,) = re.findall(r"(?m)^ {4}(- \{.*\})$", guide)
    done = medlofte(*command.split(), "--ref", "fp31", cwd=tmp_path / "x")
    assert (done.code, done.out.splitlines()[1]) == (0, line)


@pytest.mark.parametrize("name", ["progress", "progress exempelby-2026", "render memo exempelby-2026 --format docx"])
def test_the_commands_of_the_guide_do_what_it_says(name: str, tmp_path: Path, medlofte: Runner) -> None:
    medlofte("init", "x", "--example")
    assert f"`medlofte {name}`" in (tmp_path / "x" / "README.md").read_text("utf-8")
    assert medlofte(*name.split(), cwd=tmp_path / "x").code == 0


# The workflows, acted out: their own scripts in a real repository, with a host that only takes notes.

HOST = """\
#!/bin/bash
echo "gh $*" >> "$NOTES/calls"
case "$1 $2" in
  "pr list") grep -c "^gh pr create" "$NOTES/calls" || true ;;
  "issue comment") for file; do :; done; cp "$file" "$NOTES/comment" ;;
esac
"""
PIP = '#!/bin/bash\nfor file; do :; done; tail -1 "$file" > "$NOTES/installed"\n'


class Host:
    """A host with a repository of Exempelby's, in which the steps of a job are run as it would run them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = folder / "work"
        self.bin, self.notes = folder / "bin", folder / "notes"
        for each in (self.bin, self.notes):
            each.mkdir()
        tools = {"gh": HOST, "pip": PIP, "medlofte": f'#!/bin/bash\nexec {sys.executable} -P -m medlofte "$@"\n'}
        for name, text in tools.items():
            (self.bin / name).write_text(text, "utf-8")
            (self.bin / name).chmod(0o755)
        self.main = Repository(folder / "main")

    def run(self, path: str, jobs: Sequence[str], given: Mapping[str, str], at: str = "main") -> dict[str, str]:
        """Run jobs of a workflow at a commit, each in a clone of its own; what they have put out.

        ``given`` is what the host fills in, by the name of the variable that it stands in.
        """
        outputs: dict[str, str] = {}
        for job in jobs:
            shutil.rmtree(self.work, ignore_errors=True)
            self.main.git("clone", "-q", ".", str(self.work))
            Repository(self.work).git("switch", "-q", "--detach", at)
            workflow = yaml.safe_load((self.work / ".github" / "workflows" / path).read_text("utf-8"))
            for step in workflow["jobs"][job]["steps"]:
                if "run" in step and self._is_due(step.get("if", ""), {**given, **outputs}):
                    outputs |= self._script(step["run"], {**given, **{key.upper(): outputs[key] for key in outputs}})
        return outputs

    def _is_due(self, condition: str, known: Mapping[str, str]) -> bool:
        """Whether a step's condition holds: that something is, or is not, a word."""
        if not condition:
            return True
        term = condition.removeprefix("${{ !cancelled() && ").removesuffix(" }}")
        name, operator, word = re.fullmatch(r"[a-z.]*\b([a-z_]+) (==|!=) '([a-z_]+)'", term).groups()  # type: ignore[union-attr]
        return (known.get(name, "push") == word) == (operator == "==")

    def _script(self, script: str, given: Mapping[str, str]) -> dict[str, str]:
        output = self.folder / "output"
        output.write_text("", "utf-8")
        environment = {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_SHA": Repository(self.work).git("rev-parse", "HEAD"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "RUNNER_TEMP": str(self.folder),
            "NOTES": str(self.notes),
            **given,
        }
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=self.work,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())

    def noted(self, name: str) -> str:
        path = self.notes / name
        return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture
def host(tmp_path: Path, medlofte: Runner) -> Host:
    made = Host(tmp_path)
    medlofte("init", "main", "--example")
    made.main.commit({})
    return made


def log_an_issue(host: Host, **answers: str) -> str:
    body = ISSUE.format_map({**ANSWERS, "note": "_No response_", **answers})
    (host.folder / "event.json").write_text(json.dumps({"issue": {"number": 7, "body": body}}), "utf-8")
    return host.run("logga-en-insats.yml", ["insats", "svar"], {"NUMBER": "7", "MAIN": "main"})["outcome"]


def test_a_form_becomes_a_line_on_a_branch_and_one_pull_request(host: Host) -> None:
    assert log_an_issue(host) == "logged"
    changed = host.main.git("diff", "--unified=0", "main", "insats/7").splitlines()
    added = [line for line in changed if line.startswith(("+", "-")) and not line.startswith(("+++", "---"))]
    assert added == ["+- {date: 2026-12-01, activity: fotpatrull, count: 3, ref: arende-7}"]
    assert log_an_issue(host, n="4") == "logged"
    changed = host.main.git("diff", "--unified=0", "main", "insats/7").splitlines()
    assert changed[-1] == "+- {date: 2026-12-01, activity: fotpatrull, count: 4, ref: arende-7}"
    created = [call for call in host.noted("calls").splitlines() if call.startswith("gh pr create")]
    assert len(created) == 1
    assert "--base main --head insats/7 --title Insats från ärende 7 --body-file" in created[0]
    assert "Closes #7" in (host.folder / "body.md").read_text("utf-8")
    assert "comment" not in host.noted("calls")


def test_an_issue_that_is_logged_already_gets_an_answer_and_no_line(host: Host) -> None:
    log_an_issue(host)
    host.main.git("merge", "-q", "insats/7")
    before = host.main.git("rev-parse", "main", "insats/7")
    assert log_an_issue(host) == "already"
    assert host.main.git("rev-parse", "main", "insats/7") == before
    assert host.noted("comment").startswith("Insatsen finns redan i loggen.")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"n": "ca 3"}, "ca 3 är inget tal."),
        ({"activity": "Fotpatrul"}, "Menade du"),
        ({"note": "811218-9876"}, "personnummer"),
        ({"note": "ett\n### Antal\n\n9"}, "två gånger"),
        ({"n": "$(touch pwned)"}, "pwned"),
        ({"date": "`touch pwned`"}, "pwned"),
        ({"party": '"; touch pwned; "'}, "pwned"),
        ({"id": "../../x"}, "../../x"),
        ({"n": "x\n```\n@alla"}, "@alla"),
    ],
)
def test_a_form_that_is_refused_gets_an_answer_that_is_only_text(
    answers: dict[str, str], said: str, host: Host
) -> None:
    assert log_an_issue(host, **answers) == "refused"
    answer = host.noted("comment").splitlines()
    assert answer[0] == "Insatsen kunde inte loggas. Ändra i ärendet här ovanför, så görs ett nytt försök."
    assert any(said in line for line in answer)
    assert all(line.startswith("    ") for line in answer[2:-3])
    assert "9876" not in host.noted("comment")
    assert "insats" not in host.main.git("branch", "--list")
    assert not list(host.folder.rglob("pwned"))


@pytest.mark.parametrize(
    "note", ["$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "::error::x"]
)
def test_what_is_logged_is_never_run(note: str, host: Host) -> None:
    assert log_an_issue(host, note=note) == "logged"
    line = host.main.git("show", "insats/7:promises/exempelby-2026/polis.yaml").splitlines()[-1]
    assert yaml.safe_load(line)[0]["note"] == note
    assert not list(host.folder.rglob("pwned"))


def test_a_change_does_not_choose_who_checks_it(host: Host) -> None:
    base = host.main.git("rev-parse", "main")
    host.main.git("switch", "-q", "-c", "head")
    head = host.main.commit({"requirements.txt": "sloppy==1.0\n"})
    host.run("kontroll.yml", ["kontroll"], {"BASE": base}, head)
    assert host.noted("installed") == f"medlofte=={__version__}\n"
    host.run("kontroll.yml", ["kontroll"], {"BASE": head}, head)
    assert host.noted("installed") == "sloppy==1.0\n"


def test_the_first_change_that_brings_a_version_is_checked_by_it(host: Host) -> None:
    tree = host.main.git("hash-object", "-t", "tree", os.devnull, "-w")
    empty = host.main.git("commit-tree", tree, "-m", "x")
    host.run("kontroll.yml", ["kontroll"], {"BASE": empty})
    assert host.noted("installed") == f"medlofte=={__version__}\n"


def test_a_change_is_told_and_what_weakens_a_promise_fails(host: Host) -> None:
    base = host.main.git("rev-parse", "main")
    host.main.git("switch", "-q", "-c", "head")
    path = "promises/exempelby-2026.yaml"
    text = (host.main.root / path).read_text("utf-8")
    given = {"BASE": base, "event_name": "pull_request"}
    host.run(
        "kontroll.yml", ["kontroll"], given, host.main.commit({path: text.replace("at_least: 200", "at_least: 210")})
    )
    assert "210" in (host.folder / "summary").read_text("utf-8")
    lowered = host.main.commit({path: text.replace("at_least: 200", "at_least: 150")})
    with pytest.raises(AssertionError, match="150"):
        host.run("kontroll.yml", ["kontroll"], given, lowered)


def test_gitlab_checks_with_the_version_of_the_base(host: Host, medlofte: Runner) -> None:
    medlofte("init", "main", "--ci", "gitlab")
    sha = host.main.commit({})
    job = yaml.safe_load((host.main.root / ".gitlab-ci.yml").read_text("utf-8"))["kontroll"]
    host.main.git("clone", "-q", ".", str(host.work))
    script = "\n".join(job["script"]).replace("/tmp/", f"{host.folder}/")
    host._script(script, {"CI_COMMIT_SHA": sha})
    assert host.noted("installed") == f"medlofte=={__version__}\n"


@pytest.mark.parametrize(("given", "id"), [(["--example"], "exempelby-2026"), ([], "kommun-2027")])
def test_the_guide_speaks_of_a_promise_that_is_there_or_is_to_come(
    given: list[str], id: str, tmp_path: Path, medlofte: Runner
) -> None:
    medlofte("init", "x", *given)
    guide = (tmp_path / "x" / "README.md").read_text("utf-8")
    named = re.findall(r"medlofte (?:log|progress|render memo|render followup) (\S+-20\d\d)", guide)
    assert named == [id] * 4
    assert "@" not in guide.replace("@er-organisation", "")


def test_an_example_s_log_keeps_its_heading_on_top(tmp_path: Path, medlofte: Runner) -> None:
    medlofte("init", "x", "--example")
    path = tmp_path / "x" / "promises" / "exempelby-2026" / "polis.yaml"
    before = path.read_text("utf-8")
    path.write_text(f"{before}- {{date: 2026-01-01, activity: fotpatrull, count: 1, ref: n}}\n", "utf-8")
    assert medlofte("fmt", cwd=tmp_path / "x").code == 0
    first = path.read_text("utf-8").splitlines()[:3]
    assert first == ["# Exempelby finns inte. Alla insatser är påhittade.", "", first[2]]
    assert "2026-01-01" in first[2]
