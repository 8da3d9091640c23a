"""The server."""

from __future__ import annotations

import logging
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kg.cli.options import example, store_option
from kg.config import Settings
from kg.endpoint import Endpoint
from kg.errors import SettingsError
from kg.remote import RemoteStore
from kg.workers import Limits, Readers, Workers

if TYPE_CHECKING:
    from flask import Flask

SWITCH = 5e-5
"""Seconds that a thread may work while another wants to: the one that serves all connections must not wait long."""


def served(settings: Settings) -> tuple[Endpoint, Flask]:
    """What a server asks, and the server: it has reports read and identity worked out in processes of their own."""
    from server import create_app

    if settings.remote_query:
        remote, readers = RemoteStore(settings), Readers(settings.base, Limits.of(settings))
        return remote, create_app(settings, remote, read=readers.read)
    workers = Workers.of(settings)
    return workers, create_app(settings, workers, read=workers.read, resolve=workers.resolve)


@click.command("serve", epilog=example("kg serve --store build/store --port 8000"))
@store_option
@click.option("--host", help="The address to listen on (default: see kg config).")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one.")
def serve_(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the graph to browsers and SPARQL clients until stopped. What others write meanwhile is seen at once."""
    from server import WHOLE
    from server.listening import listener
    from server.logs import to_standard_error
    from server.renewing import watching

    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    endpoint, app = served(settings)
    with endpoint:
        endpoint.ask("ASK {}")  # so that a store that cannot be opened is an error now
        try:
            listening = listener(app, settings)
        except OSError as error:
            raise SettingsError(
                f"cannot listen on {settings.host}:{settings.port}: {error.strerror}; choose another --port or --host"
            ) from error
        to_standard_error()
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits a moment is no news
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # end as on Ctrl-C: finish what is being answered
        click.echo(f"http://{settings.host}:{listening.effective_port}/ (stop with Ctrl-C)")
        sys.setswitchinterval(SWITCH)

        def resolve() -> None:
            """A former server may have been stopped before it had done it."""
            if settings.write_token and not endpoint.resolved:
                app.extensions["site"].resolver.request()

        with watching(app, *WHOLE, then=resolve):
            listening.run()
