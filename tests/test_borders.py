"""Which part may know which: the borders that keep each part easy to change alone."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = {"bounded_jit", "checks", "precision", "pytree", "ranges", "registry"}
CORE |= {"trigonometry"}
MODEL = CORE | {"toy_problems", "optimizers", "noise", "simulation", "starts", "verdicts"}
MODEL |= {
    "batches",
    "devices",
    "applications",
    "basins",
    "damping",
    "front_coverage",
    "kept_trainings",
    "model_training",
    "stationary",
    "sweeps",
}

# What each part may import, besides itself and the standard library. A page is a
# screenful of calls, so it needs neither NumPy nor JAX; ui/ tells JAX where to keep
# compiled code.
MAY_IMPORT = {
    "bounded_jit": {"jax"},
    "checks": {"jaxtyping", "numpy", "precision"},
    "precision": {"jax"},
    "pytree": {"jax"},
    "ranges": {"jaxtyping"},
    "registry": set(),
    "trigonometry": {"jax", "jaxtyping"},
    "devices": {"jax", "jaxtyping", "numpy"},
    "result_memory": {"numpy"},
    "batches": {"jax", "jaxtyping", "toy_problems", "optimizers", "noise"} | CORE,
    "toy_problems": {"jax", "jaxtyping", "numpy"} | CORE,
    "take_home": {"jax", "mdmm", "numpy", "optax", "optimizers", "torch"},
    "kept_trainings": {
        "applications",
        "jaxtyping",
        "model_training",
        "numpy",
        "optimizers",
    },
    "optimizers": {"jax", "jaxtyping", "numpy", "toy_problems"} | CORE,
    "applications": {"jax", "jaxtyping", "numpy", "optax", "optimizers"} | CORE,
    "model_training": {"applications", "jax", "jaxtyping", "numpy", "optax", "optimizers"}
    | CORE,
    "noise": {"jax", "jaxtyping", "numpy", "toy_problems"} | CORE,
    "simulation": {"jax", "jaxtyping", "numpy", "toy_problems", "optimizers", "noise"}
    | {"batches", "devices", "result_memory"}
    | CORE,
    "starts": {"jaxtyping", "numpy", "toy_problems"},
    "verdicts": {"jaxtyping", "numpy", "toy_problems", "optimizers", "simulation"},
    "front_coverage": {"jaxtyping", "numpy"},
    "stationary": {"jaxtyping", "numpy"},
    "damping": {"jax", "jaxtyping", "numpy", "optimizers", "simulation", "toy_problems"}
    | {"front_coverage", "verdicts"}
    | CORE,
    "sweeps": {"jaxtyping", "numpy", "pandas", "damping", "front_coverage", "optimizers"}
    | {"simulation", "toy_problems", "verdicts"}
    | CORE,
    "basins": {"jaxtyping", "numpy", "optimizers", "simulation", "toy_problems"}
    | {"verdicts"},
    "figures": {"jaxtyping", "numpy", "pandas", "plotly"},
    "ui": {"figures", "jax", "jaxtyping", "numpy", "orjson", "pandas", "plotly", "segno"}
    | {"exports", "result_memory", "starlette", "streamlit"}
    | MODEL,
    "exports": {"PIL", "aggdraw", "av", "figures", "jaxtyping", "numpy", "pandas"}
    | {"pyarrow", "ui"}
    | MODEL,
    "pages": {"figures", "pandas", "streamlit", "ui"} | MODEL,
    "app": {"figures", "pandas", "streamlit", "ui"} | MODEL,
}


def imported_by(source: str) -> set[str]:
    """First parts of all names that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def modules():
    files = [*ROOT.glob("*.py")]
    for part in MAY_IMPORT:
        files += (ROOT / part).rglob("*.py")
    return sorted(file.relative_to(ROOT) for file in files)


@pytest.mark.parametrize("module", modules(), ids=str)
def test_imports_only_what_its_part_may_know(module):
    part = module.with_suffix("").parts[0]
    assert part in MAY_IMPORT, f"`MAY_IMPORT` should say what `{part}` may import."
    allowed = MAY_IMPORT[part] | {part} | sys.stdlib_module_names
    # What is downloaded is made of the interface, and only what offers it knows of it.
    if part == "pages" or (part == "ui" and module.name.startswith("download_")):
        allowed = allowed | {"exports"}
    assert imported_by((ROOT / module).read_text("utf-8")) <= allowed


@pytest.mark.parametrize(
    "source",
    [
        "import jax",
        "import jax.numpy as jnp",
        "from jax import numpy",
        "def f():\n    from jax.numpy import sin",
    ],
)
def test_finds_every_form_of_import(source):
    assert imported_by(source) == {"jax"}


MAY_EXPORT = re.compile(r"ui/download_\w+\.py|pages/\w+\.py|app\.py")


@pytest.mark.parametrize("module", modules(), ids=str)
def test_exports_are_known_only_where_something_is_taken_away(module):
    if "exports" in imported_by((ROOT / module).read_text("utf-8")):
        assert module.parts[0] == "exports" or MAY_EXPORT.fullmatch(module.as_posix())
