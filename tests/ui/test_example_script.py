import subprocess
import sys

import numpy as np

from damping.example import STARTS, run
from ui.damping.example_script import script

NUMBERS = {"damping": 4.0, "learning_rate": 0.03, "multiplier_rate": 0.7}


def test_the_script_needs_jax_alone_and_ends_where_the_runs_end(tmp_path):
    text = script(**NUMBERS, num_steps=150)
    imports = {line for line in text.splitlines() if line.startswith(("import", "from"))}
    assert imports == {"import jax", "import jax.numpy as jnp"}
    file = tmp_path / "example.py"
    file.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", file],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split(": ")[1].split() for line in done.stdout.splitlines()]
    path = run(STARTS, **NUMBERS, num_steps=150)
    expected = np.column_stack([path.point[:, -1], path.multiplier[:, -1]])
    np.testing.assert_allclose(np.array(rows, float), expected, atol=1e-9)
