"""An editor as a language server sees it: a tiny client of the protocol, over the standard streams of a process."""

import contextlib
import json
import os
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, cast
from urllib.parse import quote, unquote

PATIENCE = 60
"""Seconds to wait for any message."""


class Editor:
    """Speaks with a server that it has started, and keeps what the server says by itself."""

    def __init__(self, command: Sequence[str], cwd: Path, environment: Mapping[str, str] = {}) -> None:
        self.process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.cwd = cwd
        self.number = 0
        self.incoming: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.said: list[dict[str, Any]] = []
        self.opened: set[str] = set()
        self.settings: Any = None
        self.errors: list[bytes] = []
        self.readers = [threading.Thread(target=read, daemon=True) for read in (self._read, self._read_errors)]
        for reader in self.readers:
            reader.start()

    def __enter__(self) -> "Editor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the server, however it is, and all that leads to it."""
        self.process.kill()
        self.process.wait()
        for reader in self.readers:
            reader.join(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def begin(self, folders: Sequence[Path] = (), **capabilities: Any) -> dict[str, Any]:
        """Introduce the editor, and return what the server can do."""
        opened = [{"uri": uri(folder), "name": folder.name} for folder in folders or (self.cwd,)]
        answer = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": uri(self.cwd),
                "workspaceFolders": opened,
                "capabilities": {"workspace": {"configuration": True}, **capabilities},
            },
        )
        self.tell("initialized", {})
        return cast(dict[str, Any], answer["capabilities"])

    def open(self, path: Path, text: str | None = None) -> None:
        """Open a file, with its text on disk or another."""
        text = path.read_text("utf-8") if text is None else text
        document = {"uri": uri(path), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def write(self, path: Path, text: str, version: int = 2) -> None:
        """Change the text of an open file."""
        document = {"uri": uri(path), "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def at(self, method: str, path: Path, line: int, character: int, **more: Any) -> Any:
        """Ask about a place in a file."""
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri(path)}, "position": position, **more})

    def ask(self, method: str, params: Any) -> Any:
        """The answer to a request. Raises ``RuntimeError`` when it is an error."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        answer = self.until(lambda message: message.get("id") == self.number and "method" not in message)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer.get("result")

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        if method == "textDocument/didOpen":
            self.opened.add(params["textDocument"]["uri"])
        elif method == "textDocument/didClose":
            self.opened.discard(params["textDocument"]["uri"])
        self.send({"method": method, "params": params})

    def send(self, message: Mapping[str, Any]) -> None:
        """Send a message."""
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_bytes(self, body: bytes) -> None:
        """Send any bytes as a message."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def diagnostics(self, path: Path) -> list[dict[str, Any]]:
        """What the server says next of a file."""

        def is_it(message: dict[str, Any]) -> bool:
            is_published = message.get("method") == "textDocument/publishDiagnostics"
            return is_published and same(message["params"]["uri"], path)

        return cast(list[dict[str, Any]], self.until(is_it)["params"]["diagnostics"])

    def shown(self) -> str:
        """The next message that the server shows to the person."""
        found = self.until(lambda message: message.get("method") == "window/showMessage")
        return cast(str, found["params"]["message"])

    def until(self, is_it: Any) -> dict[str, Any]:
        """The first message not yet taken that is the one wanted; the others are kept, and requests answered."""
        for kept in self.said:
            if is_it(kept):
                self.said.remove(kept)
                return kept
        while True:
            try:
                message = self.incoming.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"no answer; said: {self.said}, {b''.join(self.errors).decode()}") from None
            if message is None:
                raise AssertionError(f"the server ended: {b''.join(self.errors).decode()}")
            if is_it(message):
                return message
            if "id" in message and "method" in message:
                self.send({"id": message["id"], "result": self.answer(message)})
            self.said.append(message)

    def answer(self, message: Mapping[str, Any]) -> Any:
        """What the editor answers a server's request: its settings, and else nothing."""
        if message["method"] == "workspace/configuration":
            return [(self.settings or {}).get(item.get("section")) for item in message["params"]["items"]]
        return None

    def clear(self) -> None:
        """Close all files and forget what was said, so that another test can go on with the server."""
        for named in sorted(self.opened):
            self.tell("textDocument/didClose", {"textDocument": {"uri": named}})
        nowhere = {"textDocument": {"uri": uri(self.cwd / "nowhere")}, "position": {"line": 0, "character": 0}}
        assert self.ask("textDocument/hover", nowhere) is None, "all that was said before is read when this is answered"
        self.said.clear()

    def end(self) -> int:
        """Say goodbye, and return the server's exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(PATIENCE)

    def _read(self) -> None:
        out = self.process.stdout
        assert out is not None
        while True:
            length = 0
            while line := out.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            body = out.read(length) if length else b""
            if not body:
                self.incoming.put(None)
                return
            self.incoming.put(json.loads(body))

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self.errors.extend(self.process.stderr)


def uri(path: Path) -> str:
    """A file's URI, written as Visual Studio Code does: everything but slashes and plain letters in per cent."""
    return f"file:///{quote(path.as_posix().lstrip('/'))}"


def same(named: str, path: Path) -> bool:
    """Whether a URI names the path, however it is written."""
    return unquote(named) == unquote(uri(path))
