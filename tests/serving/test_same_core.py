"""Many visitors are served on one core at a time, few on all."""

import asyncio
import os
import threading

import pytest

from tests.serving.loop import run
from ui.serving import same_core

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="needs Linux and two cores",
)


@pytest.fixture
def cores(monkeypatch):
    """Cores that a new thread may use after a look with so many visitors."""
    allowed = os.sched_getaffinity(0)
    monkeypatch.setattr(same_core, "STAYS", 60)

    async def look():
        staying = asyncio.create_task(same_core.stay_on_one_core())
        await asyncio.sleep(10 * same_core.LOOKS)
        staying.cancel()

    def cores(visitors):
        monkeypatch.setattr(same_core, "visitors", lambda: visitors)
        found = []

        def serve():
            run(look())
            thread = threading.Thread(target=lambda: found.append(os.sched_getaffinity(0)))
            thread.start()
            thread.join()

        # In a thread of its own, since Playwright may have a loop running in this one.
        serving = threading.Thread(target=serve)
        serving.start()
        serving.join()
        return found[0]

    yield cores
    same_core._keep_to(allowed)


def test_many_visitors_are_served_on_one_core(cores):
    assert len(cores(same_core.MANY)) == 1


def test_few_visitors_are_served_on_all_cores(cores):
    assert cores(same_core.MANY - 1) == os.sched_getaffinity(0)
