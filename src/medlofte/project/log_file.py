"""Writing logs so that no acknowledged entry is ever lost: not by a kill, a full disk or a second writer.

A log is locked by the kernel while it is written, on the file itself, so that no other file stays in the tree. What is
added goes in with one write, is compared with what was asked for, and is on disk before it is acknowledged.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg

REMAINDER_SUFFIX = ".rest"
"""What a half line, left by a crash, is set aside under: beside the log, with this ending."""

_TRIES = 100
_BINARY = getattr(os, "O_BINARY", 0)
OPEN_FILES_STAY = os.name == "nt"
"""Whether a file that is open can't be taken away, nor another be put in its place: so it is on Windows."""


class LogFile:
    """A log, open and locked for one writer. ``data`` is what it holds; ``set_aside`` the half line that was found."""

    def __init__(self, path: Path, opened: int) -> None:
        self.path = path
        self._opened = opened
        self.data = _read(opened)
        self.set_aside = b""

    def complete_last_line(self, is_whole: Callable[[bytes], bool]) -> None:
        """Give the last line an end, or set it aside when it is but a part of one. Raises ``OSError``."""
        half = half_line(self.data, is_whole)
        if half:
            _append(self.path.with_name(self.path.name + REMAINDER_SUFFIX), half + b"\n")
            self.set_aside = half
            self.take_back(len(self.data) - len(half))
        elif self.data and not self.data.endswith(b"\n"):
            self._put(b"\r\n" if self._has_crlf() and not self.data.endswith(b"\r") else b"\n")

    def append(self, lines: list[str]) -> None:
        """Add lines at the end; when this returns they are on disk. Raises ``OSError``, and has then added nothing."""
        ending = "\r\n" if self._has_crlf() else "\n"
        self._put("".join(line + ending for line in lines).encode())

    def take_back(self, length: int) -> None:
        """Let the log be as long as it was before something was added to it. Raises ``OSError``."""
        os.ftruncate(self._opened, length)
        os.fsync(self._opened)
        self.data = self.data[:length]

    def write_over(self, data: bytes) -> None:
        """Hold another content instead. Raises ``OSError``, and then holds what it held, if there is room for it."""
        held = self.data
        self.take_back(0)
        try:
            self._put(data)
        except OSError:
            self._put(held)
            raise

    def _has_crlf(self) -> bool:
        return b"\r\n" in self.data[:4096]

    def _put(self, added: bytes) -> None:
        try:
            _write_all(self._opened, added)
            os.fsync(self._opened)
        except BaseException:
            with contextlib.suppress(OSError):
                os.ftruncate(self._opened, len(self.data))
            raise
        self.data += added


def half_line(data: bytes, is_whole: Callable[[bytes], bool]) -> bytes:
    """The last line of a log when it has no line break and is but a part of one; else nothing."""
    last = data[data.rfind(b"\n") + 1 :]
    return last if last and not is_whole(last) else b""


@contextlib.contextmanager
def open_locked(path: Path) -> Iterator[LogFile]:
    """The log at the path, made if it is not there, locked until the end of the block. Raises ``MedlofteError``."""
    try:
        file, is_new = _lock_when_opened(path)
    except OSError as error:
        raise _failure(path, error) from None
    journal = None
    try:
        journal = LogFile(path, file)
        yield journal
    except OSError as error:
        raise _failure(path, error) from None
    finally:
        _close(file, path if is_new and (journal is None or not journal.data) else None)
    if is_new:
        _sync_folder(path.parent)


def _close(file: int, unused: Path | None) -> None:
    """Let go of the log. One that was made for nothing is taken away, and not another that has come in its place."""
    goes = unused if unused is not None and _is_same(file, unused) else None
    if OPEN_FILES_STAY:
        os.close(file)
    if goes is not None:
        with contextlib.suppress(OSError):
            goes.unlink()
    if not OPEN_FILES_STAY:
        os.close(file)


def replace(path: Path, data: bytes, expected: bytes, instead_of: Mapping[Path, bytes] = MappingProxyType({})) -> None:
    """Put another content in a log's place, whole or not at all, and take away the logs that it stands for too.

    Raises ``MedlofteError`` when it can't be written, or one of the logs no longer holds what was ``expected`` of it.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with contextlib.ExitStack() as locked:
        logs = [locked.enter_context(open_locked(each)) for each in (path, *instead_of)]
        for log, held in zip(logs, (expected, *instead_of.values())):
            if log.data != held:
                message = msg("{path} was changed meanwhile.", path=str(log.path))
                raise MedlofteError(message, msg("Run the command again."))
        try:
            _write_new(beside, data, stat.S_IMODE(path.stat().st_mode))
            if OPEN_FILES_STAY:  # until that is done, the whole of it lies beside
                logs[0].write_over(data)
            else:
                beside.replace(path)
            _sync_folder(path.parent)
            for log in logs[1:]:
                if OPEN_FILES_STAY:
                    log.take_back(0)
                else:
                    log.path.unlink()
        finally:
            beside.unlink(missing_ok=True)
        _sync_folder(path.parent)
    if OPEN_FILES_STAY:
        _take_away_empty(instead_of)


def _write_new(path: Path, data: bytes, mode: int) -> None:
    """A new file that is on disk. Raises ``OSError``, also when there is one already."""
    part = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        _write_all(part, data)
        os.fsync(part)
    finally:
        os.close(part)


def _take_away_empty(paths: Iterable[Path]) -> None:
    """Take away the logs that hold nothing, which another writer may have written into since."""
    for path in paths:
        with contextlib.suppress(OSError):
            if not path.stat().st_size:
                path.unlink()


def _lock_when_opened(path: Path) -> tuple[int, bool]:
    """The file, locked, and whether it was made now. It is opened again if another took its place meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= _BINARY | getattr(os, "O_CLOEXEC", 0)
    for _ in range(_TRIES):
        is_new = False
        try:
            file = os.open(path, flags)
        except FileNotFoundError:
            try:
                file = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o666)
                is_new = True
            except FileExistsError:
                continue
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(0, "not a regular file")
            _lock(file)
            if _is_same(file, path):
                return file, is_new
        except BaseException:
            os.close(file)
            raise
        os.close(file)
    raise OSError(0, "the file is being replaced all the time")


def _is_same(file: int, path: Path) -> bool:
    """Whether the path still leads to the file that was opened."""
    try:
        return os.path.samestat(os.fstat(file), os.lstat(path))
    except FileNotFoundError:
        return False


def _lock(file: int) -> None:
    """Wait for the file's lock, which the kernel lets go when the file is closed or the process ends."""
    try:
        import fcntl
    except ImportError:
        _lock_on_windows(file)
    else:
        fcntl.flock(file, fcntl.LOCK_EX)


def _lock_on_windows(file: int) -> None:
    """One byte far behind the end is locked, so that reading goes on. Windows tires of waiting after ten seconds."""
    import errno
    import msvcrt

    os.lseek(file, 1 << 40, os.SEEK_SET)
    while True:
        try:
            msvcrt.locking(file, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError as error:
            if error.errno != errno.EDEADLOCK:
                raise
        else:
            return


def _read(file: int) -> bytes:
    os.lseek(file, 0, os.SEEK_SET)
    parts = []
    while part := os.read(file, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _append(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY | getattr(os, "O_NOFOLLOW", 0)
    file = os.open(path, flags, 0o666)
    try:
        _write_all(file, data)
        os.fsync(file)
    finally:
        os.close(file)


def _write_all(file: int, data: bytes) -> None:
    """One write. Raises ``OSError`` when less was written, as a full disk does without saying so."""
    written = os.write(file, data)
    if written != len(data):
        import errno

        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _sync_folder(folder: Path) -> None:
    """See to it that a new name in the folder is on disk, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _failure(path: Path, error: OSError) -> MedlofteError:
    reason = error.strerror or str(error)
    return MedlofteError(msg("{path} can't be written: {reason}", path=str(path), reason=reason))
