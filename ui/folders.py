"""Where the app keeps what it has made, from one start to the next."""

import os
from pathlib import Path

CACHE = Path(os.environ.get("PARETOSCOPE_CACHE", Path.home() / ".cache" / "paretoscope"))
