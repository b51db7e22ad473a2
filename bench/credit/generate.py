#!/usr/bin/env python3
"""Writes a tape of loans and their ratings over time, the same for the same seed.

  loans.csv    as people upload it; with --bad, that share of its rows breaks a rule, and bad.csv says which and where
  ratings.csv  a row per loan and quarter's end: loan_id, snapshot_date, credit_rating
  loan.npy, day.npy, notch.npy   the same ratings as arrays (loan's place, days since 1970, 0 = AAA to 21 = D; 255 = no
               longer rated), sorted by loan and day; only where numpy is there

Needs nothing but Python; numpy makes the arrays.
"""
import argparse
import datetime
import random
from pathlib import Path

HEADER = ("loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status,country,"
          "debt_to_equity,interest_coverage,leverage_ratio\n")
SECTORS = ["Manufacturing", "Energy", "Technology", "Healthcare", "Real Estate", "Retail", "Transport", "Utilities",
           "Telecom", "Agriculture", "Hospitality", "Mining"]
COUNTRIES = ["United Kingdom", "Germany", "France", "Netherlands", "Spain", "Italy", "Ireland", "Poland", ""]
NOTCHES = ["AAA", "AA+", "AA", "AA-", "A+", "A", "A-", "BBB+", "BBB", "BBB-", "BB+", "BB", "BB-", "B+", "B", "B-",
           "CCC+", "CCC", "CCC-", "CC", "C", "D"]
# Most loans are rated around BBB.
WEIGHTS = [1, 1, 2, 3, 5, 8, 10, 12, 14, 13, 10, 8, 6, 5, 4, 3, 2, 2, 1, 1, 1, 1]
STATUSES = ["Performing"] * 92 + ["Watch List"] * 5 + ["Non-Performing"] * 2 + ["Defaulted"]
# A field and what breaks its rule.
SPOILS = [(2, "0"), (2, "ten"), (3, "101"), (4, ""), (5, "2027-02-30"), (5, "2001-01-01"), (6, "BBBB"), (7, "Perfect"),
          (9, "-1"), (1, "")]
NAMES = HEADER.strip().split(",")


def loan(dice: random.Random, number: int) -> list[str]:
    pick, share = dice.choice, dice.random
    day = f"{2027 + int(share() * 18)}-{1 + int(share() * 12):02}-{1 + int(share() * 28):02}"
    return [f"L{number:08}", f"Borrower {int(share() * 50_000):05} plc", f"{10_000 + share() ** 3 * 5_000_000:.2f}",
            f"{1 + share() * 11:.2f}", pick(SECTORS), day, NOTCHES[NOTCH[int(share() * len(NOTCH))]], pick(STATUSES),
            pick(COUNTRIES), f"{share() * 6:.2f}", f"{share() * 9:.2f}", f"{share() * 8:.2f}"]


NOTCH = [notch for notch, weight in enumerate(WEIGHTS) for _ in range(weight)]


def tape(folder: Path, loans: int, bad: float, seed: int) -> list[str]:
    """Writes the loans in no order; tells their ids."""
    dice = random.Random(seed)
    order = list(range(loans))
    dice.shuffle(order)
    ids = []
    with open(folder / "loans.csv", "w", newline="") as out, open(folder / "bad.csv", "w") as told:
        out.write(HEADER)
        told.write("row,column\n")
        for row, number in enumerate(order, 2):
            fields = loan(dice, number)
            if bad and dice.random() < bad:
                at, text = dice.choice(SPOILS)
                fields[at] = text
                told.write(f"{row},{NAMES[at]}\n")
            else:
                ids.append(fields[0])
            out.write(",".join(fields) + "\n")
    return ids


def quarters(count: int) -> list[datetime.date]:
    """The last so many ends of quarters before 2026."""
    days, year, month = [], 2025, 12
    for _ in range(count):
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        days.append(after - datetime.timedelta(days=1))
        year, month = (year, month - 3) if month > 3 else (year - 1, 12)
    return days[::-1]


def ratings(folder: Path, ids: list[str], rows: int, seed: int) -> None:
    """Writes a walk over the notches for each loan: mostly it stays, at times it moves by one or two."""
    dice = random.Random(seed + 1)
    per = max(1, rows // len(ids))
    days = quarters(per)
    epoch = datetime.date(1970, 1, 1).toordinal()
    numbers = [day.toordinal() - epoch for day in days]
    dates = [f",{day}," for day in days]
    names = [name + "\n" for name in NOTCHES]
    moves = [0] * 88 + [1] * 5 + [-1] * 4 + [2, -2, 3]
    notches = bytearray()
    with open(folder / "ratings.csv", "w", newline="") as out:
        out.write("loan_id,snapshot_date,credit_rating\n")
        for name in sorted(ids):
            notch, lines = NOTCH[int(dice.random() * len(NOTCH))], []
            for date in dates:
                # Default lasts.
                notch = notch if notch == 21 else min(21, max(0, notch + moves[int(dice.random() * 100)]))
                notches.append(notch)
                lines.append(name + date + names[notch])
            out.writelines(lines)
    try:
        import numpy
    except ImportError:
        return
    numpy.save(folder / "loan.npy", numpy.repeat(numpy.arange(len(ids), dtype=numpy.uint32), per))
    numpy.save(folder / "day.npy", numpy.tile(numpy.array(numbers, dtype=numpy.int32), len(ids)))
    numpy.save(folder / "notch.npy", numpy.frombuffer(bytes(notches), dtype=numpy.uint8))


def main() -> None:
    say = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    say.add_argument("folder", type=Path)
    say.add_argument("--loans", type=int, default=1_000_000)
    say.add_argument("--ratings", type=int, default=10_000_000, help="rows in all; 0: none")
    say.add_argument("--bad", type=float, default=0.0, help="share of bad rows among the loans, such as 0.02")
    say.add_argument("--seed", type=int, default=4)
    options = say.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    ids = tape(options.folder, options.loans, options.bad, options.seed)
    if options.ratings:
        ratings(options.folder, ids, options.ratings, options.seed)


if __name__ == "__main__":
    main()
