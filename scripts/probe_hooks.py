"""How schemathesis signs in: an account of the wanted role, made anew when a request has shut out the last one.

A run does to its own account whatever it may (sign out, change the password, lock the account), so a 401 means
signing in again. New accounts come from the command line, which nothing in a run can shut out.
"""
import itertools
import json
import os
import re
import subprocess
import urllib.error
import urllib.request

import schemathesis

PASSWORD = "Quite-a-long-passphrase-42"
ROLE = os.environ["PROBE_ROLE"]
numbers = itertools.count(1)
current = None


def new_account() -> str:
    name = f"probe-{ROLE.replace('_', '-')}-{next(numbers)}"
    command = [os.environ["BINARY"], "--data-dir", os.environ["SERVER_DATA"], "user", "create", f"{name}@example.com"]
    command += ["--name", "Probe", "--user-id", name, "--role", ROLE, "--password-stdin"]
    subprocess.run(command, input=PASSWORD, text=True, check=True, stdout=subprocess.DEVNULL, timeout=60)
    return name


def sign_in(name: str) -> str:
    body = json.dumps({"user_id": name, "password": PASSWORD}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(os.environ["BASE_URL"] + "/api/auth/login", body, headers, method="POST")
    with urllib.request.urlopen(request, timeout=20) as answer:
        said = json.load(answer)
    # An account that has to do something else first (a second factor, a new password) is of no use here.
    if "access_token" not in said or said["user"]["must_change_password"] or said["role"] != ROLE:
        raise LookupError(name)
    complete(said["access_token"])
    return said["access_token"]


PROFILES = {
    "builder": lambda: {"company_name": "Probe", "license_number": f"LIC-{current}", "phone": "+1", "address": "1 Road"},
    "customer": lambda: {"first_name": "Probe", "last_name": "Doe", "phone": "+1"},
}


def complete(token: str) -> None:
    """Builders and customers need a profile before they may do anything."""
    if ROLE not in PROFILES:
        return
    body = json.dumps(PROFILES[ROLE]()).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    url = os.environ["BASE_URL"] + f"/api/realty/profile/{ROLE}"
    urllib.request.urlopen(urllib.request.Request(url, body, headers, method="PUT"), timeout=20).close()


@schemathesis.auth()
class SignedIn:
    def get(self, case, context):
        global current
        if current is not None:
            try:
                return sign_in(current)
            except (urllib.error.HTTPError, LookupError):
                pass
        current = new_account()
        return sign_in(current)

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


def sayable(name: str, value):
    """Amounts have four decimals and fit a JSON number; a password is one that nobody would guess at once."""
    if isinstance(value, float) and abs(value) < 1e15:
        return round(max(min(value, 9e10), -9e10), 4)
    if "password" in name and isinstance(value, str) and 8 <= len(value) <= 256:
        return (PASSWORD + value)[:256]
    return value


@schemathesis.hook
def before_call(context, case, kwargs):
    """Mends what no schema can say."""
    if isinstance(case.body, dict):
        case.body = {name: sayable(name, value) for name, value in case.body.items()}
    if isinstance(case.query, dict):
        case.query = {name: sayable(name, value) for name, value in case.query.items()}
    # A number that was null in an answer names nothing.
    if isinstance(case.path_parameters, dict):
        case.path_parameters = {name: 0 if value is None else value for name, value in case.path_parameters.items()}
    # A form can't send null, only leave the field out; nor can its fields have any name whatever.
    if "form" in (case.media_type or "") and isinstance(case.body, dict):
        case.body = {k: v for k, v in case.body.items() if v is not None and re.fullmatch(r"[\w.-]+", k, re.ASCII)}
