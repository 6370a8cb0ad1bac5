"""A new problem or method is one new file: nothing else is touched."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROBLEM = '''
import jax.numpy as jnp
from pytree import pytree_dataclass
from toy_problems.base import Problem


@pytree_dataclass
class Straight(Problem):
    """A front that is a straight line."""

    label = "Straight"
    source = "This test."
    stretch = 2.0

    def front(self, t1):
        s = 2 * t1 / jnp.pi
        return jnp.stack([s, 1 - s])
'''

METHOD = '''
from typing import Annotated, NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, ScalarLike
from optimizers.base import Optimizer, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Alpha, LearningRate, Range


class Moving(NamedTuple):
    theta: Array
    multiplier: Array
    velocity: Array


@pytree_dataclass
class HeavyBall(Optimizer):
    """A weighted sum, descended with momentum."""

    label = "Heavy ball"
    source = "This test."
    constrained = False

    alpha: Alpha = 1.0
    momentum: Annotated[ScalarLike, Range("β", "momentum", 0, 0.99, 0, (0, 1))] = 0.5
    learning_rate: LearningRate = 0.02

    def init(self, problem, theta0):
        return Moving(theta0, jnp.asarray(self.alpha, theta0.dtype), jnp.zeros_like(theta0))

    def step(self, problem, state):
        _, _, gradient = losses_and_gradient(problem, state.theta)
        force = gradient(1.0, self.alpha)
        velocity = self.momentum * state.velocity - self.learning_rate * force
        return Moving(state.theta + velocity, state.multiplier, velocity)
'''

LOOK = """
import json
from dataclasses import replace
from streamlit.testing.v1 import AppTest
from ui.session import KEY
from ui.state import State

app = AppTest.from_file("app.py", default_timeout=120)
app.session_state[KEY] = replace(
    State(), view="lab", problem="straight", optimizer="heavy_ball"
)
app.run()
assert not app.exception, app.exception
(method,) = [box for box in app.selectbox if box.label == "Method"]
(problem,) = [box for box in app.selectbox if box.label == "Problem"]
print(method.options, problem.options)
for element in app.get("bidi_component"):
    data = element.proto.bytes
    length = int.from_bytes(data[:4], "little")
    print(element.proto.json, json.loads(data[4 : 4 + length] or "{}").get("panels"))
"""


def test_a_new_file_is_in_the_menus_with_its_sliders_and_runs(tmp_path):
    ignored = shutil.ignore_patterns(".*", "tests", "plotly-*", "__pycache__")
    copy = shutil.copytree(ROOT, tmp_path / "app", ignore=ignored)
    (copy / "toy_problems" / "straight.py").write_text(PROBLEM, "utf-8")
    (copy / "optimizers" / "heavy_ball.py").write_text(METHOD, "utf-8")
    look = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert look.returncode == 0, look.stderr
    assert "Heavy ball" in look.stdout
    assert "Straight" in look.stdout
    assert "Heavy ball on the straight front, α = 1, β = 0.5, 400 steps" in look.stdout
    for name in ("alpha", "momentum", "learning_rate"):
        assert f'"name":"{name}"' in look.stdout.replace('": "', '":"')
