# Sourced by scripts/run and scripts/test: finds a Python and hands over to scripts/environment.py.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
for python in "$root/.venv/bin/python" "${FILOFESTA_PYTHON:-}" python3 python3.13 python3.12 python3.11; do
  if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    exec "$python" "$root/scripts/environment.py" "$@"
  fi
done
echo "filofesta: needs Python 3.11, 3.12 or 3.13; found none (set FILOFESTA_PYTHON to one)" >&2
exit 1
