"""What is measured: each contestant with its own database, its own port and its own folder."""
import glob
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PATH = "/api/v1/financial/budgets"
SECRET = "0123456789abcdef0123456789abcdef"
NEW = {"category": "Category 0", "limit": 500.00, "month": "2026-11"}
STARTED: list[subprocess.Popen] = []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(command: list, folder: Path, environment: dict | None = None, **options) -> subprocess.Popen:
    """Starts a server in a process group of its own; its output goes to `log` in its folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BURSAR_") and k not in ("DATABASE_URL", "REDIS_URL")}
    with open(folder / "log", "ab") as log:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, env=kept | (environment or {}),
            stdout=log, stderr=log, start_new_session=True, **options,
        )
    STARTED.append(process)
    return process


def stop_all() -> None:
    for process in reversed(STARTED):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT if "postgres" in str(process.args[0]) else signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
    STARTED.clear()


def call(method: str, url: str, body: dict | None = None, token: str | None = None) -> bytes:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=10) as answer:
        return answer.read()


def wait_for(url: str, process: subprocess.Popen, folder: Path) -> None:
    for _ in range(200):
        try:
            call("GET", url)
            return
        except urllib.error.HTTPError:
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    sys.exit(f"{process.args[0]} did not start:\n" + (folder / "log").read_text()[-2000:])


class Cluster:
    """A PostgreSQL of our own, with the settings that Debian ships."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        folder.mkdir()
        self.bin = self.binaries()
        # The server refuses to run as root.
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
        if self.user:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        self.tool("initdb", "-D", data, "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8")
        process = start(
            [self.bin / "postgres", "-D", data, "-p", self.port, "-k", folder, "-c", "listen_addresses=127.0.0.1"],
            folder, **self.user,
        )
        for _ in range(100):
            ready = [self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            if subprocess.run(ready).returncode == 0:
                return
            if process.poll() is not None:
                break
            time.sleep(0.1)
        sys.exit("PostgreSQL did not start:\n" + (folder / "log").read_text()[-2000:])

    @staticmethod
    def binaries() -> Path:
        config = shutil.which("pg_config")
        found = [subprocess.check_output([config, "--bindir"], text=True).strip()] if config else []
        found += sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: float(p.split("/")[4]), reverse=True)
        for folder in map(Path, found):
            if (folder / "initdb").exists() and (folder / "pgbench").exists():
                return folder
        sys.exit("bench/http: no PostgreSQL server found; on Debian: apt-get install postgresql")

    def tool(self, name: str, *arguments) -> str:
        command = [str(part) for part in (self.bin / name, *arguments)]
        return subprocess.run(command, cwd="/", check=True, stdout=subprocess.PIPE, text=True, **self.user).stdout

    def database(self, name: str) -> str:
        self.tool("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "bench", name)
        return f"bench@127.0.0.1:{self.port}/{name}"


@dataclass
class Contestant:
    """A running server and what one needs to ask it."""

    name: str
    database: str
    process: subprocess.Popen
    base: str
    reader: str = ""
    writer: str = ""
    keeps: bool = True
    at_start: int = 0
    created: int = 0
    sizes: dict = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.base}{PATH}?limit=50"

    def prove(self) -> None:
        """The same question must get the same kind of answer, or figures mean nothing."""
        page = call("GET", self.url, token=self.reader)
        rows = json.loads(page)
        made = call("POST", self.url, NEW, self.writer)
        columns = {"id", "user_id", "category", "limit", "spent", "month", "created_at", "updated_at"}
        if len(rows) != 50 or not columns <= rows[0].keys() or not columns <= json.loads(made).keys():
            sys.exit(f"{self.name} on {self.database} does not do the same job: {len(rows)} rows, {rows[:1]}")
        self.sizes = {"list": len(page), "create": len(made)}
        self.at_start = self.count() if self.keeps else 0

    def count(self) -> int:
        """How many budgets the writer has by now."""
        request = urllib.request.Request(self.url, headers={"Authorization": f"Bearer {self.writer}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.headers["X-Total-Count"])


def bursar(binary: Path, folder: Path, database: str, url: str | None, synchronous: str) -> Contestant:
    folder.mkdir()
    port = free_port()
    environment = {
        "BURSAR_DATA_DIR": str(folder / "data"),
        "BURSAR_LIMITS_GENERAL": "1000000000",
        "BURSAR_TELEMETRY_LOG": "warn",
        "BURSAR_DATABASE_SYNCHRONOUS": synchronous,
        "LISTEN": f"127.0.0.1:{port}",
    } | ({"DATABASE_URL": f"postgres://{url}"} if url else {})
    process = start([binary, "serve"], folder, environment)
    base = f"http://127.0.0.1:{port}"
    wait_for(f"{base}/health/ready", process, folder)
    tokens = []
    for name in ("reader", "writer"):
        person = {"email": f"{name}@example.com", "password": "A-long-enough-passphrase-7", "name": name.title()}
        tokens.append(json.loads(call("POST", f"{base}/api/auth/register", person))["access_token"])
    for i in range(50):
        row = {"category": f"Category {i:02}", "limit": 500 + i, "spent": i, "month": f"2026-{i % 12 + 1:02}"}
        call("POST", base + PATH, row, tokens[0])
    return Contestant("Bursar", database, process, base, *tokens)


def seed(python: Path, url: str, synchronous: str) -> tuple[dict, dict]:
    environment = {"DATABASE_URL": url, "SECRET_KEY": SECRET, "SQLITE_SYNCHRONOUS": synchronous}
    command = [str(python), str(HERE / "peers/fastapi/seed.py")]
    made = subprocess.run(command, env=os.environ | environment, check=True, stdout=subprocess.PIPE)
    return environment, json.loads(made.stdout)


def fastapi(venv: Path, folder: Path, database: str, url: str | None, synchronous: str, workers: int) -> Contestant:
    folder.mkdir()
    port = free_port()
    url = f"postgresql+asyncpg://{url}" if url else f"sqlite+aiosqlite:///{folder}/app.db"
    environment, tokens = seed(venv / "bin/python", url, synchronous)
    options = ["--workers", workers, "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--port", port]
    process = start([venv / "bin/uvicorn", "app:app", "--app-dir", HERE / "peers/fastapi", *options], folder, environment)
    base = f"http://127.0.0.1:{port}"
    wait_for(f"{base}/openapi.json", process, folder)
    time.sleep(1)
    return Contestant("FastAPI", database, process, base, tokens["reader"], tokens["writer"])


def bare(binary: Path, folder: Path, model: Contestant) -> Contestant:
    """Answers what `model` answered, without doing anything for it."""
    folder.mkdir()
    port = free_port()
    (folder / "list").write_bytes(call("GET", model.url, token=model.reader))
    (folder / "create").write_bytes(call("POST", model.url, NEW, model.writer))
    process = start([binary, folder / "list", folder / "create", port], folder)
    base = f"http://127.0.0.1:{port}"
    wait_for(base, process, folder)
    return Contestant("bare handler", "–", process, base, "x", "x", keeps=False)
