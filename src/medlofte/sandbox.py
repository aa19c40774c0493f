"""A child process with limits, for templates that anybody may have written.

Where the system can fork, the child is a copy of this process and bounded in memory, processor time, files and what it
may say; elsewhere (Windows) it is a new process that is bounded in time and in what it may say.
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
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medlofte.documents import language
from medlofte.errors import MedlofteError, TemplateFault
from medlofte.language import Message, say
from medlofte.press import Job, Product

SECONDS = 3
"""Processor time, and by the clock, after which a template is told to stop; a second later it is killed."""
MEMORY = 400 << 20
"""Bytes of address space beyond what the process has already."""
LARGEST_REPLY = 32 * language.LARGEST_OUTPUT

CAN_FORK = hasattr(os, "fork")


def make(job: Job) -> Product:
    """The document, made in a child process. Raises ``TemplateFault``, also when a limit is reached."""
    reply = _by_fork(job) if CAN_FORK else _by_new_process(job)
    if reply is None:
        message = say("The template takes more time or memory than a document needs.")
        raise TemplateFault(say("{where}: {what}", where=f"{job.template}:1", what=message))
    if "markdown" in reply:
        return Product(str(reply["markdown"]), base64.b64decode(reply["data"]))
    error = TemplateFault if reply["is_fault"] else MedlofteError
    raise error(_unpacked(reply["message"]), _unpacked(reply["hint"]) if reply["hint"] else None)


def _by_fork(job: Job) -> Any:
    """What the child says; nothing when it had to be stopped."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(job, writing)
    os.close(writing)
    try:
        said = _read_all(reading, time.monotonic() + SECONDS + 1)
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return _reply_of(said)


def _be_child(job: Job, writing: int) -> None:
    """Do the work, write the reply, and end, whatever happens: a child never returns into its parent's work."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _shut_streams()
        _limit(writing)
        said = _answer(job)
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
    raise language.Refused(say("The template takes more than {n} seconds.", n=SECONDS))


def _read_all(reading: int, until: float) -> bytes:
    """All that is written into the pipe before the time is out."""
    said = b""
    while len(said) <= LARGEST_REPLY:
        left = until - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            break
        part = os.read(reading, 1 << 16)
        if not part:
            return said
        said += part
    return b""


def _by_new_process(job: Job) -> Any:
    """As ``_by_fork``, by a new process that is handed the job."""
    import pickle
    import subprocess

    command = [sys.executable, "-m", "medlofte.sandbox"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=pickle.dumps(job), capture_output=True, timeout=SECONDS + 1, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return _reply_of(done.stdout)


def _reply_of(said: bytes) -> Any:
    try:
        return json.loads(said)
    except ValueError:
        return None


def _answer(job: Job) -> bytes:
    """The reply: the text, or what went wrong."""
    try:
        made = job.make()
        reply: dict[str, Any] = {"markdown": made.markdown, "data": base64.b64encode(made.data).decode()}
    except MedlofteError as error:
        hint = _packed(error.hint) if error.hint else None
        reply = {"message": _packed(error.message), "hint": hint, "is_fault": isinstance(error, TemplateFault)}
    return json.dumps(reply).encode()


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

    sys.stdout.buffer.write(_answer(pickle.loads(sys.stdin.buffer.read())))  # noqa: S301


if __name__ == "__main__":
    _main()
