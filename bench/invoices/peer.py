#!/usr/bin/env python3
"""What invoice2data reads of the same files with the templates of its own package: peer.py DIR"""
import json
import pathlib
import re
import sys
import time
from decimal import Decimal, InvalidOperation

from invoice2data import extract_data
from invoice2data.extract.loader import read_templates

# Its names for our fields; the first that is there counts.
NAMES = dict(
    number=["invoice_number"], date=["date"], due_date=["date_due", "due_date"], currency=["currency"], seller=["issuer"],
    seller_vat=["vat", "partner_vat", "static_vat"], iban=["iban"], net=["amount_untaxed"], tax=["amount_tax"], gross=["amount"],
)


def plain(text):
    return re.sub(r"[\W_]", "", str(text)).upper()


def same(field, said, truth):
    if field in ("net", "tax", "gross"):
        try:
            return abs(Decimal(str(said)) - Decimal(str(truth))) <= Decimal("0.01")
        except InvalidOperation:
            return False
    if hasattr(said, "strftime"):
        said = said.strftime("%Y-%m-%d")
    return plain(said) == plain(truth)


def main():
    folder = pathlib.Path(sys.argv[1])
    templates = read_templates()
    cases = [json.loads(line) for line in (folder / "truth.jsonl").read_text().splitlines()]
    cases = [case for case in cases if case["kind"] == "pdf-text"]
    truths, rights, known, spent = 0, 0, 0, 0.0
    for case in cases:
        started = time.perf_counter()
        try:
            said = extract_data(str(folder / case["file"]), templates=templates) or {}
        except Exception:
            said = {}
        spent += time.perf_counter() - started
        known += bool(said)
        for field, names in NAMES.items():
            truth = case["fields"].get(field)
            if truth in (None, ""):
                continue
            truths += 1
            value = next((said[name] for name in names if said.get(name) is not None), None)
            rights += value is not None and same(field, value, truth)
    print(f"invoice2data: {known} of {len(cases)} documents have a template, {rights} of {truths} fields right "
          f"({100 * rights / max(truths, 1):.1f} %), {len(cases) / spent:.0f} documents/s")


if __name__ == "__main__":
    main()
