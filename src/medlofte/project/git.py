"""What git knows: the commit that files were read at, and how they came to be what they are.

Nothing is checked out, fetched or written, and nothing that a repository's own settings name is run: no pager, hook,
external diff, text conversion, signature check or transport. Names and addresses of authors are never asked for.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from medlofte.changes.commit import Commit, FileChange
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import Message, Verbatim, msg
from medlofte.core.record import Record

MOST_COMMITS = 500
MOST_BYTES = 64 << 20
_LONGEST_WAIT = 30.0
_CHUNK = 1 << 20

_SAFELY = (
    *("--no-pager", "--no-optional-locks", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit"),
)
"""A folder that is only laid out as a repository is none: whoever proposed it could have written its settings."""

_LOG = (
    "log",
    *("-z", "--raw", "--no-abbrev", "--root", "--relative"),
    *("--first-parent", "--diff-merges=first-parent", "--no-follow", "--no-notes", "--no-ext-diff", "--no-textconv"),
    *(
        "--no-show-signature",
        "--no-color",
        "--no-decorate",
        "--ignore-submodules=all",
        "--format=commit %H%x00%P%x00%aI%x00%cI",
    ),
)
_RENAMES = (("--find-renames", "-l400"), ("--no-renames",))
"""Where contents were never fetched (a partial clone), files can't be likened, and renames are not found."""

_HEADER = b"commit "
_IN_HEADER = 4
_NOTHING = frozenset("0")
_SHA1, _SHA256 = 40, 64
_FILE = "H 100"
_TOLD = ("? ", "C 100", "R 100")
"""How git's lines begin: of a regular file as its index has it; of one that is untracked, modified or gone."""

MAIN = ("main", "master")
_REGULAR = ("100644", "100755", "100664")


class Changes(Record):
    """The paths of all files under a folder, and of those that are not as a commit has them, also what is gone."""

    paths: tuple[str, ...]
    changed: frozenset[str]


class Revision(Record):
    """The newest commit, shortened, and whether the promises' folder differs from it."""

    commit: str
    dirty: bool


def revision(root: Path, *paths: str) -> Revision | None:
    """The revision of a project, or nothing where there is no git or no commit. ``dirty`` looks at the paths only."""
    commit = _git(root, "rev-parse", "--short=12", "HEAD")
    if commit is None:
        return None
    status = _git(root, "status", "--porcelain", "--untracked-files=all", "--", *paths)
    return Revision(commit, bool(status))


def read_committed(root: Path, path: str) -> bytes:
    """What the newest commit holds of a file; nothing where there is no commit or no such file in it."""
    inside = _git(root, "rev-parse", "--show-prefix")
    if inside is None:
        return b""
    return _bytes(root, "cat-file", "blob", f"HEAD:{inside}{path}") or b""


def history(root: Path, paths: Iterable[str], most: int = MOST_COMMITS) -> list[Commit]:
    """The commits of the main line that changed something under the paths, the newest first; at most ``most`` of them.

    Paths are from the root, as they are in what comes out. What a merged branch did is told by the merge: that is when
    it was taken in. Nothing where there is no git or no commit.
    """
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return []
    asked = ("HEAD", "--", *paths)
    for renames in _RENAMES:
        said = _all_of(root, *_LOG, *renames, f"--max-count={most}", *asked)
        if said is not None:
            return list(_commits(said.split(b"\0")[:-1], shallow == "true"))
    return []


def commit_of(root: Path, name: str) -> str:
    """The commit that a name stands for: a branch, a tag, a part of a hash. Raises ``MedlofteError``."""
    _check_there_are_commits(root)
    if not name.strip():
        raise MedlofteError(msg("Which revision is meant?"), msg("Name a branch, a tag or a commit."))
    commit = _resolved(root, name)
    if commit is None and ".." in name:
        raise MedlofteError(
            msg("{name} is two revisions.", name=name), msg("Name one here; medlofte diff compares two, as A..B.")
        )
    if commit is None:
        raise MedlofteError(msg("git knows no revision {name}.", name=name), _how_to_fetch(root, name))
    return commit


def merge_base(root: Path, name: str, other: str = "HEAD") -> str:
    """The newest commit that two revisions both come from. Raises ``MedlofteError``."""
    if _can_be_named(name) and _can_be_named(other):
        at_once = _git(root, "merge-base", f"{name}^{{commit}}", f"{other}^{{commit}}")
        if at_once:
            return at_once.split()[0]
    first, second = commit_of(root, name), commit_of(root, other)
    found = _git(root, "merge-base", first, second)
    if not found:
        message = msg("{name} and {other} have no commit in common that is known here.", name=name, other=other)
        raise MedlofteError(message, _how_to_fetch(root, name) if _is_shallow(root) else None)
    return found.split()[0]


def default_branch(root: Path) -> str:
    """The branch that others begin from: the remote's own, else one called main or master; without remotes else HEAD.

    Raises ``MedlofteError`` where there is a remote and none of its branches is known to be it.
    """
    remotes = (_git(root, "remote") or "").splitlines()
    for remote in remotes:
        fetched = _git(root, "config", "--get-all", f"remote.{remote}.fetch") or ""
        named = _git(root, "symbolic-ref", "--quiet", "--short", f"refs/remotes/{remote}/HEAD")
        if named and "*" in fetched:  # a clone of one branch takes that for the remote's own
            return named
    known = [f"{remote}/{branch}" for remote in remotes for branch in MAIN] if remotes else MAIN
    for candidate in known:
        if _resolved(root, candidate) is not None:
            return candidate
    if not remotes:
        return "HEAD"
    _check_there_are_commits(root)
    raise MedlofteError(msg("Which branch this one left is not known here."), _how_to_fetch(root, f"{remotes[0]}/main"))


def blob_ids_at(root: Path, commit: str, folder: str, places: Sequence[str] | None = None) -> dict[str, str]:
    """What a commit holds under a folder: the names that git has for the contents, by path from the root.

    What is a link, or another repository, has an empty name. ``places`` are the paths in the folder that are asked
    about, if not all. Raises ``MedlofteError``.
    """
    if places is not None and not places:
        return {}
    said = _all_of(root, "ls-tree", "-r", "-z", commit, "--", *(places or [folder]))
    if said is None:
        raise MedlofteError(msg("git could not tell what {commit} holds.", commit=commit))
    found = {}
    for line in said.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, name = about.decode("ascii", "replace").split(" ")
        found[os.fsdecode(path)] = name if mode in _REGULAR else ""
    if folder in found:
        raise MedlofteError(
            msg("At {commit}, {folder} is not a folder of the repository.", commit=commit, folder=folder)
        )
    return found


class WorkingTreeStatus:
    """What git finds on disk under a folder. It looks while other work is done, and stops when the block is left.

    Git tells what has changed by the times and sizes that its index remembers, and reads the others itself; no filter
    that the repository's settings name is run for that. Empty folders, and what is no file, it does not see.
    """

    def __init__(self, root: Path, folder: str) -> None:
        self.root = root
        self.folder = folder
        kinds = ("--cached", "--others", "--modified", "--deleted")
        self._process = _begun(root, "ls-files", "-z", "-v", "--stage", *kinds, "--", folder, more=_no_filters(root))

    def __enter__(self) -> WorkingTreeStatus:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.stdout is not None:
            self._process.kill()
            self._process.stdout.close()
            self._process.wait()

    def changes_since(self, commit: str) -> Changes | None:
        """What differs from the commit, committed or not; nothing where git can't tell.

        That is so with links, other repositories, and files that git was told not to look at. Raises ``MedlofteError``.
        """
        asked = ("--cached", "--no-renames", "--name-only", "--relative", "-z", commit, "--", self.folder)
        committed = _bytes(self.root, "diff-index", *asked)
        listed = None if self._process is None else _said_by(self._process)
        if committed is None or listed is None:
            raise MedlofteError(msg("git could not tell what has changed since {commit}.", commit=commit[:12]))
        return _changes(self.root, os.fsdecode(listed), os.fsdecode(committed))


def _changes(root: Path, listed: str, committed: str) -> Changes | None:
    """What git's words tell, which are very many lines of one length but for the paths at their ends."""
    lines = listed.split("\0")[:-1]
    rest = [line for line in lines if line[:5] != _FILE]
    if ".yaml/" in listed or ".yml/" in listed or not all(line.startswith(_TOLD) for line in rest):
        return None
    untracked = {line[2:] for line in rest if line.startswith("? ")}
    if any(path.endswith("/") or (root / path).is_symlink() for path in untracked):
        return None
    at = next((line.index("\t") + 1 for line in lines if line[:5] == _FILE), 0)
    here = [line[at:] for line in lines if line[:5] == _FILE]
    gone = {line[at:] for line in rest if line.startswith("R ")}
    if gone:
        here = [path for path in here if path not in gone]
    changed = {*committed.split("\0")[:-1], *untracked, *(line[at:] for line in rest if line[0] != "?")}
    return Changes((*here, *untracked), frozenset(changed))


def blob_id(data: bytes, like: str = "") -> str:
    """The name that git has for a content, by the same hash as another name."""
    from hashlib import sha1, sha256  # here, because only a comparison needs them

    text = b"blob %d\0" % len(data) + data
    return sha256(text).hexdigest() if len(like) == _SHA256 else sha1(text, usedforsecurity=False).hexdigest()


def _check_there_are_commits(root: Path) -> None:
    """Raises ``MedlofteError`` where there is no git, no repository or no commit."""
    if _bytes(root, "rev-parse", "--git-dir") is None:
        hint = msg("Put the project in a git repository: git init, git add, git commit.")
        raise MedlofteError(msg("There is no git repository here to compare with."), hint)
    if _resolved(root, "HEAD") is None:
        raise MedlofteError(
            msg("There is no commit here yet to compare with."), msg("Make the first one: git add, git commit.")
        )


def _resolved(root: Path, name: str) -> str | None:
    """The commit of a name, if it is one; it is never taken for an option."""
    if not _can_be_named(name):
        return None
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")


def _can_be_named(name: str) -> bool:
    return bool(name.strip()) and not name.startswith("-") and "\0" not in name


def _is_shallow(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository") == "true"


def _how_to_fetch(root: Path, name: str) -> Message | None:
    """The exact command that brings what is missing, where there is somewhere to fetch it from."""
    import shlex  # here, because it is only needed when something is missing

    remotes = (_git(root, "remote") or "").splitlines()
    remote, slash, branch = name.partition("/")
    if not slash or remote not in remotes:
        remote, branch = ("origin" if "origin" in remotes else ""), name
    if not remote:
        return None
    is_branch = not branch.startswith("-") and _bytes(root, "check-ref-format", "--branch", branch) is not None
    is_hash = len(branch) >= _SHA1 and not branch.strip("0123456789abcdef")
    what = [remote, f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}"] if is_branch else [remote]
    if is_hash:
        what = [remote, branch]
    elif not is_branch and not _is_shallow(root):
        return None
    if _is_shallow(root):
        what = ["--unshallow", *what, _resolved(root, "HEAD") or ""]
    line = Verbatim(shlex.join(["git", "fetch", *what]))
    if name.startswith(f"{remote}/") or is_hash or not is_branch:
        return msg("Fetch it: {line}", line=line)
    return msg("Fetch it: {line} and name it {name}.", line=line, name=f"{remote}/{branch}")


def blobs(root: Path, names: Iterable[str], most_bytes: int = MOST_BYTES) -> dict[str, bytes]:
    """The contents that git knows by these names. Those that are not there, or have no room in the sum, are left out.

    Who wants the newest for certain names them first.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    asked = "".join(f"{name}\n" for name in wanted).encode("ascii", "replace")
    with _running(root, "cat-file", "--batch", "--buffer", asked=asked) as process:
        if process is None or process.stdout is None:
            return {}
        return dict(_contents(process.stdout, wanted, most_bytes))


def _commits(tokens: list[bytes], is_shallow: bool) -> Iterator[Commit]:
    """The commits that stand in git's words; one that ends in the middle, or has no date, is left out."""
    at = 0
    while at + _IN_HEADER <= len(tokens) and tokens[at].lstrip(b"\n").startswith(_HEADER):
        id, parents, *dates = (token.decode("ascii", "replace") for token in tokens[at : at + _IN_HEADER])
        files, at = _files(tokens, at + _IN_HEADER)
        when = next((date for date in map(_moment, dates) if date is not None), None)
        if when is not None:
            yield Commit(id.strip().removeprefix("commit "), when, files, is_shallow and not parents)


def _files(tokens: list[bytes], at: int) -> tuple[tuple[FileChange, ...], int]:
    """What a commit did to files, and where the next commit begins."""
    found: list[FileChange] = []
    while at + 1 < len(tokens) and tokens[at].lstrip(b"\n").startswith(b":"):
        old_mode, new_mode, old, new, how = tokens[at].decode("ascii", "replace").strip().lstrip(":").split(" ")[:5]
        is_two = how[:1] in "RC"
        names = [os.fsdecode(name) for name in tokens[at + 1 : at + 2 + is_two]]
        at += 2 + is_two
        old_path = names[0] if how.startswith("R") else None
        found.append(FileChange(names[-1], _content(old_mode, old), _content(new_mode, new), old_path))
    return tuple(found), at


def _content(mode: str, name: str) -> str | None:
    """The name of a regular file's content; links and other repositories have none."""
    return name if mode in _REGULAR and not _NOTHING.issuperset(name) else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _contents(said: IO[bytes], wanted: list[str], most_bytes: int) -> Iterator[tuple[str, bytes]]:
    left = most_bytes
    for name in wanted:
        header = said.readline().split()
        if header[-1:] == [b"missing"]:
            continue
        if len(header) != 3 or not header[2].isdigit():
            return
        size = int(header[2])
        fits = size <= left and header[1] == b"blob"
        data = _exactly(said, size, fits)
        if data is None or said.read(1) != b"\n":
            return
        if fits:
            left -= size
            yield name, data


def _exactly(said: IO[bytes], size: int, is_kept: bool) -> bytes | None:
    """So many bytes, or none kept of them; nothing when there are fewer."""
    if is_kept:
        data = said.read(size)
        return data if len(data) == size else None
    while size:
        passed = len(said.read(min(size, _CHUNK)))
        if not passed:
            return None
        size -= passed
    return b""


def _all_of(root: Path, *arguments: str) -> bytes | None:
    """All that git says, up to as many bytes as are ever read; nothing when it fails."""
    found: list[bytes] = []
    left = MOST_BYTES
    with _running(root, *arguments) as process:
        if process is None or process.stdout is None:
            return None
        while left > 0 and (chunk := process.stdout.read(min(left, _CHUNK))):
            found.append(chunk)
            left -= len(chunk)
        if left > 0 and process.wait() != 0:
            return None
    return b"".join(found)


@contextmanager
def _running(root: Path, *arguments: str, asked: bytes = b"") -> Iterator[subprocess.Popen[bytes] | None]:
    """Git while it runs, its words to be read as they come; nothing where there is no such program.

    It is stopped after a while, and when no more is read.
    """
    import tempfile  # here, because only what reads history needs them
    import threading

    with tempfile.TemporaryFile() as questions:
        questions.write(asked)
        questions.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - no shell, no user text
                _command(root, *arguments),
                stdin=questions,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_surroundings(),
            )
        except (OSError, ValueError):
            yield None
            return
        watch = threading.Timer(_LONGEST_WAIT, process.kill)
        watch.daemon = True
        watch.start()
        try:
            yield process
        finally:
            watch.cancel()
            with suppress(OSError):
                process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _surroundings() -> dict[str, str]:
    """The environment for git: what is missing is not fetched, and nobody is asked for a password."""
    return {**os.environ, "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", *_SAFELY, "-C", str(root), *arguments]


def _no_filters(root: Path) -> dict[str, str]:
    """Settings for git that take every filter's command away, as part of its environment."""
    said = _git(root, "config", "-z", "--name-only", "--get-regexp", r"^filter\.") or ""
    filters = dict.fromkeys(name.rpartition(".")[0] for name in said.split("\0") if name)
    settings = [(f"{each}.{key}", "") for each in filters for key in ("clean", "process")]
    settings += [(f"{each}.required", "false") for each in filters]
    if not settings:
        return {}
    first = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    numbered = list(enumerate(settings, first))
    keys = {f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in numbered}
    values = {f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in numbered}
    return {**keys, **values, "GIT_CONFIG_COUNT": str(first + len(settings))}


def _begun(root: Path, *arguments: str, more: Mapping[str, str]) -> subprocess.Popen[bytes] | None:
    """Git, begun and not waited for; nothing where there is no such program."""
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, no user text
            _command(root, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**_surroundings(), **more},
        )
    except (OSError, ValueError):
        return None


def _said_by(process: subprocess.Popen[bytes]) -> bytes | None:
    """All that git says, which was begun before; nothing when it fails."""
    try:
        said, _ = process.communicate(timeout=_LONGEST_WAIT)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return said if process.returncode == 0 else None


def _git(root: Path, *arguments: str) -> str | None:
    said = _bytes(root, *arguments)
    return None if said is None else said.decode("utf-8", "replace").strip()


def _bytes(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, no user text
            _command(root, *arguments),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=_LONGEST_WAIT,
            env=_surroundings(),
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout
