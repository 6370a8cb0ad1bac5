"""What stands between the network and Streamlit."""

from starlette.middleware import Middleware

from ui.serving.ahead import Ahead
from ui.serving.ceilings import Ceilings, raise_open_files
from ui.serving.headers import Headers
from ui.serving.origins import Origins
from ui.serving.packed import Packed

raise_open_files()
# From the outermost inwards: what is refused has the headers, too.
MIDDLEWARE = tuple(map(Middleware, (Headers, Ceilings, Origins, Packed, Ahead)))
