"""The files that an editor has open, each in its project: what is said of them, and what is known around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.errors import MedlofteError
from medlofte.core.source import Position, Source
from medlofte.lsp.context import CONFIG, LOG, PROMISE, DocumentContext, ReadPromise, kind_of, promise_of
from medlofte.project import workspace
from medlofte.project.workspace import Workspace
from medlofte.validation.checker import ProjectFile, ProjectLayout, check_promise, check_settings, id_of, lay_out

LARGE = 4 << 20
"""A promise with its logs of more bytes than this is checked when it is opened and saved, not as one writes."""

HUGE = 16 << 20
"""In a file of more characters than this nothing is looked up; it is checked all the same."""

Key = tuple[Path, str]
"""What is checked in one go: a project's root, and the path of a promise, or of a file that is nobody's log."""


class EditorWorkspace(Workspace):
    """A project as it is in the editor: what is open there stands in for what is on disk."""

    def __init__(self, root: Path, buffers: Mapping[str, bytes]) -> None:
        super().__init__(root)
        self._buffers = buffers

    @cached_property
    def arrangement(self) -> ProjectLayout:
        """Which files are promises and which are logs, those not saved yet too."""
        return lay_out(self.paths() | {path for path in self._buffers if kind_of(path) not in (None, CONFIG)})

    def read(self, path: str) -> ProjectFile:
        """The file as it is in the editor, else as it is on disk."""
        data = self._buffers.get(path)
        return super().read(path) if data is None else ProjectFile(path, data)


class FileDiagnostics:
    """What is said of files that are checked together, by their paths, and what became known of their promise."""

    def __init__(self, said: Iterable[LocatedDiagnostic], files: Sequence[ProjectFile], known: ReadPromise) -> None:
        self.said: dict[str, list[LocatedDiagnostic]] = {file.path: [] for file in files}
        for each in said:
            self.said.setdefault(each.path, []).append(each)
        self.known = known
        self.files = {file.path: file for file in files}

    @property
    def is_large(self) -> bool:
        """Whether checking the files takes so long that one would notice."""
        return sum(len(file.data) for file in self.files.values()) > LARGE

    def text(self, path: str) -> str:
        """The text that was checked."""
        file = self.files.get(path)
        return "" if file is None else file.data.decode(errors="replace")


class OpenFiles:
    """The open files. ``root`` is the one project that there is, if it was named."""

    def __init__(self, root: Path | None = None) -> None:
        self._root = root
        self._texts: dict[Path, str] = {}
        self._findings: dict[Key, FileDiagnostics] = {}

    def put(self, path: Path, text: str) -> None:
        """Open a file, or change the text of one that is open."""
        self._texts[path] = text

    def drop(self, path: Path) -> None:
        """Close a file; what is on disk counts again."""
        self._texts.pop(path, None)

    def text(self, path: Path) -> str | None:
        """The text of an open file."""
        return self._texts.get(path)

    def place(self, path: Path) -> tuple[Path, str] | None:
        """The root of the project that a file is in, and its path from there; nothing when medlofte reads it not."""
        try:
            space = Workspace(self._root) if self._root is not None else workspace.find(path.parent)
            inside = space.relative(path)
        except (MedlofteError, OSError, ValueError):
            return None
        is_ours = inside is not None and (kind_of(inside) is not None or inside.startswith("promises/"))
        return (space.root, inside) if inside is not None and is_ours else None

    def key(self, path: Path) -> Key | None:
        """What a file is checked with."""
        found = self.place(path)
        if found is None:
            return None
        root, inside = found
        return root, promise_of(inside) if kind_of(inside) in (PROMISE, LOG) else inside

    def space(self, root: Path) -> EditorWorkspace:
        """The project as it is in the editor now."""
        texts = {space: text for path, text in self._texts.items() if (space := Workspace(root).relative(path))}
        return EditorWorkspace(root, {path: text.encode(errors="surrogatepass") for path, text in texts.items()})

    def check(self, key: Key, space: EditorWorkspace) -> FileDiagnostics:
        """Check what a key stands for, and remember it."""
        findings = (_of_promise if kind_of(key[1]) == PROMISE else _of_file)(key[1], space)
        before = self._findings.get(key)
        if findings.known.dossier is None and before is not None:
            findings.known = ReadPromise(before.known.dossier, False, space.ids)
        self._findings[key] = findings
        return findings

    def findings(self, key: Key) -> FileDiagnostics | None:
        """What was found last."""
        return self._findings.get(key)

    def page(self, path: Path, key: Key, space: EditorWorkspace, position: Position, today: date) -> DocumentContext:
        """An open file with what is known around it; what can't be read is tried without the line of the position."""
        found = self.findings(key)
        known = found.known if found is not None else self._at_first(key, space)
        inside = space.relative(path) or ""
        source = Source(inside, self._texts.get(path, "").removeprefix("\ufeff").replace("\r\n", "\n"))
        if known.dossier is None and kind_of(inside) == PROMISE:
            lines = [*source.lines[: position.line - 1], "", *source.lines[position.line :]]
            without = ProjectFile(inside, "\n".join(lines).encode(errors="surrogatepass"))
            known = ReadPromise(check_promise(space.bundle(id_of(key[1]), without)).value, False, space.ids)
        return DocumentContext(source, known, today)

    def is_large(self, key: Key, space: EditorWorkspace) -> bool:
        """Whether checking what a key stands for takes so long that nobody should wait for it."""
        found = self.findings(key)
        if found is not None or id_of(key[1]) not in space.ids:
            return found is not None and found.is_large
        return sum(len(file.data) for file in space.bundle(id_of(key[1])).logs) > LARGE

    def _at_first(self, key: Key, space: EditorWorkspace) -> ReadPromise:
        """What is known before anything was checked; of what is large, the promise alone."""
        if not self.is_large(key, space):
            return self.check(key, space).known
        return ReadPromise(check_promise(space.bundle(id_of(key[1])).replace(logs=())).value, False, space.ids)


def _of_file(path: str, space: EditorWorkspace) -> FileDiagnostics:
    """What is said of the settings, or of a file that nothing reads."""
    file = space.read(path)
    said = [each for each in space.arrangement.diagnostics if each.path == path]
    if kind_of(path) == CONFIG:
        said += check_settings(file).diagnostics
    return FileDiagnostics(said, (file,), ReadPromise(None, False))


def _of_promise(path: str, space: EditorWorkspace) -> FileDiagnostics:
    """What is said of a promise and its logs."""
    id = id_of(path)
    said = [each for each in space.arrangement.diagnostics if kind_of(each.path) and promise_of(each.path) == path]
    if id not in space.ids:
        return FileDiagnostics(said, (), ReadPromise(None, False, space.ids))
    bundle = space.bundle(id)
    checked = check_promise(bundle, space.ids)
    known = ReadPromise(checked.value, not checked.has_errors, space.ids)
    return FileDiagnostics([*said, *checked.diagnostics], (bundle.promise, *bundle.logs), known)
