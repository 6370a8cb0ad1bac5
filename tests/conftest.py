"""What all tests share: strict broadcasting, and runs from the starts of the sources."""

import os

import jax
import pytest

from optimizers import OPTIMIZERS
from simulation import Trajectory, simulate
from toy_problems import PROBLEMS

jax.config.update("jax_numpy_rank_promotion", "raise")
# Of servers that are started for tests: these need the processor themselves, and compile
# what they look at.
os.environ["PARETOSCOPE_WARMING"] = "off"


@pytest.fixture(params=PROBLEMS)
def problem(request):
    """Each toy problem in turn."""
    return PROBLEMS[request.param]()


@pytest.fixture
def compiled():
    """Names of the programs that are compiled, or read from disk, during the test."""
    names = []

    def note(event, duration_secs, fun_name="", **_):
        del duration_secs
        if event == "/jax/core/compile/backend_compile_duration":
            names.append(fun_name)

    jax.monitoring.register_event_duration_secs_listener(note)
    yield names
    jax.monitoring.unregister_event_duration_listener(note)


@pytest.fixture(scope="session")
def runs():
    """Runs of a method on a problem, both by name; from its seven starts unless told."""

    def simulated(
        problem, method, num_steps=200, *, starts=None, keep_in_domain=True, **numbers
    ) -> Trajectory:
        problem = PROBLEMS[problem]()
        starts = problem.starts if starts is None else starts
        return simulate(
            problem,
            OPTIMIZERS[method](**numbers),
            problem.theta_from_losses(starts),
            num_steps,
            keep_in_domain=keep_in_domain,
        )

    return simulated
