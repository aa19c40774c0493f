"""PEP 610's record of an installation becomes a requirement that installs the same again, without secrets."""

import json
import re
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from medlofte.authoring import scaffold
from medlofte.authoring.scaffold import HOSTS, Choice
from medlofte.authoring.scaffold.origin import ADDRESS, Origin, has_credentials, name_requirement, parse_record

COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "ab" * 32
GIT = {"vcs": "git", "commit_id": COMMIT}
FORGE = "https://forge.example/o/medlofte"


def parsed(**record: Any) -> Origin | None:
    return parse_record(json.dumps(record))


FORMS: list[tuple[dict[str, Any], str, bool]] = [
    ({"url": FORGE, "vcs_info": GIT}, f"git+{FORGE}@{COMMIT}", False),
    ({"url": FORGE, "vcs_info": {**GIT, "requested_revision": "main"}}, f"git+{FORGE}@{COMMIT}", False),
    ({"url": f"{FORGE}.git", "vcs_info": {**GIT, "commit_id": DIGEST}}, f"git+{FORGE}.git@{DIGEST}", False),
    (
        {"url": FORGE, "vcs_info": GIT, "subdirectory": "packages/medlofte"},
        f"git+{FORGE}@{COMMIT}#subdirectory=packages/medlofte",
        False,
    ),
    (
        {"url": "ssh://git@forge.example:22/o/m", "vcs_info": GIT},
        f"git+ssh://git@forge.example:22/o/m@{COMMIT}",
        False,
    ),
    ({"url": "file:///srv/m%C3%A5l.git", "vcs_info": GIT}, f"git+file:///srv/m%C3%A5l.git@{COMMIT}", True),
    ({"url": "https://localhost:3000/m", "vcs_info": GIT}, f"git+https://localhost:3000/m@{COMMIT}", True),
    (
        {"url": f"{FORGE}.whl", "archive_info": {"hashes": {"sha256": DIGEST}, "hash": f"sha256={DIGEST}"}},
        f"{FORGE}.whl#sha256={DIGEST}",
        False,
    ),
    ({"url": f"{FORGE}.zip", "archive_info": {"hash": f"sha256={DIGEST}"}}, f"{FORGE}.zip#sha256={DIGEST}", False),
    (
        {"url": f"{FORGE}.zip#egg=x", "archive_info": {"hashes": {"md5": "ab" * 16, "sha512": DIGEST * 2}}},
        f"{FORGE}.zip#sha512={DIGEST * 2}",
        False,
    ),
    (
        {"url": f"{FORGE}.zip", "archive_info": {"hashes": {"sha256": DIGEST}}, "subdirectory": "x"},
        f"{FORGE}.zip#sha256={DIGEST}&subdirectory=x",
        False,
    ),
    ({"url": f"{FORGE}.zip", "archive_info": {}}, f"{FORGE}.zip", False),
    ({"url": "file:///tmp/m.whl", "archive_info": {}}, "file:///tmp/m.whl", True),
    ({"url": "file:///home/a/m", "dir_info": {}}, "file:///home/a/m", True),
    ({"url": "file:///home/a/m", "dir_info": {"editable": True}}, "file:///home/a/m", True),
    ({"url": "file:///C:/Users/a%20b/m", "dir_info": {"editable": False}}, "file:///C:/Users/a%20b/m", True),
]


@pytest.mark.parametrize(("record", "address", "is_local"), FORMS, ids=[each[1] for each in FORMS])
def test_each_form_gives_the_requirement_that_installs_it_again(
    record: dict[str, Any], address: str, is_local: bool
) -> None:
    assert parsed(**record) == Origin(name_requirement(address), is_local, False)


@pytest.mark.parametrize("address", [each[1] for each in FORMS])
def test_each_requirement_is_one_to_pip_and_to_pre_commit(address: str) -> None:
    """By the grammar of requirements, as a line of a requirements file and as a quoted text in YAML."""
    requirement = name_requirement(address)
    if requirement != address:
        read = Requirement(requirement)
        assert (read.name, read.url, read.marker) == ("medlofte", address, None)
    assert re.fullmatch(ADDRESS, address)
    for host in HOSTS:
        files = scaffold.files(Choice(requirement, host))
        hooks = yaml.safe_load(files[".pre-commit-config.yaml"])["repos"][0]["hooks"]
        assert [hook["additional_dependencies"] for hook in hooks] == [[requirement]] * 2
        lines = files["requirements.txt"].decode().splitlines()
        assert [line for line in lines if not re.match(r"#|\s*$", line)] == [requirement]
        assert not re.search(r"\s#|\$\{", requirement), "pip would read a comment or a variable in it"


def test_only_a_git_repository_of_this_computer_has_no_name_before_it() -> None:
    """pip took a name before all others from the beginning."""
    assert {each[1].partition(":")[0] for each in FORMS if name_requirement(each[1]) == each[1]} == {"git+file"}
    assert name_requirement("git+file:///srv/m@x", "medlofte[all]") == "medlofte[all] @ git+file:///srv/m@x"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://user:secret@forge.example/m", f"git+https://forge.example/m@{COMMIT}"),
        ("https://secret@forge.example/m", f"git+https://forge.example/m@{COMMIT}"),
        ("https://${USER}:${secret}@forge.example/m", f"git+https://forge.example/m@{COMMIT}"),
        ("https://a@b:secret@forge.example:8443/m", f"git+https://forge.example:8443/m@{COMMIT}"),
        ("ssh://git:secret@forge.example/m", f"git+ssh://git@forge.example/m@{COMMIT}"),
        ("ssh://:secret@forge.example/m", f"git+ssh://forge.example/m@{COMMIT}"),
    ],
)
def test_credentials_are_left_out(url: str, address: str) -> None:
    found = parsed(url=url, vcs_info=GIT)
    assert found == Origin(name_requirement(address), False, True)
    assert has_credentials(url)
    assert has_credentials(f"git+{url}")
    assert not has_credentials(address)


@pytest.mark.parametrize(
    "record",
    [
        "",
        "{",
        "null",
        "[]",
        '"https://forge.example"',
        "[" * 100_000,
        "{}",
        json.dumps({"url": FORGE}),
        json.dumps({"vcs_info": GIT}),
        json.dumps({"url": 7, "vcs_info": GIT}),
        json.dumps({"url": "", "vcs_info": GIT}),
        json.dumps({"url": "https://[::1", "vcs_info": GIT}),
        json.dumps({"url": "forge.example:o/m", "vcs_info": GIT}),
        json.dumps({"url": FORGE, "vcs_info": "git"}),
        json.dumps({"url": FORGE, "vcs_info": {}}),
        json.dumps({"url": FORGE, "vcs_info": {**GIT, "vcs": "cvs"}}),
        json.dumps({"url": FORGE, "vcs_info": {"vcs": "git"}}),
        json.dumps({"url": FORGE, "vcs_info": {**GIT, "commit_id": "main"}}),
        json.dumps({"url": FORGE, "vcs_info": {**GIT, "commit_id": f"{COMMIT}\n--index-url"}}),
        json.dumps({"url": FORGE, "vcs_info": {**GIT, "commit_id": 7}}),
        json.dumps({"url": FORGE, "vcs_info": GIT, "dir_info": {}}),
        json.dumps({"url": FORGE, "vcs_info": GIT, "subdirectory": 7}),
        json.dumps({"url": FORGE, "vcs_info": GIT, "subdirectory": "a b"}),
        json.dumps({"url": f"{FORGE} --index-url", "vcs_info": GIT}),
        json.dumps({"url": f"{FORGE}\n-r x", "vcs_info": GIT}),
        json.dumps({"url": f"{FORGE}'", "vcs_info": GIT}),
        json.dumps({"url": FORGE, "dir_info": {}}),
        json.dumps({"url": "ftp://forge.example/m.zip", "archive_info": {}}),
        json.dumps({"url": FORGE, "archive_info": {"hash": "sha256"}}),
        json.dumps({"url": FORGE, "archive_info": {"hash": "sha256=x y"}}),
        json.dumps({"url": FORGE, "archive_info": {"hashes": {"sha256": 7}}}),
        json.dumps({"url": FORGE, "archive_info": {"hashes": {"md5": "ab" * 16}}}),
        json.dumps({"url": f"{FORGE}.zip?private_token=secret", "archive_info": {}}),
        json.dumps({"url": f"{FORGE}.zip?a=b&X-Amz-Signature=secret", "archive_info": {}}),
    ],
)
def test_a_record_that_is_damaged_or_unknown_gives_nothing(record: str) -> None:
    assert parse_record(record) is None


@pytest.mark.parametrize("address", [FORGE, f"git+{FORGE}@{COMMIT}", f"{FORGE}.zip?page=2", "file:///home/a@b/m"])
def test_an_address_without_credentials_is_known_for_one(address: str) -> None:
    assert not has_credentials(address)
