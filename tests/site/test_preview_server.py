"""A site shown on this machine."""

import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

from medlofte.core.errors import MedlofteError
from medlofte.site.preview_server import address_of, server_of


def test_the_folder_is_served_to_this_machine_alone_and_quietly(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "flode.atom").write_text("<feed/>", "utf-8")
    with server_of(tmp_path, 0) as server:
        assert address_of(server).startswith("http://127.0.0.1:")
        threading.Thread(target=server.handle_request, daemon=True).start()
        with urlopen(f"{address_of(server)}flode.atom", timeout=10) as answer:
            assert answer.read() == b"<feed/>"
            assert answer.headers["Content-Type"] == "application/atom+xml"
    assert capfd.readouterr().err == ""


def test_a_port_that_is_taken_is_refused(tmp_path: Path) -> None:
    with server_of(tmp_path, 0) as server:
        port = int(address_of(server).rstrip("/").rpartition(":")[2])
        with pytest.raises(MedlofteError) as refused:
            server_of(tmp_path, port)
        assert refused.value.message.values["port"] == str(port)
