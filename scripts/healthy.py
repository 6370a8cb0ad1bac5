"""Ends with 0 if the app answers in the container in which this runs."""

import os
from http.client import HTTPConnection

# Not urllib.request, which would ask a proxy that the environment names.
connection = HTTPConnection(
    "127.0.0.1", int(os.environ["STREAMLIT_SERVER_PORT"]), timeout=4
)
connection.request("GET", "/_stcore/health")
raise SystemExit(connection.getresponse().status != 200)
