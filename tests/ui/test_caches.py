"""All that is kept for the next who asks is bounded, in entries and in bytes."""

import importlib
import json
import os
import pkgutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import ui
from bounded_jit import forget
from optimizers import OPTIMIZERS
from ui import compute, programs, stills
from ui.compute import batch
from ui.state import State

# Kilobytes of the largest entry of each cache, as pickled or, of what is Python's, as text
# times eight.
LARGEST = {
    "ui.compute._theta0": 66,
    "ui.compute.optimum": 1,
    "ui.compute.curvature": 1,
    "ui.compute.slope": 1,
    "ui.compute.front_points": 3,
    "ui.compute.extremes_of_loss_2": 1,
    "ui.lesson._judged": 66,
    "ui.stills._loss_still": 51,
    "ui.stills._parameter_still": 260,
    "ui.stills._time_still": 8,
    "ui.stills._curve_shapes": 4,
    "ui.footnote._erratum": 2,
    "ui.sweep_runs._swept": 28,
    "ui.sweep_player.packed": 1315,
    "ui.basins._ends": 8,
    "ui.story.damping._times": 4,
    "ui.damping.law_map._rows": 4,
    "ui.damping.matrix._found": 125,
    "ui.damping.signs._tiles": 160,
    "ui.damping.trade_off._found": 10,
}
MEGABYTES = 50
# These are asked for what is in this repository alone, whatever anybody does.
OF_FILES = {
    "ui.application._source",
    "ui.application_training._instance",
    "ui.assets.font_style",
    "ui.assets.module",
    "ui.assets.module_file",
    "ui.assets.plotly_file",
    "ui.assets.solid_plotly_file",
    "ui.assets.text",
    "ui.footnote._of_figure",
    "ui.kept_pictures._memory",
    "ui.kept_pictures.sources",
    "ui.pictures._drawing",
    "ui.pack_building.building",
    "ui.story.scene.runs",
    "ui.words.words_of",
}


def caches():
    """Every cached function of the interface, and how many entries it keeps."""
    found = {}
    for info in pkgutil.walk_packages(ui.__path__, "ui."):
        module = importlib.import_module(info.name)
        for name, member in vars(module).items():
            if getattr(member, "__module__", "") != info.name:
                continue
            if hasattr(member, "cache_parameters"):
                found[f"{info.name}.{name}"] = member.cache_parameters()["maxsize"]
            elif hasattr(member, "clear") and hasattr(member, "__wrapped__"):
                found[f"{info.name}.{name}"] = member._info.max_entries
    return found


def test_every_cache_is_known_and_bounded_and_all_of_them_are_small():
    found = caches()
    assert set(found) == set(LARGEST) | OF_FILES
    kilobytes = {name: found[name] * largest for name, largest in LARGEST.items()}
    assert sum(kilobytes.values()) < 1000 * MEGABYTES


def test_the_front_that_all_sessions_share_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        compute.front_points("concave")[0] = 0


def test_what_a_session_does_to_a_still_is_not_seen_by_the_next():
    asked = "concave", 0.7, True, ("light",)
    for made in (stills.loss_stills, stills.parameter_stills):
        before = json.dumps(made(*asked))
        made(*asked)["light"]["layout"]["shapes"] = []
        made(*asked)["light"]["layout"] |= {"title": "another"}
        assert json.dumps(made(*asked)) == before


@pytest.fixture
def counted(monkeypatch):
    monkeypatch.setattr(programs, "loaded", loaded := programs.Loaded())
    programs.jax.monitoring.register_event_duration_secs_listener(loaded.add)
    yield loaded
    programs.jax.monitoring.unregister_event_duration_listener(loaded.add)


def states():
    return [replace(State(), optimizer=method) for method in list(OPTIMIZERS)[:3]]


def test_programs_are_dropped_once_there_are_too_many(counted, monkeypatch):
    monkeypatch.setattr(programs, "MOST_COMPILED", 3)
    counts = []
    for size in range(5):
        jax.jit(partial(jnp.multiply, size))(1.0)
        counted.bound()
        counts.append(counted.count)
    assert counts == [1, 2, 3, 0, 1]


def test_programs_that_are_bounded_elsewhere_are_not_compiled_again(compiled):
    # Of what other tests have called, nothing would have to be compiled.
    forget()
    batch(State())
    before, kept = len(compiled), {"jit(advance)", "jit(start)"}
    assert kept <= {*compiled}
    jax.clear_caches()
    batch(State())
    assert not kept & {*compiled[before:]}


def test_what_programs_were_compiled_from_is_dropped_and_none_is_compiled_again():
    loaded = programs.loaded
    called = [jax.jit(partial(jnp.multiply, factor)) for factor in range(3)]
    assert [one(1.0) for one in called] == [0, 1, 2]
    assert all(source.cache_info().currsize <= 1 for source in programs._SOURCES)
    count = loaded.count
    assert [one(2.0) for one in called] == [0, 2, 4]
    assert loaded.count == count


def test_whoever_computes_while_programs_are_dropped_gets_the_same_runs(
    counted, monkeypatch
):
    monkeypatch.setattr(programs, "MOST_COMPILED", -1)
    alone = [batch(state).run for state in states()]

    def with_bounds(state):
        counted.bound()
        forget()
        return batch(state).run

    with ThreadPoolExecutor(2) as several:
        together = list(several.map(with_bounds, 2 * states()))
    for one, other in zip(2 * alone, together, strict=True):
        np.testing.assert_array_equal(one.losses, other.losses)


def test_on_disk_the_oldest_programs_go_first_and_nothing_else(tmp_path):
    for age, name in enumerate(["c-cache", "b-cache", "a-cache", "picture.json"]):
        (tmp_path / name).write_bytes(bytes(100))
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    programs.bound_disk(tmp_path, most=250)
    left = {file.name for file in tmp_path.iterdir()}
    assert left == {"c-cache", "b-cache", "picture.json"}
