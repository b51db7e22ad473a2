#!/usr/bin/env python3
"""Measures the upload of a tape of loans against the database's own way to bring a file in.

Each round has a fresh database. Into it goes the same million of loans twice: through PostgreSQL's COPY (or the import
of the sqlite3 shell) into a copy of the table with all of its constraints and indexes, and through Bursar by HTTP, which
decodes, judges and reports besides. Prints Markdown with the ratios and Bursar's peak memory. bench/credit/README.md says
what the figures mean.
"""
import argparse
import csv
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import servers  # noqa: E402
from generate import NOTCHES  # noqa: E402

COLUMNS = ("portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status, country, "
           "debt_to_equity, interest_coverage, leverage_ratio, revision, created_at, updated_at")
NOW = "2026-01-01T00:00:00+00:00"
INDEX = "CREATE INDEX peer_changes ON peer (portfolio_id, revision)"


def prepared(tape: Path, bad: Path, into: Path) -> int:
    """What the peers take: the good rows alone, in the units of the table. Nothing of this is measured."""
    refused = {int(row) for row, _ in list(csv.reader(open(bad)))[1:]}
    good = 0
    with open(tape, newline="") as lines, open(into, "w", newline="") as out:
        write = csv.writer(out, lineterminator="\n")
        for row, line in enumerate(csv.reader(lines), 1):
            if row == 1 or row in refused:
                continue
            good += 1
            hundredths = [round(float(number) * 100) for number in line[9:]]
            write.writerow([good, 1, *line[:2], round(float(line[2]) * 100) * 100, round(float(line[3]) * 100) * 100,
                            *line[4:6], NOTCHES.index(line[6]), *line[7:9], *hundredths, 1, NOW, NOW])
    return good


class Bursar:
    """A running server, and a person with an empty portfolio."""

    def __init__(self, binary: Path, folder: Path, url: str | None):
        folder.mkdir()
        self.folder, self.port = folder, servers.free_port()
        environment = {"BURSAR_DATA_DIR": str(folder / "data"), "BURSAR_TELEMETRY_LOG": "warn",
                       "BURSAR_LIMITS_BULK": "1000", "BURSAR_SERVER_LISTEN": f"127.0.0.1:{self.port}"}
        environment |= {"DATABASE_URL": url} if url else {}
        self.process = servers.start([binary, "serve"], folder, environment)
        base = f"http://127.0.0.1:{self.port}"
        servers.wait_for(f"{base}/health/ready", self.process, folder)
        who = {"username": "bench", "email": "bench@example.com", "password": "Violet-Tram-42", "role": "portfolio_manager"}
        servers.call("POST", f"{base}/api/v1/auth/register", who)
        sign = {"username": "bench", "password": who["password"]}
        self.token = json.loads(servers.call("POST", f"{base}/api/v1/auth/login", sign))["access_token"]
        servers.call("POST", f"{base}/api/v1/portfolios", {"name": "Tape"}, self.token)

    def upload(self, path: Path, what: str = "loans", mode: str = "accept_valid") -> tuple[float, dict]:
        """Seconds from the first byte sent to the last byte of the answer, and the answer."""
        head = ("--bench\r\nContent-Disposition: form-data; name=\"file\"; "
                f"filename=\"{path.name}\"\r\n\r\n").encode()
        tail = b"\r\n--bench--\r\n"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        began = time.perf_counter()
        line.putrequest("POST", f"/api/v1/portfolios/1/{what}/bulk?mode={mode}")
        for name, value in [("Authorization", f"Bearer {self.token}"),
                            ("Content-Type", "multipart/form-data; boundary=bench"),
                            ("Content-Length", str(len(head) + path.stat().st_size + len(tail)))]:
            line.putheader(name, value)
        line.endheaders()
        line.send(head)
        with open(path, "rb") as file:
            while part := file.read(1 << 20):
                line.send(part)
        line.send(tail)
        answer = line.getresponse()
        said = answer.read()
        took = time.perf_counter() - began
        if answer.status != 200:
            sys.exit(f"the upload was refused: {answer.status} {said[:500]!r}")
        return took, json.loads(said)

    def refused(self, answer: dict) -> list[tuple[str, str]]:
        """Row and column of each bad row, from the file that names all of them."""
        text = servers.call("GET", f"http://127.0.0.1:{self.port}{answer['errors_url']}", None, self.token).decode("utf-8-sig")
        return [(line["row"], line["column"]) for line in csv.DictReader(text.splitlines())]

    def peak(self) -> float:
        """The most memory that it had, MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


def timed(command: list, cwd: Path, text: str | None = None) -> float:
    began = time.perf_counter()
    subprocess.run([str(part) for part in command], cwd=cwd, check=True, input=text, text=True, stdout=subprocess.PIPE)
    return time.perf_counter() - began


def served(cluster, binary: Path, folder: Path, tape: Path, ready: Path, name: str) -> tuple[float, float, Bursar, dict]:
    url = cluster.database(name)
    bursar = Bursar(binary, folder, f"postgres://{url}")
    psql = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", f"postgres://{url}"]
    make = ("CREATE TABLE peer (LIKE credit_loans INCLUDING ALL); "
            "ALTER TABLE peer ADD FOREIGN KEY (portfolio_id) REFERENCES credit_portfolios(id); CHECKPOINT")
    timed([*psql, "-c", make], folder)
    copied = timed([*psql, "-c", f"\\copy peer (id, {COLUMNS}) FROM '{ready}' (FORMAT csv)"], folder)
    timed([*psql, "-c", "CHECKPOINT"], folder)
    ours, answer = bursar.upload(tape)
    counts = subprocess.run([*psql, "-At", "-c", "SELECT (SELECT count(*) FROM peer), (SELECT count(*) FROM credit_loans)"],
                            check=True, stdout=subprocess.PIPE, text=True).stdout.strip().split("|")
    assert counts[0] == counts[1] == str(answer["successful"]), (counts, answer)
    return copied, ours, bursar, answer


def embedded(binary: Path, folder: Path, tape: Path, ready: Path) -> tuple[float, float, Bursar, dict]:
    bursar = Bursar(binary, folder, None)
    shell = ["sqlite3", folder / "peer.db"]
    made = subprocess.run(["sqlite3", folder / "data/bursar.db", ".schema credit_loans"], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    table = re.search(r"CREATE TABLE credit_loans.*?\n\)", made, re.S)[0].replace("credit_loans", "peer", 1)
    text = ("PRAGMA journal_mode = WAL;\nCREATE TABLE credit_portfolios (id INTEGER PRIMARY KEY);\n"
            f"INSERT INTO credit_portfolios VALUES (1);\n{table};\n{INDEX};\n")
    timed(shell, folder, text)
    # As Bursar has it: a foreign key that is looked after, and a log that is on disk before anybody is told.
    import_ = f"PRAGMA foreign_keys = ON;\nPRAGMA synchronous = FULL;\n.mode csv\n.import {ready} peer\n"
    copied = timed(shell, folder, import_)
    ours, answer = bursar.upload(tape)
    count = subprocess.run([*map(str, shell), "SELECT count(*) FROM peer"], check=True, stdout=subprocess.PIPE, text=True).stdout
    assert count.strip() == str(answer["successful"]), (count, answer)
    return copied, ours, bursar, answer


def main() -> None:
    say = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    say.add_argument("--loans", type=int, default=1_000_000)
    say.add_argument("--ratings", type=int, default=0, help="rows of a history to load besides; its time is told alone")
    say.add_argument("--bad", type=float, default=0.02)
    say.add_argument("--rounds", type=int, default=3)
    say.add_argument("--seed", type=int, default=4)
    say.add_argument("--folder", type=Path, help="keeps the generated files here, and takes them from here")
    say.add_argument("--only", choices=["sqlite", "postgres"])
    target = Path(os.environ.get("CARGO_TARGET_DIR", HERE.parents[1] / "target"))
    say.add_argument("--binary", type=Path, default=target / "release/bursar")
    options = say.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bursar-bench-", dir="/var/tmp"))
    work.chmod(0o755)
    files = options.folder or work / "files"
    try:
        if not (files / "loans.csv").exists():
            subprocess.run([sys.executable, HERE / "generate.py", files, "--loans", str(options.loans), "--bad", str(options.bad),
                            "--ratings", str(options.ratings), "--seed", str(options.seed)], check=True)
        tape, ready = files / "loans.csv", files / "ready.csv"
        if not ready.exists():
            prepared(tape, files / "bad.csv", ready)
        report(options, work, tape, ready)
    finally:
        servers.stop_all()
        shutil.rmtree(work, ignore_errors=True)


def report(options, work: Path, tape: Path, ready: Path) -> None:
    bad = [(line["row"], line["column"]) for line in csv.DictReader(open(tape.parent / "bad.csv"))]
    cluster = servers.Cluster(work / "cluster") if options.only != "sqlite" else None
    found = {"PostgreSQL": [], "SQLite": []}
    for n in range(options.rounds):
        for database in found:
            if options.only and options.only != database.lower().replace("postgresql", "postgres"):
                continue
            folder = work / f"{database}-{n}"
            one = (served(cluster, options.binary, folder, tape, ready, f"round{n}") if database == "PostgreSQL"
                   else embedded(options.binary, folder, tape, ready))
            copied, ours, bursar, answer = one
            peak = bursar.peak()
            if answer["failed"] != len(bad) or (bad and bursar.refused(answer) != bad):
                sys.exit(f"{len(bad)} rows are bad, and {answer['failed']} or others were reported")
            history = None
            if options.ratings and n == 0:
                history, _ = bursar.upload(tape.parent / "ratings.csv", "ratings")
                history = (history, bursar.peak())
            bursar.stop()
            found[database].append((copied, ours, peak, history))
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{tape.stat().st_size / 1e6:.0f} MB, {len(bad):,} bad rows, each of them reported; {options.rounds} rounds, medians.\n")
    print("| database | its own way | seconds | Bursar, seconds | Bursar takes | allowed | Bursar's peak memory, MB |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for database, (way, allowed) in {"PostgreSQL": ("COPY", 1.5), "SQLite": (".import", 2.0)}.items():
        if rounds := found[database]:
            copied, ours, peak, _ = (statistics.median(column) if n < 3 else None for n, column in enumerate(zip(*rounds)))
            print(f"| {database} | {way} | {copied:.2f} | {ours:.2f} | {ours / copied:.2f} × | {allowed} × | {peak:.0f} |")
    for database, rounds in found.items():
        for _, _, _, history in rounds:
            if history:
                print(f"\n{database}: a history of {options.ratings:,} ratings in {history[0]:.1f} s; peak memory {history[1]:.0f} MB.")


if __name__ == "__main__":
    main()
