#!/usr/bin/env python3
"""What the analyses of a large portfolio take, over HTTP and alone, beside polars, DuckDB and pandas.

Usage: scripts/venv credit bench/credit/requirements-analyses.txt, then that venv's python:
    bench/credit/analyses.py PROGRAM [--loans 1000000] [--database postgres://…] [--only http|figures]
PROGRAM is `cargo build --release -p credit --example analyses`. Everything else is made in a folder under /var/tmp and
removed. Figures of peers are made from the same columns, their words as categories, and with as many threads as they
take; those of Bursar on one thread.
"""
import argparse, os, shutil, statistics, subprocess, sys, tempfile, time, urllib.request

PAGES = ["summary", "mix", "default-probability", "concentration", "covenant-compliance", "rating-migration", "maturity",
         "borrowers", "cash-flow", "stress", "health", "watch-list", "geography", "what-if/rate?points=100",
         "what-if/default?rating=BB&share=50", "what-if/borrower?name=Borrower%207", "what-if/scenario?rate=1", "migration",
         "migration?method=duration", "default-rates", "vintages", "static-pools", "ifrs9", "capital", "loss-distribution"]
GRID = ["loans?limit=100&skip=500000", "loans?sort=amount&order=desc&limit=100", "loans?search=99&sort=borrower&limit=100"]
TODAY = 20454


def serve(program, folder, loans, database):
    command = [program, "serve", folder, str(loans), *([database] if database else [])]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return server, int(server.stdout.readline())


def call(port, path):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/{path}", headers={"authorization": "Bearer any"})
    start = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        answer.read()
    return (time.perf_counter() - start) * 1e3


def stop(server):
    server.terminate()
    server.wait()


def over_http(program, folder, loans, database):
    began = time.perf_counter()
    more = [database] if database else []
    subprocess.run([program, "load", folder, str(loans), *more], check=True)
    print(f"loaded {loans} loans with {2 * loans} ratings in {time.perf_counter() - began:.1f} s")
    server, port = serve(program, folder, loans, database)
    for what, page in [("loans", "summary"), ("ratings", "rating-migration")]:  # an upload does this on its own, afterwards
        print(f"first look of all at {what}, from the database: {call(port, f'portfolios/1/analytics/{page}'):.0f} ms")
    time.sleep(3)  # the files are written beside
    stop(server)
    print(f"{'page':<46}{'cold ms':>9}{'warm ms':>9}")
    for page in [f"analytics/{page}" for page in PAGES] + GRID:
        server, port = serve(program, folder, loans, database)
        call(port, "portfolios?limit=1&search=nothing")  # so that the start of the server is not measured
        cold = call(port, f"portfolios/1/{page}")
        warm = statistics.median(call(port, f"portfolios/1/{page}") for _ in range(7))
        stop(server)
        print(f"{page:<46}{cold:>9.0f}{warm:>9.1f}", flush=True)


def best(run, rounds=7):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return min(times)


def columns(folder):
    import numpy as np
    read = lambda name, kind=np.int32: np.fromfile(os.path.join(folder, name), dtype=kind)
    names = ["rate", "maturity", "rating", "status", "debt_to_equity", "interest_coverage", "leverage"]
    numbers = {name: read(name) for name in names} | {"exposure": read("exposure", np.int64)}
    words = {name: (read(name), open(os.path.join(folder, f"{name}.words"), encoding="utf-8").read().split("\n"))
             for name in ["borrower", "sector", "country"]}
    return numbers, words


PD = [.001, .001, .001, .001, .001, .001, .0015, .0025, .004, .0065, .011, .018, .0295, .0485, .078, .125, .2, .32, 1, 1, 1, 1]
LGD = [.1] * 6 + [.12, .15, .18, .2, .25, .3, .35, .4, .5, .55, .65, .75, .9, .9, .9, .9]
WEIGHT = [.2] * 6 + [.3, .35, .5, .75, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3, 5, 5, 5, 5]
POINTS = [100] * 7 + [90, 85, 80, 70, 60, 50, 35, 25, 20, 10, 5, 0, 0, 0, 0]


def polars_work(numbers, words):
    import polars as pl
    frame = pl.DataFrame(dict(numbers))
    for name, (codes, all_words) in words.items():
        frame = frame.with_columns(pl.Series(name, all_words, dtype=pl.Enum(all_words)).gather(codes))
    for name in ["debt_to_equity", "interest_coverage", "leverage"]:
        frame = frame.with_columns(pl.when(pl.col(name) == -2**31).then(None).otherwise(pl.col(name)).alias(name))
    rates = pl.DataFrame({"rating": pl.Series(range(22), dtype=pl.Int32), "pd": PD, "lgd": LGD, "weight": WEIGHT, "points": POINTS})
    w, n = pl.col("exposure"), pl.len().alias("n")
    total = w.sum().alias("w")
    interest = (w.cast(pl.Float64) * pl.col("rate")).sum().alias("i")
    lazy = frame.lazy()
    by = lambda *keys: lazy.group_by(*keys).agg(n, total, interest)
    days = pl.col("maturity") - TODAY
    def many(*queries):
        return pl.collect_all(list(queries))
    hhi = lambda key: lazy.group_by(key).agg(w.sum().cast(pl.Float64)).select((w / w.sum()).pow(2).sum())
    broken = [pl.col("debt_to_equity") > 350, pl.col("interest_coverage") < 250, pl.col("leverage") > 400]
    count = sum(b.fill_null(False).cast(pl.Int8) for b in broken)
    quarter = pl.from_epoch(pl.col("maturity"), time_unit="d").dt.truncate("1q")
    loss = w.cast(pl.Float64) * pl.col("pd") * pl.col("lgd")
    joined = lazy.join(rates.lazy(), on="rating")
    watched = lazy.filter(pl.col("status") == 1)
    borders = [pl.lit(True), days % 30 == 0]  # a step has both of its ends: what matures on a border is in two
    return {
        "summary": lambda: many(lazy.select(n, total, interest, (w.cast(pl.Float64) * days).sum().alias("d"), (w.cast(pl.Float64) * pl.col("rating")).sum().alias("r")),
                                by("status"), by("rating"), by("sector"), by("borrower").top_k(10, by="w")),
        "mix": lambda: many(by("sector", "status"), by("rating", "status")),
        "default-probability": lambda: many(joined.select((w * pl.col("pd")).sum().alias("p"), loss.sum().alias("l"), (w * pl.col("weight")).sum().alias("r")),
                                            joined.select("exposure", loss.alias("l")).top_k(10, by="l"), by("rating")),
        "concentration": lambda: many(*[hhi(key) for key in ["borrower", "sector", "country", "rating"]], *[by(key).top_k(10, by="w") for key in ["borrower", "sector", "country"]]),
        "covenant-compliance": lambda: many(*[lazy.filter(b).select(n, total) for b in broken], lazy.with_columns(count.alias("c")).group_by("c").agg(n, total),
                                            lazy.with_columns(count.alias("c")).filter(pl.col("c") > 0).top_k(500, by=["c", "exposure"]), lazy.group_by("sector").agg((count > 0).mean())),
        "maturity": lambda: many(lazy.group_by(quarter.alias("q")).agg(n, total, interest).sort("q"), lazy.select((w.cast(pl.Float64) * days).sum())),
        "borrowers": lambda: many(lazy.group_by("borrower").agg(n, total, interest, (w * (pl.col("status") == 0)).sum().alias("p"), pl.col("rating").max().alias("worst")).top_k(100, by="w")),
        "cash-flow": lambda: many(*[lazy.filter(days.is_between(0, 720) & some).group_by((days // 30).alias("m")).agg(n, total) for some in borders], lazy.select(interest)),
        "stress": lambda: many(lazy.select(n, total, interest)),
        "health": lambda: many(joined.select((w * pl.col("points")).sum().alias("q"), (w * (pl.col("status") == 0)).sum().alias("p"), (w * (days <= 365)).sum().alias("s"), total), hhi("borrower")),
        "watch-list": lambda: many(watched.select(n, total), watched.group_by("rating").agg(n, total), watched.group_by("sector").agg(n, total), watched.top_k(10, by="exposure"),
                                   watched.group_by(pl.sum_horizontal([days > end for end in [-1, 179, 364, 729]]).alias("b")).agg(n, total)),
        "geography": lambda: many(joined.group_by("country").agg(n, total, interest, (w * (pl.col("status") == 0)).sum().alias("p"), (w * pl.col("pd")).sum().alias("x")), hhi("country")),
    }


def duckdb_work(numbers, words):
    import duckdb, pandas as pd
    frame = pandas_frame(numbers, words)
    base = duckdb.connect()
    base.execute("create table loans as select * from frame")
    rates = pd.DataFrame({"rating": range(22), "pd": PD, "lgd": LGD, "weight": WEIGHT, "points": POINTS})
    base.execute("create table rates as select * from rates")
    sums = "count(*) n, sum(exposure) w, sum(exposure::double * rate) i"
    by = lambda *keys: f"select {', '.join(keys)}, {sums} from loans group by {', '.join(keys)}"
    top = lambda key: by(key) + " order by w desc limit 10"
    hhi = lambda key: f"select sum(w * w) / (sum(w) * sum(w)) from (select sum(exposure)::double w from loans group by {key})"
    count = "(coalesce(debt_to_equity > 350, false)::int + coalesce(interest_coverage < 250, false)::int + coalesce(leverage > 400, false)::int)"
    run = lambda *queries: lambda: [base.execute(query).fetchall() for query in queries]
    join = "loans join rates using (rating)"
    return {
        "summary": run(f"select {sums}, sum(exposure::double * (maturity - {TODAY})), sum(exposure::double * rating) from loans", by("status"), by("rating"), by("sector"), top("borrower")),
        "mix": run(by("sector", "status"), by("rating", "status")),
        "default-probability": run(f"select sum(exposure * pd), sum(exposure * pd * lgd), sum(exposure * weight) from {join}", f"select exposure, exposure * pd * lgd l from {join} order by l desc limit 10", by("rating")),
        "concentration": run(*[hhi(key) for key in ["borrower", "sector", "country", "rating"]], *[top(key) for key in ["borrower", "sector", "country"]]),
        "covenant-compliance": run("select count(*) filter (debt_to_equity > 350), count(*) filter (interest_coverage < 250), count(*) filter (leverage > 400) from loans", f"select {count} c, count(*), sum(exposure) from loans group by c",
                                   f"select *, {count} c from loans where c > 0 order by c desc, exposure desc limit 500", f"select sector, avg(({count} > 0)::int) from loans group by sector"),
        "maturity": run(f"select date_trunc('quarter', date '1970-01-01' + maturity) q, {sums} from loans group by q order by q", f"select sum(exposure::double * (maturity - {TODAY})) from loans"),
        "borrowers": run(f"select borrower, {sums}, sum(exposure) filter (status = 0), max(rating) from loans group by borrower order by w desc limit 100"),
        "cash-flow": run(*[f"select (maturity - {TODAY}) // 30 m, count(*), sum(exposure) from loans where maturity - {TODAY} between 0 and 720 and {some} group by m" for some in ["true", f"(maturity - {TODAY}) % 30 = 0"]], f"select {sums} from loans"),
        "stress": run(f"select {sums} from loans"),
        "health": run(f"select sum(exposure * points), sum(exposure) filter (status = 0), sum(exposure) filter (maturity - {TODAY} <= 365), sum(exposure) from {join}", hhi("borrower")),
        "watch-list": run(*[f"select {key} k, {sums} from loans where status = 1 group by k" for key in ["rating", "sector", f"case when maturity < {TODAY} then 0 when maturity < {TODAY + 180} then 1 when maturity < {TODAY + 365} then 2 when maturity < {TODAY + 730} then 3 else 4 end"]],
                          "select * from loans where status = 1 order by exposure desc limit 10", f"select {sums} from loans where status = 1"),
        "geography": run(f"select country, {sums}, sum(exposure) filter (status = 0), sum(exposure * pd) from {join} group by country", hhi("country")),
    }


def pandas_frame(numbers, words):
    import numpy as np, pandas as pd
    frame = pd.DataFrame(dict(numbers))
    for name, (codes, all_words) in words.items():
        frame[name] = pd.Categorical.from_codes(codes, all_words)
    for name in ["debt_to_equity", "interest_coverage", "leverage"]:
        frame[name] = frame[name].where(frame[name] != -2**31).astype("float32")
    return frame


def pandas_work(numbers, words):
    import numpy as np
    frame = pandas_frame(numbers, words)
    w = frame.exposure
    frame["interest"] = w.astype("float64") * frame.rate
    tables = {name: np.array(values) for name, values in {"pd": PD, "lgd": LGD, "weight": WEIGHT, "points": POINTS}.items()}
    of = lambda name: tables[name][frame.rating]
    by = lambda *keys: frame.groupby(list(keys), observed=True).agg(n=("exposure", "size"), w=("exposure", "sum"), i=("interest", "sum"))
    def hhi(key):
        sums = frame.groupby(key, observed=True).exposure.sum().astype("float64")
        return ((sums / sums.sum()) ** 2).sum()
    def covenants():
        broken = [frame.debt_to_equity > 350, frame.interest_coverage < 250, frame.leverage > 400]
        count = sum(b.astype("int8") for b in broken)
        some = frame[count > 0].assign(c=count)
        return [b.sum() for b in broken], w.groupby(count).agg(["size", "sum"]), some.nlargest(500, ["c", "exposure"]), (count > 0).groupby(frame.sector, observed=True).mean()
    def losses():
        loss = w * of("pd") * of("lgd")
        return (w * of("pd")).sum(), loss.sum(), (w * of("weight")).sum(), loss.nlargest(10), by("rating")
    def watch():
        some = frame[frame.status == 1]
        return some.groupby("rating").exposure.sum(), some.groupby("sector", observed=True).exposure.sum(), some.nlargest(10, "exposure")
    def flow():
        ahead = frame.maturity - TODAY
        of = lambda some: w[some].groupby(ahead[some] // 30).agg(["size", "sum"])
        return of(ahead.between(0, 720)), of(ahead.between(0, 720) & (ahead % 30 == 0)), frame.interest.sum()
    quarter = lambda: frame.assign(q=(np.datetime64("1970-01-01") + frame.maturity.to_numpy().astype("timedelta64[D]")).astype("datetime64[M]").astype("int64") // 3)
    return {
        "summary": lambda: (w.sum(), frame.interest.sum(), (w * (frame.maturity - TODAY)).sum(), (w * frame.rating).sum(), by("status"), by("rating"), by("sector"), by("borrower").nlargest(10, "w")),
        "mix": lambda: (by("sector", "status"), by("rating", "status")),
        "default-probability": losses,
        "concentration": lambda: ([hhi(key) for key in ["borrower", "sector", "country", "rating"]], [by(key).nlargest(10, "w") for key in ["borrower", "sector", "country"]]),
        "covenant-compliance": covenants,
        "maturity": lambda: quarter().groupby("q").agg(n=("exposure", "size"), w=("exposure", "sum"), i=("interest", "sum")),
        "borrowers": lambda: frame.assign(p=w * (frame.status == 0)).groupby("borrower", observed=True).agg(n=("exposure", "size"), w=("exposure", "sum"), p=("p", "sum"), worst=("rating", "max")).nlargest(100, "w"),
        "cash-flow": flow,
        "stress": lambda: (len(frame), w.sum(), frame.interest.sum()),
        "health": lambda: ((w * of("points")).sum(), w[frame.status == 0].sum(), w[frame.maturity - TODAY <= 365].sum(), hhi("borrower")),
        "watch-list": watch,
        "geography": lambda: (frame.assign(p=w * (frame.status == 0), x=w * of("pd")).groupby("country", observed=True).agg(n=("exposure", "size"), w=("exposure", "sum"), p=("p", "sum"), x=("x", "sum")), hhi("country")),
    }


def alone(program, folder, loans):
    subprocess.run([program, "columns", folder, str(loans)], check=True)
    numbers, words = columns(folder)
    peers = {"polars": polars_work(numbers, words), "DuckDB": duckdb_work(numbers, words), "pandas": pandas_work(numbers, words)}
    ours, theirs = {}, {name: {} for name in peers}
    for _ in range(2):  # in turn, so that a slow minute of the machine hits all alike
        told = subprocess.run([program, "figures", folder, str(loans)], check=True, capture_output=True, text=True).stdout
        for name, least in (line.split() for line in told.splitlines()):
            ours[name] = min(ours.get(name, 1e9), float(least))
        for peer, work in peers.items():
            for name, run in work.items():
                theirs[peer][name] = min(theirs[peer].get(name, 1e9), best(run, 3 if peer == "pandas" else 5))
    print(f"{'figures of ' + str(loans) + ' loans':<30}{'Bursar ms':>10}" + "".join(f"{peer + ' ms':>11}{'ratio':>7}" for peer in peers))
    for name, mine in ours.items():
        line = "".join(f"{theirs[peer][name]:>11.1f}{mine / theirs[peer][name]:>7.2f}" for peer in peers)
        print(f"{name:<30}{mine:>10.1f}{line}")
    print("ratio: Bursar's time by the peer's; below 1 Bursar is faster")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--loans", type=int, default=1_000_000)
    parser.add_argument("--database", help="a fresh PostgreSQL database; SQLite without it")
    parser.add_argument("--only", choices=["http", "figures"])
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="credit-", dir="/var/tmp")
    try:
        if options.only != "http":
            alone(options.program, folder, options.loans)
        if options.only != "figures":
            over_http(options.program, folder, options.loans, options.database)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
