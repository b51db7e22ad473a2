#!/usr/bin/env python3
"""Invents invoices in many layouts and languages, prints them with Chromium, and writes their truth beside them.

generate.py OUT [COUNT] [SEED]: the same seed gives the same documents.
"""
import datetime
import html
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_UP, Decimal

import layouts
from worlds import WORLDS

CENT = Decimal("0.01")


def grouped(whole, world):
    if world["group"] == "in":
        head, tail = whole[:-3], whole[-3:]
        parts = []
        while len(head) > 2:
            parts.insert(0, head[-2:])
            head = head[:-2]
        return ",".join(([head] if head else []) + parts + [tail])
    parts = []
    while len(whole) > 3:
        parts.insert(0, whole[-3:])
        whole = whole[:-3]
    return world["group"].join([whole] + parts)


class Invoice:
    """One invented invoice: its truth, and how it writes things."""

    def __init__(self, dice, name):
        self.dice, self.world = dice, WORLDS[name]
        world = self.world
        pick = dice.choice
        self.language = name
        self.words = {key: pick(world[key]) for key in (
            "title", "number", "date", "due", "delivery", "customer", "order", "net", "tax", "gross", "billto", "vat")}
        self.date_form = pick(world["dates"])
        self.sign = {"EUR": ["€", "EUR", ""], "GBP": ["£"], "USD": ["$"], "INR": ["₹", "Rs.", ""], "PLN": ["zł", "PLN"], "SEK": ["kr", "SEK"]}[world["currency"]]
        self.sign = pick(self.sign)
        self.before = world["country"] in ("GB", "US", "IN") or (self.sign == "€" and dice.random() < 0.4)
        self.seller, self.buyer = pick(world["sellers"]), pick(world["buyers"])
        self.seller_place = (pick(world["streets"]), pick(world["towns"]))
        self.buyer_place = (pick(world["streets"]), pick(world["towns"]))
        self.day = datetime.date(2022, 1, 1) + datetime.timedelta(days=dice.randrange(1500))
        self.due_day = self.day + datetime.timedelta(days=pick([7, 10, 14, 30, 45, 60])) if dice.random() < 0.75 else None
        self.delivery_day = self.day - datetime.timedelta(days=dice.randrange(1, 20)) if dice.random() < 0.5 else None
        year, serial = self.day.year, dice.randrange(1, 99999)
        self.number = pick([f"{year}-{serial:05d}", f"INV-{serial}", f"{serial + 100000}", f"RE{year}{serial:04d}", f"{serial:04d}/{year % 100}", f"A{serial:06d}", f"{self.seller[:2].upper()}/{year % 100}-{year % 100 + 1}/{serial:03d}"])
        self.customer_number = str(dice.randrange(1000, 99999)) if dice.random() < 0.6 else None
        self.order_number = pick(["PO-", "4500", "B"]) + str(dice.randrange(1000, 999999)) if dice.random() < 0.4 else None
        self.account()
        self.money()

    def account(self):
        dice, country = self.dice, self.world["country"]
        digits = lambda count: "".join(str(dice.randrange(10)) for _ in range(count))
        bban = {"DE": 18, "FR": 23, "NL": 0, "ES": 20, "IT": 0, "PL": 24, "SE": 20, "GB": 0}.get(country)
        self.iban = None
        if bban is not None and dice.random() < 0.7:
            body = digits(bban) if bban else {"NL": "INGB" + digits(10), "IT": "X" + digits(22), "GB": "NWBK" + digits(14)}[country]
            letters = "".join(str(int(c, 36)) for c in body + country + "00")
            self.iban = f"{country}{98 - int(letters) % 97:02d}{body}"
        self.tax_id = self.tax_number(digits)

    def tax_number(self, digits):
        country = self.world["country"]
        if country == "IN":
            base = "29" + "".join(self.dice.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(3)) + "C" + self.seller[0].upper() + digits(4) + self.dice.choice("ABCDEFGHJK") + "1Z"
            total = 0
            for at, c in enumerate(base):
                value = int(c, 36) * (at % 2 + 1)
                total += value // 36 + value % 36
            return base + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[-total % 36]
        if country == "DE":
            body, product = digits(8), 10
            body = str(self.dice.randrange(1, 10)) + body[1:]
            for c in body:
                total = (int(c) + product) % 10 or 10
                product = 2 * total % 11
            return f"DE{body}{(11 - product) % 10}"
        if country == "US":
            return f"{self.dice.randrange(10, 99)}-{digits(7)}" if self.dice.random() < 0.4 else None
        if country == "FR":
            siren = self.luhn(digits(8))
            return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"
        if country == "GB":
            body = digits(7)
            total = sum(int(c) * w for c, w in zip(body, range(8, 1, -1)))
            return f"GB{body}{97 - total % 97:02d}" if total % 97 else f"GB{body}97"
        if country == "IT":
            return "IT" + self.luhn("0" + digits(9))
        if country == "SE":
            return "SE" + self.luhn("556" + digits(6)) + "01"
        if country == "PL":
            while True:
                body = digits(9)
                check = sum(int(c) * w for c, w in zip(body, (6, 5, 7, 2, 3, 4, 5, 6, 7))) % 11
                if check < 10:
                    return body + str(check)
        if country == "NL":
            while True:
                body = digits(8)
                check = sum(int(c) * w for c, w in zip(body, range(9, 1, -1))) % 11
                if check < 10:
                    return f"NL{body}{check}B01"
        body = digits(7)
        total = sum(int(c) for c in body[1::2]) + sum(sum(map(int, str(2 * int(c)))) for c in body[::2])
        return f"B{body}{-total % 10}"

    @staticmethod
    def luhn(body):
        total = 0
        for at, c in enumerate(reversed(body)):
            value = int(c) * (2 - at % 2)
            total += value // 10 + value % 10
        return body + str(-total % 10)

    def money(self):
        dice, world = self.dice, self.world
        self.lines = []
        rates = [dice.choice(world["rates"])] if dice.random() < 0.75 else world["rates"][:2]
        for item in dice.sample(world["items"], dice.randrange(1, min(5, len(world["items"])) + 1)):
            quantity = dice.choice([1, 1, 2, 3, 5, 10, 12])
            price = (Decimal(dice.randrange(150, 90000)) / 100).quantize(CENT)
            self.lines.append(dict(name=item, qty=quantity, price=price, total=price * quantity, rate=dice.choice(rates)))
        self.net = sum((line["total"] for line in self.lines), Decimal(0))
        self.taxes = []
        for rate in sorted({line["rate"] for line in self.lines}, reverse=True):
            base = sum(line["total"] for line in self.lines if line["rate"] == rate)
            self.taxes.append((rate, base, (base * Decimal(str(rate)) / 100).quantize(CENT, ROUND_HALF_UP)))
        self.integrated = dice.random() < 0.4
        if world["country"] == "IN" and not self.integrated:
            self.taxes = [(rate, base, (base * Decimal(str(rate)) / 200).quantize(CENT, ROUND_HALF_UP) * 2) for rate, base, _ in self.taxes]
        self.tax = sum((tax for _, _, tax in self.taxes), Decimal(0))
        self.gross = self.net + self.tax

    def amount(self, value, sign=True):
        text = f"{abs(value):.2f}"
        whole, part = text.split(".")
        text = ("-" if value < 0 else "") + grouped(whole, self.world) + self.world["decimal"] + part
        if not sign or not self.sign:
            return text
        glue = "" if self.sign in ("£", "$", "₹") else " "
        return f"{self.sign}{glue}{text}" if self.before else f"{text} {self.sign}"

    def date(self, day):
        months = self.world["months"]
        form = self.date_form
        if months:
            form = form.replace("{B}", months[day.month - 1]).replace("{b}", months[day.month - 1][:3])
        return day.strftime(form.replace("{d}", str(day.day)))

    def rate(self, rate):
        return f"{rate:g}".replace(".", self.world["decimal"])

    def tax_rows(self):
        rows = []
        for rate, _, tax in self.taxes:
            if self.world["country"] == "IN":
                half = self.rate(rate / 2)
                if self.integrated:
                    rows.append((f"IGST @ {self.rate(rate)}%", tax))
                else:
                    rows += [(f"CGST @ {half}%", tax / 2), (f"SGST @ {half}%", tax / 2)]
            else:
                label = self.words["tax"]
                if "{r}" not in label and len(self.taxes) > 1:
                    label += " {r}%"
                rows.append((label.replace("{r}", self.rate(rate)), tax))
        return rows

    def meta(self):
        pairs = [(self.words["number"], self.number), (self.words["date"], self.date(self.day))]
        if self.delivery_day:
            pairs.append((self.words["delivery"], self.date(self.delivery_day)))
        if self.due_day:
            pairs.append((self.words["due"], self.date(self.due_day)))
        if self.customer_number:
            pairs.append((self.words["customer"], self.customer_number))
        if self.order_number:
            pairs.append((self.words["order"], self.order_number))
        return pairs

    def truth(self):
        fields = dict(number=self.number, date=self.day.isoformat(), currency=self.world["currency"], seller=self.seller, buyer=self.buyer, net=str(self.net), tax=str(self.tax), gross=str(self.gross))
        if self.due_day:
            fields["due_date"] = self.due_day.isoformat()
        if self.tax_id:
            fields["seller_vat"] = self.tax_id
        if self.iban:
            fields["iban"] = self.iban
        fields["lines"] = [dict(name=line["name"], qty=str(line["qty"]), total=str(line["total"])) for line in self.lines]
        return fields


def main():
    out = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 7)
    out.mkdir(parents=True, exist_ok=True)
    names, kinds, truth = sorted(WORLDS), list(layouts.LAYOUTS), []
    for at in range(count):
        invoice = Invoice(dice, names[at % len(names)])
        layout = kinds[(at // len(names) + at) % len(kinds)]
        page = layouts.LAYOUTS[layout](invoice, dice, html.escape)
        name = f"made/{at:03d}-{invoice.language}-{layout}.pdf"
        (out / "made").mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile("w", suffix=".html", delete=False) as file:
            file.write(page)
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={out / name}", file.name], check=True, capture_output=True)
        pathlib.Path(file.name).unlink()
        truth.append(dict(file=name, kind="pdf-text", source="made", fields=invoice.truth()))
    (out / "truth.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in truth))


if __name__ == "__main__":
    main()
