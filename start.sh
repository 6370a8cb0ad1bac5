#!/bin/sh
# Sets up whatever Paretoscope still needs, then starts it.
#
#     ./start.sh [PORT]        PORT is 8501 unless given here or in the environment
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"
. scripts/environment.sh

port=${1:-${PORT:-8501}}
case $port in
    '' | *[!0-9]* | ??????*) fail "The port should be a number from 1 to 65535. Found '$port'." ;;
esac
if [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; then
    fail "The port should be a number from 1 to 65535. Found '$port'."
fi

set_up requirements.txt

# Streamlit itself would say so only after all imports, and in less plain words.
.venv/bin/python - "$port" <<'PYTHON' || exit 1
import socket
import sys

port = int(sys.argv[1])
try:
    with socket.socket() as answering:
        answering.settimeout(1)
        taken = answering.connect_ex(("127.0.0.1", port)) == 0
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("", port))
except PermissionError:
    sys.exit(f"This user may not open port {port}. Choose one above 1023: ./start.sh 8501")
except OSError:
    taken = True
if taken:
    other = port + 1 if port < 65535 else 8501
    sys.exit(
        f"Port {port} is taken; perhaps Paretoscope runs already, see "
        f"http://localhost:{port}\nTo start on another port: ./start.sh {other}"
    )
PYTHON

say "Starting Paretoscope on http://localhost:$port (Ctrl-C ends it)"
exec .venv/bin/python -m streamlit run app.py --server.port "$port" --server.headless true
