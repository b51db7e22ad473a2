"""Runs schemathesis against BASE_URL, once for each kind of caller. Called by scripts/schemathesis."""
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

BASE = os.environ["BASE_URL"]
HERE = Path(__file__).resolve().parent
# Who asks, in which role, and of which operations; all of them by default.
CALLERS = [
    ("an ordinary user", "user", None),
    ("an administrator", "super_admin", None),
    ("a builder", "builder", "^realty[.]"),
    ("a customer", "customer", "^realty[.]"),
]

# The body names a person or a thing: a random one is somebody else's, and refused for that. Stories let the right ones in.
NAMES_SOMEBODY = {
    "POST /api/messages", "POST /api/bookings", "POST /api/change-requests", "POST /api/payments", "POST /api/appointments",
    "POST /api/units", "POST /api/models",
}


def run(role: str, only: str | None, folder: Path) -> tuple[int, dict]:
    report = folder / "report.json"
    command = [
        os.environ["VENV"] + "/bin/st", "--config-file", str(HERE / "schemathesis.toml"), "run", f"{BASE}/openapi.json",
        "--checks", "all", "--max-examples", os.environ.get("EXAMPLES", "30"), "--seed", os.environ.get("SEED", "1"),
        "--continue-on-failure", "--no-color", "--generation-database", "none", "--report", "json", "--report-json-path", str(report),
    ]
    command += ["--include-operation-id-regex", only] if only else []
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "probe_hooks", "PYTHONPATH": str(HERE), "PROBE_ROLE": role}
    status = subprocess.run(command, cwd=folder, env=environment).returncode
    if not report.exists():
        sys.exit(f"schemathesis wrote no report (exit {status})\n0 passed, 1 failed")
    return status, json.loads(report.read_text())


def shut_out(said: dict, role: str, document: dict) -> list[str]:
    """Operations that this caller may use, and that nevertheless never let him in: nothing was tested there.

    Those with an id in the path don't count: most ids are of somebody else's things, and refused for that.
    """
    allowed = []
    for operation in said["warnings"].get("missing_auth", []):
        label = operation if isinstance(operation, str) else str(operation)
        method, _, path = label.partition(" ")
        described = document["paths"].get(path, {}).get(method.lower(), {})
        if label in NAMES_SOMEBODY:
            continue
        if described.get("security") and "{" not in path and role in described.get("x-roles", [role]):
            allowed.append(label)
    return allowed


def main() -> int:
    with urllib.request.urlopen(f"{BASE}/openapi.json", timeout=20) as answer:
        document = json.load(answer)
    passed, broken, notes = 0, 0, []
    for who, role, only in CALLERS:
        print(f"\n--- as {who} ---", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            status, said = run(role, only, Path(folder))
        failing = {operation for failure in said["failures"] for operation in failure["operations"]}
        tested, total = said["operations"]["tested"], said["operations"].get("selected", said["operations"]["total"])
        bad = max(len(failing) + said["operations"]["errored"], int(status != 0))
        requests = said["test_cases"]["generated"]
        notes.append(f"as {who}: {tested} of {total} operations, {requests} requests, {bad} operations at fault")
        hollow = shut_out(said, role, document)
        if hollow or said["auth"]["reauth_broke"] or tested < total:
            notes.append(f"as {who}: parts of the run were hollow: {', '.join(hollow) or 'signing in failed, or operations were left out'}")
            bad += 1
        passed, broken = passed + max(tested - bad, 0), broken + bad
    print("\n" + "\n".join(notes))
    print(f"{passed} passed, {broken} failed")
    return int(broken > 0)


sys.exit(main())
