import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("audit", ROOT / "scripts" / "audit.py")
audit = importlib.util.module_from_spec(spec)
spec.loader.exec_module(audit)


def package(name="jax", faults=()):
    vulns = [{"id": fault, "fix_versions": fixes} for fault, fixes in faults]
    return {"name": name, "version": "1.0", "vulns": vulns}


def missed(name="jaxlib"):
    return {"name": name, "skip_reason": "Dependency not found"}


def judged(*packages):
    return audit.judged({"dependencies": packages})


def test_a_fault_with_a_fix_is_a_failure_that_says_what_mends_it():
    lines, can_be_mended = judged(
        package(faults=[("CVE-1", ["1.1", "2.0"])]), package("h11")
    )
    assert lines == [
        "Audit: jax 1.0 has the fault CVE-1: mended in 1.1, 2.0.",
        "Audit: 2 packages looked up, 1 faults known.",
    ]
    assert can_be_mended


def test_a_fault_without_one_is_only_said():
    lines, can_be_mended = judged(package(faults=[("CVE-1", [])]))
    assert lines[0] == "Audit: jax 1.0 has the fault CVE-1: no fix yet."
    assert not can_be_mended


def test_what_could_not_be_looked_up_is_not_taken_for_faultless():
    lines, can_be_mended = judged(package(), missed())
    assert lines == [
        "Audit: 1 packages looked up, 0 faults known; 1 not found in the list."
    ]
    assert not can_be_mended


@pytest.mark.parametrize("report", [None, {"dependencies": [missed(), missed("h11")]}])
def test_without_a_list_of_faults_it_says_so_and_is_no_failure(report):
    lines, can_be_mended = audit.judged(report)
    assert lines == [
        "Audit: not done, since the list of known faults could not be reached."
    ]
    assert not can_be_mended


@pytest.mark.parametrize(
    "script",
    ["exit 1", "echo words", "sleep 5", """echo '{"dependencies": []}'; exit 1"""],
)
def test_whatever_the_auditor_does_there_is_an_answer_in_time(
    script, tmp_path, monkeypatch
):
    monkeypatch.setattr(audit, "PATIENCE", 1)
    auditor = tmp_path / "pip-audit"
    auditor.write_text(f"#!/bin/sh\n{script}\n")
    auditor.chmod(0o755)
    assert audit.asked([auditor], {"jax": "1.0"}) in (None, {"dependencies": []})


def test_what_the_requirements_bring_with_them_is_looked_up_too():
    found = audit.run_on(["# What the app runs on", "", "streamlit==1.0   # the pages"])
    assert {"streamlit", "starlette", "uvicorn", "h11", "protobuf"} <= set(found)
    assert "pytest" not in found
