"""`python -m web HOST PORT WORKERS`: what `filofesta serve` starts."""

import sys

from planner.errors import PlannerError
from web.serving import serve_forever

ARGUMENTS = 4
BAD_INPUT = 2


def main(arguments: list[str]) -> int:
    """Serve until stopped; say in one line why where that cannot be."""
    if len(arguments) != ARGUMENTS:
        print("usage: python -m web HOST PORT WORKERS", file=sys.stderr)
        return BAD_INPUT
    _, host, port, workers = arguments
    try:
        serve_forever(host, int(port), int(workers))
    except KeyboardInterrupt:
        return 0
    except OSError as fault:
        print(f"filofesta: cannot listen on {host}:{port}: {fault.strerror}", file=sys.stderr)
        return BAD_INPUT
    except (PlannerError, ValueError) as fault:
        print(f"filofesta: {fault}", file=sys.stderr)
        return BAD_INPUT
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
