"""Ways to lay an invoice out: where the seller stands, how labels stand to their values, what the totals look like."""


def sheet(body, style="", font="Arial"):
    return f"""<!doctype html><meta charset="utf-8"><style>@page {{ size: A4; margin: 14mm 16mm }}
body {{ font: 9.5pt {font}; margin: 0; position: relative; min-height: 262mm }} table {{ border-collapse: collapse }}
th {{ text-align: left }} .r {{ text-align: right }} .items {{ width: 100%; margin: 8mm 0 4mm }} .items td, .items th {{ padding: 3px 6px }}
.foot {{ position: absolute; bottom: 0; width: 100%; font-size: 7.5pt; color: #555 }} {style}</style>{body}"""


def lines(*parts):
    return "<br>".join(part for part in parts if part)


def ids(i, esc):
    parts = []
    if i.tax_id:
        parts.append(f"{i.words['vat']}: {i.tax_id}")
    if i.iban:
        spaced = " ".join(i.iban[at:at + 4] for at in range(0, len(i.iban), 4)) if i.dice.random() < 0.6 else i.iban
        parts.append(f"IBAN: {spaced}")
    return [esc(part) for part in parts]


def domain(i):
    return "".join(c for c in i.seller.split()[0].lower() if c.isascii() and c.isalpha()) or "firma"


def contact(i, esc):
    ways = [f"{i.world['phone']} +{i.dice.randrange(20, 60)} {i.dice.randrange(100, 999)} {i.dice.randrange(100000, 999999)}"]
    if i.dice.random() < 0.6:
        ways.append(f"info@{domain(i)}.example.com")
    return [esc(way) for way in ways]


def items(i, esc, style=""):
    columns = list(i.world["columns"])
    hsn = len(columns) == 5
    head = "".join(f"<th{' class=r' if at >= len(columns) - 3 else ''}>{esc(c)}</th>" for at, c in enumerate(columns))
    rows = ""
    for line in i.lines:
        code = f"<td>{8400 + len(line['name'])}</td>" if hsn else ""
        rows += f"<tr><td>{esc(line['name'])}</td>{code}<td class=r>{line['qty']}</td><td class=r>{i.amount(line['price'], False)}</td><td class=r>{i.amount(line['total'], i.dice.random() < .5)}</td></tr>"
    return f"<table class=items style='{style}'><tr style='background:#eee'>{head}</tr>{rows}</table>"


def totals(i, esc, colon="", bold=True):
    rows = [(i.words["net"], i.net)] + i.tax_rows() + [(i.words["gross"], i.gross)]
    if not i.tax:
        rows = [(i.words["net"], i.net), (i.words["gross"], i.gross)] if i.dice.random() < .5 else rows
    cells = ""
    for at, (label, value) in enumerate(rows):
        weight = "font-weight:bold;font-size:11pt" if bold and at == len(rows) - 1 else ""
        cells += f"<tr style='{weight}'><td style='padding:2px 14px 2px 0'>{esc(label)}{colon}</td><td class=r>{i.amount(value)}</td></tr>"
    return f"<table style='margin-left:auto'>{cells}</table>"


def across(i, esc):
    """Totals as a table with heads above."""
    heads = [i.words["net"], i.words["tax"].replace("{r}", i.rate(i.taxes[0][0])), i.words["gross"]]
    values = [i.net, i.tax, i.gross]
    head = "".join(f"<th class=r style='padding:2px 12px'>{esc(h)}</th>" for h in heads)
    row = "".join(f"<td class=r style='padding:2px 12px'>{i.amount(v)}</td>" for v in values)
    return f"<table border=1 style='margin-left:auto'><tr>{head}</tr><tr>{row}</tr></table>"


def letter(i, dice, esc):
    """A letter as DIN 5008 has it: small sender line, address window, block of data at the right, three columns at the foot."""
    sender = esc(f"{i.seller} · {i.seller_place[0]} · {i.seller_place[1]}")
    window = lines(esc(i.buyer), esc(i.buyer_place[0]), esc(i.buyer_place[1]))
    pairs = "".join(f"<tr><td style='padding-right:12px'>{esc(a)}{':' if dice.random() < .5 else ''}</td><td>{esc(b)}</td></tr>" for a, b in i.meta()[1:])
    foot = f"<table class=foot><tr><td>{lines(esc(i.seller), *map(esc, i.seller_place))}</td><td>{lines(*contact(i, esc))}</td><td>{lines(esc(i.world['bank']), *ids(i, esc))}</td></tr></table>"
    return sheet(f"""<div style='height:25mm;font-size:20pt;text-align:right;color:#357'>{esc(i.seller)}</div><div style='font-size:7pt'>{sender}</div>
<div style='float:left;margin-top:3mm'>{window}</div><table style='float:right'>{pairs}</table><h2 style='clear:both;padding-top:14mm'>{esc(i.words['title'])} {esc(i.number)}</h2>
{items(i, esc)}{totals(i, esc, ':')}{foot}""")


def plain(i, dice, esc):
    """Seller at the top left, title at the right, labels with colons under it, the buyer under a head."""
    meta = lines(*(f"<b>{esc(a)}:</b> {esc(b)}" for a, b in i.meta()))
    seller = lines(f"<b style='font-size:13pt'>{esc(i.seller)}</b>", *map(esc, i.seller_place), *contact(i, esc), *ids(i, esc)[:1])
    head = f"<b>{esc(i.words['billto'])}</b><br>" if i.words["billto"] else ""
    buyer = head + lines(esc(i.buyer), *map(esc, i.buyer_place))
    pay = lines(*ids(i, esc)[1:])
    return sheet(f"""<div style='float:left;width:55%'>{seller}</div><div style='float:right;text-align:right'><h1>{esc(i.words['title'])}</h1>{meta}</div>
<div style='clear:both;padding-top:10mm'>{buyer}</div>{items(i, esc)}{totals(i, esc)}<p>{pay}</p>""", font="Georgia")


def boxes(i, dice, esc):
    """Data in a table with heads above the values; seller and buyer side by side."""
    head = "".join(f"<th style='padding:3px 10px'>{esc(a)}</th>" for a, _ in i.meta())
    row = "".join(f"<td style='padding:3px 10px'>{esc(b)}</td>" for _, b in i.meta())
    seller = lines(f"<b>{esc(i.seller)}</b>", *map(esc, i.seller_place), *ids(i, esc)[:1])
    bill = esc(i.words["billto"] or i.world["billto"][0])
    buyer = lines(f"<b>{bill}:</b>", esc(i.buyer), *map(esc, i.buyer_place))
    foot = f"<div class=foot style='text-align:center'>{' | '.join(contact(i, esc) + ids(i, esc)[1:])}</div>"
    totals_at = across(i, esc) if dice.random() < .4 and len(i.taxes) == 1 and i.tax and i.world["country"] != "IN" else totals(i, esc)
    return sheet(f"""<h1 style='text-align:center'>{esc(i.words['title'])}</h1><table style='width:100%'><tr><td style='width:50%;vertical-align:top'>{seller}</td><td style='vertical-align:top'>{buyer}</td></tr></table>
<table border=1 style='margin-top:8mm;font-size:8.5pt'><tr style='background:#ddd'>{head}</tr><tr>{row}</tr></table>{items(i, esc, 'border:1px solid #999')}{totals_at}{foot}""", font="Verdana")


def modern(i, dice, esc):
    """Small grey labels above their values, the seller only as a wordmark and in the foot."""
    blocks = "".join(f"<div style='display:inline-block;margin-right:9mm'><div style='font-size:7pt;color:#888'>{esc(a.upper())}</div><div>{esc(b)}</div></div>" for a, b in i.meta())
    buyer = lines(f"<span style='font-size:7pt;color:#888'>{esc((i.words['billto'] or i.world['billto'][0]).upper())}</span>", f"<b>{esc(i.buyer)}</b>", *map(esc, i.buyer_place))
    foot = f"<div class=foot>{esc(' · '.join([i.seller, *i.seller_place]))}<br>{' · '.join(contact(i, esc) + ids(i, esc))}</div>"
    return sheet(f"""<div style='font-size:24pt;font-weight:bold;letter-spacing:-.5px'>{esc(i.seller)}</div><h2 style='color:#888'>{esc(i.words['title'])}</h2>
<div style='margin:8mm 0'>{buyer}</div>{blocks}{items(i, esc)}{totals(i, esc)}{foot}""", font="Helvetica")


def form(i, dice, esc):
    """Everything in a grid of cells with lines, as accounting programs print it; who signs stands at the end."""
    seller = lines(f"<b>{esc(i.seller)}</b>", *map(esc, i.seller_place), *(ids(i, esc)[:1] + contact(i, esc)))
    bill = i.words["billto"] or i.world["billto"][0]
    buyer = lines(esc(bill), f"<b>{esc(i.buyer)}</b>", *map(esc, i.buyer_place))
    pairs = i.meta()
    cells = "".join(f"<tr>{''.join(f'<td style=width:50%>{esc(a)}<br><b>{esc(b)}</b></td>' for a, b in pairs[at:at + 2])}</tr>" for at in range(0, len(pairs), 2))
    bank = lines(*ids(i, esc)[1:])
    return sheet(f"""<div style='text-align:center'><b>{esc(i.words['title'])}</b></div><table border=1 style='width:100%'><tr><td style='width:52%;vertical-align:top'>{seller}<hr>{buyer}</td>
<td style='vertical-align:top;padding:0'><table style='width:100%' border=1>{cells}</table></td></tr></table>{items(i, esc, 'border:1px solid black')}{totals(i, esc)}<p>{bank}</p>
<p class=r>{'for ' if i.language in ('in', 'gb') else ''}{esc(i.seller) if i.language in ('in', 'gb') else ''}</p>""", "td { padding: 3px 5px }")


def right(i, dice, esc):
    """The seller at the right, the buyer at the left, the data in a sentence or in a list with wide gaps."""
    seller = lines(f"<b>{esc(i.seller)}</b>", *map(esc, i.seller_place), *contact(i, esc), *ids(i, esc))
    buyer = lines(esc(i.buyer), *map(esc, i.buyer_place))
    pairs = "".join(f"<tr><td style='width:45mm'>{esc(a)}</td><td>{esc(b)}</td></tr>" for a, b in i.meta())
    return sheet(f"""<div style='text-align:right'>{seller}</div><div style='margin:6mm 0 10mm'>{buyer}</div><div style='font-size:16pt'>{esc(i.words['title'])}</div>
<table style='margin-top:4mm'>{pairs}</table>{items(i, esc)}{totals(i, esc, bold=False)}""", font="Times")


LAYOUTS = dict(letter=letter, plain=plain, boxes=boxes, modern=modern, form=form, right=right)
