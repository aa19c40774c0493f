"""A child process with limits, for templates that anybody may have written.

The child is bounded in memory, processor time, files and what it may say, and is a copy of this process where the
system can fork; elsewhere (Windows) it is a new process that is bounded in time and in what it may say.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from medlofte.core.errors import MedlofteError, TemplateFault
from medlofte.core.messages import Message, msg
from medlofte.documents import templating
from medlofte.rendering.job import RenderJob

SECONDS = 3
"""Processor time, and by the clock, after which a template is told to stop; a second later it is killed."""
MEMORY = 400 << 20
"""Bytes of address space beyond what the process has already."""
LARGEST_REPLY = 32 * templating.LARGEST_OUTPUT

CAN_FORK = hasattr(os, "fork")


def make(job: RenderJob) -> tuple[str, bytes]:
    """The document's Markdown and its file, made in a child. Raises ``TemplateFault``, also when a limit is reached."""
    said = _by_fork(job) if CAN_FORK and not _is_threaded() else _by_new_process(job)
    reply: dict[str, Any] = {}
    for line in said.split(b"\n")[:-1]:
        reply |= json.loads(line)
    if "crash" in reply:
        raise RuntimeError(reply["crash"])
    if "message" in reply:
        error = TemplateFault if reply["is_fault"] else MedlofteError
        raise error(_unpacked(reply["message"]), _unpacked(reply["hint"]) if reply["hint"] else None)
    if "data" not in reply:
        raise _stopped(job.look if "markdown" in reply else job.template)
    return reply["markdown"], base64.b64decode(reply["data"])


def _stopped(name: str) -> TemplateFault:
    message = msg("The template takes more time or memory than a document needs.")
    return TemplateFault(msg("{where}: {what}", where=f"{name}:1", what=message))


def _is_threaded() -> bool:
    """Whether this process has threads that a copy of it would wait for in vain: a script's, or a PDF's."""
    return "typst" in sys.modules or ("threading" in sys.modules and sys.modules["threading"].active_count() > 1)


def _by_fork(job: RenderJob) -> bytes:
    """What the child says, up to when it had to be stopped."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(job, writing)
    os.close(writing)
    try:
        return _read_all(reading, time.monotonic() + SECONDS + 1)
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _be_child(job: RenderJob, writing: int) -> None:
    """Do the work, write the reply, and end, whatever happens: a child never returns into its parent's work."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _shut_streams()
        job.prepare()
        _limit(writing)
        for said in _answers(job):
            while said:
                said = said[os.write(writing, said) :]
    finally:
        os._exit(0)


def _shut_streams() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _limit(highest_file: int) -> None:
    """Bound this process. A limit that the system does not know is left out."""
    import resource

    signal.signal(signal.SIGXCPU, _stop)
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    space = _address_space()
    limits = {
        "RLIMIT_AS": (space + MEMORY,) * 2 if space else (resource.RLIM_INFINITY,) * 2,
        "RLIMIT_CPU": (SECONDS, SECONDS + 1),
        "RLIMIT_FSIZE": (0, 0),
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_NPROC": (0, 0),
        "RLIMIT_NOFILE": (highest_file + 4,) * 2,
    }
    for name, bounds in limits.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), bounds)


def _address_space() -> int:
    """Bytes of address space that this process has; none where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _stop(*_: object) -> None:
    """Interrupt the template, once: a second signal would interrupt the telling of its place."""
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    raise templating.Refused(msg("The template takes more than {n} seconds.", n=SECONDS))


def _read_all(reading: int, until: float) -> bytes:
    """What is written into the pipe before the time is out, and not much more than is allowed."""
    said = b""
    while len(said) <= LARGEST_REPLY:
        left = until - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            break
        part = os.read(reading, 1 << 16)
        if not part:
            break
        said += part
    return said


def _by_new_process(job: RenderJob) -> bytes:
    """As ``_by_fork``, by a new process that is handed the job, and imports nothing from the working directory."""
    import copyreg
    import pickle
    import subprocess

    copyreg.pickle(MappingProxyType, _as_dict)
    command = [sys.executable, "-P", "-m", "medlofte.rendering.sandbox"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=pickle.dumps(job), capture_output=True, timeout=SECONDS + 1, check=False
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout or b""
    return done.stdout


def _as_dict(mapping: Any) -> tuple[Any, ...]:
    return dict, (dict(mapping),)


def _answers(job: RenderJob) -> Iterator[bytes]:
    """The reply, a line for each step that is done: the words, then the file; or what went wrong."""
    try:
        markdown = job.words()
        yield _line({"markdown": markdown})
        yield _line({"data": base64.b64encode(job.file(markdown)).decode()})
    except MedlofteError as error:
        hint = _packed(error.hint) if error.hint else None
        fault = isinstance(error, TemplateFault)
        yield _line({"message": _packed(error.message), "hint": hint, "is_fault": fault})
    except (templating.Refused, MemoryError):
        return
    except Exception as error:
        yield _line({"crash": "".join(traceback.format_exception(error))})


def _line(reply: Mapping[str, Any]) -> bytes:
    return json.dumps(reply).encode() + b"\n"


def _packed(message: Message) -> dict[str, Any]:
    """A message as JSON can hold it."""
    values = {name: _packed(value) if isinstance(value, Message) else value for name, value in message.values.items()}
    return {"text": message.text, "values": values, "plural": message.plural, "n": message.n}


def _unpacked(packed: Mapping[str, Any]) -> Message:
    values = {name: _unpacked(each) if isinstance(each, dict) else each for name, each in packed["values"].items()}
    return Message(packed["text"], values, packed["plural"], packed["n"])


def _main() -> None:
    """The new process: a job in, the reply out. The job comes from this program's own parent, and from nobody else."""
    import pickle

    job = pickle.loads(sys.stdin.buffer.read())  # noqa: S301
    if hasattr(os, "fork"):
        job.prepare()
        _limit(sys.stderr.fileno())
    for said in _answers(job):
        sys.stdout.buffer.write(said)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _main()
