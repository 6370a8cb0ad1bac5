"""Asks pip-audit about what the app runs on, and says what of its answer matters.

    python scripts/audit.py COMMAND_THAT_IS_PIP_AUDIT

Ends with 1 if a package has a known fault that a later version mends. A fault without a fix
is only said, since nothing can be done about it here. pip-audit itself takes what it could
not look up for faultless.
"""

import importlib.metadata
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

REQUIREMENTS = Path(__file__).parent.parent / "requirements.txt"
# Seconds for all packages.
PATIENCE = 20


def name_of(requirement):
    """Of a line such as `jax==0.10.2  # the runs`, as packages are named: `jax`."""
    found = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def run_on(requirements):
    """Versions by name of all packages that these lines bring, as they are installed here.

    What only an extra or another system asks for is there if it happens to be installed.
    """
    wanted, found = [name_of(line) for line in requirements], {}
    while wanted:
        name = wanted.pop()
        if not name or name in found:
            continue
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        found[name] = package.version
        asked = package.requires or []
        wanted += [name_of(line) for line in asked if "extra ==" not in line]
    return found


def judged(report):
    """What to say of a report of pip-audit, and whether something can be mended.

    Args:
        report: What it has printed, parsed; None where it has found no answer.
    """
    packages = report["dependencies"] if report else []
    looked_up = [package for package in packages if "skip_reason" not in package]
    if not looked_up:
        return [
            "Audit: not done, since the list of known faults could not be reached."
        ], False
    lines, can_be_mended = [], False
    for package in looked_up:
        for fault in package["vulns"]:
            fixes = ", ".join(fault["fix_versions"])
            can_be_mended |= bool(fixes)
            remedy = f"mended in {fixes}" if fixes else "no fix yet"
            at = f"{package['name']} {package['version']}"
            lines.append(f"Audit: {at} has the fault {fault['id']}: {remedy}.")
    missed = len(packages) - len(looked_up)
    said = f"Audit: {len(looked_up)} packages looked up, {len(lines)} faults known"
    lines.append(f"{said}; {missed} not found in the list." if missed else f"{said}.")
    return lines, can_be_mended


def asked(auditor, packages):
    """The report of pip-audit on packages, or None where it has found no answer.

    Args:
        auditor: The command, in its parts.
        packages: Versions by name.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "packages.txt"
        lines = [f"{name}=={version}\n" for name, version in packages.items()]
        listed.write_text("".join(lines), encoding="utf-8")
        command = [*auditor, "--requirement", listed, "--no-deps", "--disable-pip"]
        command += ["--format", "json", "--progress-spinner", "off", "--timeout", "5"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=PATIENCE, check=False
            )
            return json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError):
            return None


if __name__ == "__main__":
    found = run_on(REQUIREMENTS.read_text(encoding="utf-8").splitlines())
    said, can_be_mended = judged(asked(sys.argv[1:], found))
    print("\n".join(said))
    sys.exit(can_be_mended)
