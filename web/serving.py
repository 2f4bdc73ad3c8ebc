"""Serving the site over HTTP until told to stop."""

import signal

from waitress.server import create_server

from web import create_app
from web.desk import SolveDesk
from web.settings import Settings

SPARE_THREADS = 6
"""Threads beyond those that searches may hold, so that plain pages stay quick."""


def serve_forever(host: str, port: int, workers: int) -> None:
    """Serve the site and say where; returns when the server is stopped.

    Parameters
    ----------
    host, port
        Where to listen; port 0 takes a free one.
    workers
        Least number of threads that answer requests.

    Raises
    ------
    DataError
        The data folder is not sound.
    OSError
        The address cannot be listened on.
    """
    settings = Settings.from_env()
    threads = max(workers, settings.max_solves + settings.max_waiting + SPARE_THREADS)
    app = create_app(settings)
    server = create_server(
        app,
        host=host,
        port=port,
        threads=threads,
        max_request_body_size=settings.max_body_bytes,
        max_request_header_size=4 * settings.max_query_bytes,
        ident=None,
    )
    print(f"Filofesta: http://{host}:{port_of(server, port)}/", flush=True)
    desk: SolveDesk = app.extensions["desk"]
    signal.signal(signal.SIGTERM, stop)
    try:
        server.run()
    finally:
        server.close()
        desk.close()


def stop(_number: int, _frame: object) -> None:
    """Stop serving as Ctrl-C does, so that no search process is left behind.

    Raises
    ------
    KeyboardInterrupt
        Always.
    """
    raise KeyboardInterrupt


def port_of(server: object, asked: int) -> int:
    """Return the port that a server listens on; the one asked for where it has several sockets."""
    return int(getattr(server, "effective_port", asked))
