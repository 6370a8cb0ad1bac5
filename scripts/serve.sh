#!/bin/sh
# Starts the app in its image; arguments go to Streamlit.
set -eu

# Compiled code that came with the image, put where the app keeps its own, since the image
# itself may be read-only. Its names tell for which processor it is, so that another kind of
# processor takes none of it.
{ mkdir -p "$PARETOSCOPE_CACHE" && cp -R warmed/. "$PARETOSCOPE_CACHE"; } ||
    echo "$PARETOSCOPE_CACHE cannot be written: all is compiled anew." >&2

# In place of this shell: the app itself gets the signal to stop.
exec python -m streamlit run app.py "$@"
