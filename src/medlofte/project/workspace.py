"""Files on disk: where the project is, what lies in it, and reading it without being fooled or stuck."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from medlofte.core.errors import MedlofteError
from medlofte.core.messages import Message, msg
from medlofte.parsing.encoding import LARGEST_LOG
from medlofte.validation.checker import ProjectFile, ProjectLayout, PromiseFiles, lay_out

SETTINGS = "medlofte.yaml"
PROMISES = "promises"
TEMPLATES = "templates"
BUILD = "build"
OWN_TEMPLATES = "medlofte/"
LARGEST_TEMPLATE = 1 << 20


class Workspace:
    """A project: the folder that holds ``promises/`` or ``medlofte.yaml``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._links: dict[str, bool] = {}

    @cached_property
    def arrangement(self) -> ProjectLayout:
        """Which files are promises and which are logs."""
        return lay_out(self.paths())

    def paths(self) -> set[str]:
        """The paths of all files under ``promises/``, from the root."""
        return set(_files_under(self.root, PROMISES))

    def know(self, paths: Iterable[str]) -> None:
        """Take it that these are all files under ``promises/``, so that they need not be looked for."""
        self.arrangement = lay_out(paths)
        self.ids = frozenset(self.arrangement.promises)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all promises here."""
        return frozenset(self.arrangement.promises)

    def bundle(self, id: str, replaced: ProjectFile | None = None) -> PromiseFiles:
        """The promise's file and its logs' files, read. ``replaced`` stands in for the file with its path."""
        paths = [self.arrangement.promises.get(id, f"{PROMISES}/{id}.yaml"), *self.arrangement.logs.get(id, ())]
        if replaced is not None and replaced.path not in paths:
            paths.append(replaced.path)
        promise, *logs = (
            replaced if replaced is not None and replaced.path == path else self.read(path) for path in paths
        )
        return PromiseFiles(promise, tuple(logs))

    def bundles(self, ids: Iterable[str]) -> Iterator[PromiseFiles]:
        """The files of each promise, read when its turn comes."""
        return (self.bundle(id) for id in ids)

    def settings(self) -> ProjectFile | None:
        """The file of settings, if there is one."""
        return self.read(SETTINGS) if os.path.lexists(self.root / SETTINGS) else None

    def read(self, path: str) -> ProjectFile:
        """The file, or why it can't be read. Regular files inside the project only, opened without waiting."""
        full = self.root / path
        if self.is_linked(path) and not _is_inside(full, self.root):
            return ProjectFile(path, unreadable=msg("The file is a link that leads out of the project."))
        try:
            return ProjectFile(path, _bytes_of(full, LARGEST_LOG))
        except _NotRead as error:
            return ProjectFile(path, unreadable=error.why)

    def place_for(self, path: str) -> Path:
        """Where a file of the project is to be written. Raises ``MedlofteError`` when a link leads elsewhere."""
        if _is_linked(self.root, path):
            raise MedlofteError(msg("{path} is a link, or is reached by one; nothing is written there.", path=path))
        return self.root / path

    def is_linked(self, path: str) -> bool:
        """Whether a file of the project is a link, or is reached by one below the root."""
        parts = path.split("/")
        above = ("/".join(parts[:length]) for length in range(1, len(parts)))
        return any(map(self._is_link, above)) or (self.root / path).is_symlink()

    def _is_link(self, folder: str) -> bool:
        if folder not in self._links:
            self._links[folder] = (self.root / folder).is_symlink()
        return self._links[folder]

    def holds_a_repository(self, folder: str) -> bool:
        """Whether a folder of the project is a git repository of its own, which the project's does not look into."""
        return os.path.lexists(self.root / folder / ".git")

    def template_loader(self, document: str, chosen: Path | None) -> Callable[[str], str | None]:
        """From a template's name to its text: the chosen file, then the project's ``templates/``, then medlofte's own.

        A name that begins with ``medlofte/`` is always medlofte's own, so that a template can extend the one that it
        takes the place of. Raises ``MedlofteError`` when the chosen file can't be read.
        """
        own = None if chosen is None else _template_text(chosen, str(chosen))

        def load(name: str) -> str | None:
            if name.startswith(OWN_TEMPLATES):
                return default_template(name.removeprefix(OWN_TEMPLATES))
            if own is not None and name == f"{document}.md.j2":
                return own
            in_project = self._own_template(name)
            return default_template(name) if in_project is None else _template_text(in_project, f"{TEMPLATES}/{name}")

        return load

    @cached_property
    def has_own_templates(self) -> bool:
        """Whether the project has a ``templates/`` that is not medlofte's own."""
        folder = self.root / TEMPLATES
        return _exists(folder) and os.path.realpath(folder) not in map(os.path.realpath, _default_folders())

    def own_bytes(self, name: str, largest: int) -> bytes | None:
        """The bytes of a file in the project's ``templates/``; nothing when there is none. Raises ``MedlofteError``."""
        path = self._own_template(name)
        return None if path is None else read_bytes(path, largest, f"{TEMPLATES}/{name}")

    def origin(self, name: str) -> str | None:
        """Where a template or another file of the look is taken from, for people; nothing when it is nowhere."""
        if self.has_own_templates and self._own_template(name) is not None:
            return f"{TEMPLATES}/{name}"
        return OWN_TEMPLATES.rstrip("/") if any(_exists(folder / name) for folder in _default_folders()) else None

    def _own_template(self, name: str) -> Path | None:
        """Where the project has a template, or something else, of that name. Raises ``MedlofteError`` for a link."""
        path = self.root / TEMPLATES / name
        if not _is_plain(name) or not _exists(path):
            return None
        if _is_linked(self.root, f"{TEMPLATES}/{name}"):
            raise MedlofteError(msg("{path} is a link, or is reached by one; a template can't be.", path=name))
        return path

    def names_of_templates(self, folder: str) -> list[str]:
        """The names of medlofte's own and the project's templates in a folder of ``templates/``."""
        folders = [self.root / TEMPLATES / folder, *(each / folder for each in _default_folders())]
        found = {path.name for each in folders if each.is_dir() for path in each.iterdir() if not path.is_dir()}
        return sorted(name for name in found if _is_plain(name))

    def id_for(self, path: Path, may_be_new: bool = False) -> str | None:
        """The promise that a path belongs to, whether it is the promise's file, a log or a folder of logs.

        ``may_be_new`` says that the promise need not be on disk yet.
        """
        inside = self.relative(path)
        parts = inside.split("/") if inside else []
        if len(parts) < 2 or parts[0] != PROMISES:
            return None
        id = parts[1].removesuffix(".yaml")
        return id if id in self.arrangement.promises or may_be_new else None

    def relative(self, path: Path) -> str | None:
        """The path from the root with forward slashes; nothing if it lies outside."""
        try:
            return Path(os.path.abspath(path)).relative_to(os.path.abspath(self.root)).as_posix()
        except ValueError:
            return None


def find(start: Path) -> Workspace:
    """The project that a folder is in, found by walking up. Raises ``MedlofteError`` when there is none."""
    for folder in (start, *start.parents):
        if (folder / PROMISES).is_dir() or (folder / SETTINGS).is_file():
            return Workspace(folder)
    raise MedlofteError(
        msg("There is no folder {folder} here or above.", folder=f"{PROMISES}/"),
        msg("Go to the project's folder (cd FOLDER), or name it with --root; medlofte init begins a new one."),
    )


def at_root(root: Path) -> Workspace:
    """The project in the named folder. Raises ``MedlofteError`` when it is not one."""
    if not (root / PROMISES).is_dir() and not (root / SETTINGS).is_file():
        raise MedlofteError(
            msg(
                "{root} holds neither {folder} nor {settings}.",
                root=str(root),
                folder=f"{PROMISES}/",
                settings=SETTINGS,
            )
        )
    return Workspace(root)


def inside_repository(root: Path) -> str:
    """The folder from the top of its git repository, with a slash at the end; empty when it is the top, or no git."""
    here = Path(os.path.abspath(root))
    top = next((folder for folder in (here, *here.parents) if _exists(folder / ".git")), here)
    return "" if top == here else f"{here.relative_to(top).as_posix()}/"


def read_bytes(path: Path | None, largest: int, name: str | None = None) -> bytes:
    """The bytes of a file anywhere, or of standard input. Raises ``MedlofteError``, also when they are too many.

    ``name`` is what the file is called in a message; else its whole path.
    """
    name = name or str(path or "-")
    data = _bytes_from(path, largest, name)
    if len(data) > largest:
        raise MedlofteError(msg("{path} is larger than {n} bytes.", path=name, n=largest))
    return data


def _bytes_from(path: Path | None, largest: int, name: str) -> bytes:
    """At most one byte more than ``largest``, of a file or of standard input. Raises ``MedlofteError``."""
    try:
        return sys.stdin.buffer.read(largest + 1) if path is None else _bytes_of(path, largest)
    except (_NotRead, ValueError) as error:
        reason = error.why if isinstance(error, _NotRead) else msg("{reason}", reason=str(error))
        raise MedlofteError(msg("{path} can't be read: {reason}", path=name, reason=reason)) from None


def _is_plain(name: str) -> bool:
    """Whether a template's name stays in its folder: no hidden part, no way up, no way out."""
    return not name.startswith("/") and all(part and not part.startswith(".") for part in name.split("/"))


def _exists(path: Path) -> bool:
    """Whether something has that name; a name that nothing can have is none."""
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False


@lru_cache(maxsize=64)
def default_template(name: str) -> str | None:
    """The package's own template. In a checkout they lie at the top, beside ``src``."""
    path = _default_path(name)
    return None if path is None else _template_text(path, str(path))


def default_bytes(name: str) -> bytes | None:
    """The bytes of a file of the package's own templates; nothing when it has none."""
    path = _default_path(name)
    return None if path is None else path.read_bytes()


def _default_path(name: str) -> Path | None:
    if not _is_plain(name):
        return None
    return next((folder / name for folder in _default_folders() if _exists(folder / name)), None)


def _default_folders() -> tuple[Path, Path]:
    here = Path(__file__).parent.parent
    return here / TEMPLATES, here.parent.parent / TEMPLATES


def _template_text(path: Path, name: str) -> str:
    try:
        data = _bytes_of(path, LARGEST_TEMPLATE)
    except _NotRead as error:
        raise MedlofteError(msg("{path} can't be read: {reason}", path=name, reason=error.why)) from None
    if len(data) > LARGEST_TEMPLATE:
        raise MedlofteError(msg("The template {path} is larger than {n} bytes.", path=name, n=LARGEST_TEMPLATE))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MedlofteError(msg("The template {path} is not UTF-8, on its line {n}.", path=name, n=line)) from None


class _NotRead(Exception):
    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


def _bytes_of(path: Path, largest: int) -> bytes:
    """The bytes of a regular file, at most one more than ``largest``. Opened without waiting; raises ``_NotRead``."""
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            found = os.fstat(opened)
            mode, size = found.st_mode, min(found.st_size, largest)
            if stat.S_ISDIR(mode):
                raise _NotRead(msg("This is a folder."))
            if not stat.S_ISREG(mode):
                raise _NotRead(msg("This is not a regular file."))
            with os.fdopen(opened, "rb", closefd=False) as file:
                data = file.read(size + 1)  # not of the largest size, for which memory would be set aside
                return data if len(data) <= size else data + file.read(largest - size)
        finally:
            os.close(opened)
    except OSError as error:
        raise _NotRead(_reason(error)) from None


def write(path: Path, data: bytes) -> None:
    """Put a finished document in place, whole or not at all; a link is replaced, not written through.

    Raises ``MedlofteError`` when that can't be done.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("wb") as opened:  # a device or a pipe, such as /dev/stdout
                opened.write(data)
            return
        try:
            with beside.open("wb") as opened:
                opened.write(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise MedlofteError(msg("{path} can't be written: {reason}", path=str(path), reason=_reason(error))) from None


def append(path: Path, data: bytes) -> None:
    """Add to the end of a file outside the project, or make it; never waits for a pipe. Raises ``MedlofteError``."""
    try:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, 0o666), "ab") as file:
            file.write(data)
    except (OSError, ValueError) as error:
        reason = _reason(error) if isinstance(error, OSError) else msg("{reason}", reason=str(error))
        raise MedlofteError(msg("{path} can't be written: {reason}", path=str(path), reason=reason)) from None


def create(path: Path, data: bytes) -> None:
    """Write a new file, with the folders above it; never over something. Raises ``MedlofteError``, and then has not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("xb")
        try:
            with file:
                file.write(data)
        except OSError:
            path.unlink()
            raise
    except OSError as error:
        raise MedlofteError(msg("{path} can't be written: {reason}", path=str(path), reason=_reason(error))) from None


def _files_under(root: Path, folder: str) -> Iterator[str]:
    """The paths of all files under the folder, from the root, without following links to folders."""
    for where, folders, names in os.walk(root / folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = os.path.relpath(where, root).replace(os.sep, "/")
        yield from (f"{inside}/{name}" for name in names)
        unread = (name for name in folders if name.endswith((".yaml", ".yml")) or Path(where, name).is_symlink())
        yield from (f"{inside}/{name}" for name in unread)


def _is_inside(path: Path, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _is_linked(root: Path, path: str) -> bool:
    """Whether a path from the root is a link, or goes by one."""
    return Path(os.path.realpath(root / path)) != Path(os.path.realpath(root), *path.split("/"))


def _reason(error: OSError) -> Message:
    known = {
        PermissionError: msg("You are not allowed to read or write it."),
        IsADirectoryError: msg("This is a folder."),
        FileNotFoundError: msg("There is no such file."),
    }
    return known.get(type(error), msg("{reason}", reason=error.strerror or str(error)))
