"""Each script to take home is run as it stands, and comes to the closed form."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import brentq

ROOT = Path(__file__).resolve().parents[2]
INPUTS = np.stack([np.ones(4), np.arange(4.0)], axis=1)
TARGETS = np.array([1.0, 2.0, 2.0, 5.0])


def fitted(weight):
    """What minimizes mean((X w − y)²) + weight Σ w²."""
    squared = INPUTS.T @ INPUTS / 4 + weight * np.eye(2)
    return np.linalg.solve(squared, INPUTS.T @ TARGETS / 4)


@pytest.mark.parametrize("name", sorted(file.stem for file in ROOT.glob("take_home/*.py")))
def test_a_script_comes_to_the_closed_form(name):
    if name == "pytorch_mdmm":
        pytest.importorskip("mdmm", reason="the package mdmm is not installed")
    command = [sys.executable, str(ROOT / "take_home" / f"{name}.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    printed = subprocess.check_output(command, env=environment, text=True)
    weight = brentq(lambda weight: np.sum(fitted(weight) ** 2) - 1, 0, 100)
    found = np.array(printed.split(), float)
    np.testing.assert_allclose(found, [*fitted(weight), weight], atol=0.01)
