"""Makes Plotly's script for plots of two dimensions anew; needs Node.js and its `npm`.

    .venv/bin/python scripts/bundle_plotly.py

Takes the release of plotly.js that the installed `plotly` is made for, and of its kinds of
traces only those that are drawn. All of them take four times as long to fetch, and six
times as long for a browser to begin with.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from plotly.offline import get_plotlyjs_version

OUT = Path(__file__).resolve().parents[1] / "ui" / "frontend" / "plotly"
SCRIPT, LICENSE = OUT / "flat.min.js", OUT / "LICENSE.txt"
ESBUILD = "0.25.12"
# Besides `scatter`, which is in all of them.
TRACES = "bar", "contour", "heatmap"
ENTRY = """
const Plotly = require("plotly.js/lib/core");
Plotly.register([{traces}]);
module.exports = Plotly;
"""


def bundle(folder: Path) -> None:
    """Put the script and its license where they belong, by way of an empty folder."""
    version = get_plotlyjs_version()
    packages = f"plotly.js@{version}", f"esbuild@{ESBUILD}"
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", *packages], cwd=folder, check=True
    )
    traces = ", ".join(f'require("plotly.js/lib/{name}")' for name in TRACES)
    (folder / "entry.js").write_text(ENTRY.format(traces=traces), encoding="utf-8")
    title = f"plotly.js v{version}, with these traces: {' '.join(('scatter', *TRACES))}"
    options = {
        "format": "iife",
        "global-name": "Plotly",
        "target": "es2022",
        # Licenses of all that is in it.
        "legal-comments": "eof",
        "banner:js": f"/*! {title}. Copyright Plotly, Inc.; MIT license. */",
        "outfile": str(folder / "plotly.js"),
        "define:global": "window",
        "define:define.amd": "false",
    }
    command = ["npx", "esbuild", "entry.js", "--bundle", "--minify"]
    command += [f"--{name}={value}" for name, value in options.items()]
    subprocess.run(command, cwd=folder, check=True)
    OUT.mkdir(exist_ok=True)
    shutil.copyfile(folder / "plotly.js", SCRIPT)
    shutil.copyfile(folder / "node_modules" / "plotly.js" / "LICENSE", LICENSE)


def main() -> None:
    """Write the script."""
    if not shutil.which("npm"):
        sys.exit("npm should be on the path. Found none; install Node.js.")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "package.json").write_text(json.dumps({"private": True}))
        bundle(Path(folder))
    print(f"{SCRIPT}: {SCRIPT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
