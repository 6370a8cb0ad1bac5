"""What scripts/image.sh says where the image cannot be built, and what an image lacks."""

import os
import re
import subprocess
import sys

import pytest

from benchmarks.app_server import ROOT


@pytest.fixture
def image_script(tmp_path):
    """Runs the script on a machine with these commands; ends with status and last lines."""

    def run(**commands):
        for name, body in commands.items():
            command = tmp_path / name
            command.write_text(f"#!/bin/sh\n{body}\n")
            command.chmod(0o755)
        path = f"{tmp_path}:{os.environ['PATH']}"
        ended = subprocess.run(
            [ROOT / "scripts/image.sh"],
            env={**os.environ, "PATH": path, "TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        return ended.returncode, ended.stdout.splitlines()[-1:], ended.stderr

    return run


def docker_that_builds(end):
    """A Docker of which everything succeeds but the build."""
    return f'[ "$1" = build ] || exit 0\n{end}\nexit 1'


def test_without_an_engine_one_line_says_so(image_script):
    status, said, errors = image_script(docker="exit 1", podman="exit 1", id="echo 1000")
    assert (status, errors) == (69, "")
    assert said[0].startswith("Image: not built, since there is no Docker here")


def test_without_a_way_to_a_registry_one_line_says_so(image_script):
    end = "echo 'Temporary failure in name resolution'"
    status, said, errors = image_script(docker=docker_that_builds(end))
    assert (status, errors) == (69, "")
    assert said[0].startswith("Image: not built, since a registry")


def test_a_build_that_fails_by_itself_is_a_fault(image_script):
    retried = (
        "echo 'Connection reset, retrying'; seq 40; echo 'SyntaxError: invalid syntax'"
    )
    status, _, errors = image_script(docker=docker_that_builds(retried))
    assert status == 1
    assert "SyntaxError" in errors


ONE_STEP_OF_EACH_APPLICATION = """
import sys
for name in sys.argv[1:]:
    sys.modules[name] = None
import jax
from applications import APPLICATIONS
for kind in APPLICATIONS.values():
    one, key = kind(), jax.random.key(0)
    jax.jit(jax.jacrev(one.losses)).lower(one.init(key), one.examples, key)
"""


def test_the_losses_of_applications_do_without_what_the_image_leaves_out():
    script = (ROOT / "scripts/leave_out.sh").read_text()
    (first,) = re.findall(r"^    (scipy .*)$", script, re.MULTILINE)
    names = [name.replace("-", "_") for name in first.split()]
    command = [sys.executable, "-c", ONE_STEP_OF_EACH_APPLICATION, *names]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
