"""The live server of browser tests uses its own database connections, as a real server does."""

from typing import Any


def test_requests_do_not_use_the_connection_of_the_test(live_server: Any) -> None:
    assert not live_server.thread.connections_override
