"""The server that browser tests ask stands beside the test, as a real one stands beside its readers."""

from typing import Any


def test_its_requests_never_use_the_connection_of_the_test(live_server: Any) -> None:
    assert not live_server.thread.connections_override
