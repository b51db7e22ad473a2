#!/usr/bin/env python3
"""Prints a folder of invoices with text layers and scans them again, with the truth of the originals.

scans.py DATA OUT [--dpi 200] [--quality 75] [--skew 0.3] [--noise 4] [--seed 1] [--folders gobl,facturx] [--without SCORE.json]

Pages are drawn by pdftoppm, turned by up to --skew degrees, darkened and roughened as a scanner does it, and kept as
JPEG: one page as .jpg, several as a PDF of pictures. The same seed gives the same scans. --without takes the answer of
`score --json` on the originals, and leaves out of the truth what was misread there already: what is left is what the
scan may cost.
"""

import argparse
import io
import json
import pathlib
import random
import subprocess
import zlib

from PIL import Image, ImageChops


def pages(path, dpi):
    """The pages of a PDF in shades of grey."""
    drawn = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(dpi), str(path)], check=True, capture_output=True
    ).stdout
    stream = io.BytesIO(drawn)
    while stream.tell() < len(drawn):
        header = [stream.readline() for _ in range(3)]
        width, height = map(int, header[1].split())
        yield Image.frombytes("L", (width, height), stream.read(width * height))


def scanned(page, chance, skew, noise):
    """A page as a scanner brings it: askew, not quite black on not quite white, with grain."""
    angle = chance.uniform(-skew, skew)
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    black, white = chance.randint(10, 40), chance.randint(236, 252)
    page = page.point(lambda shade: black + shade * (white - black) // 255)
    if noise:
        grain = Image.frombytes("L", page.size, chance.randbytes(page.width * page.height))
        grain = grain.point(lambda shade: shade * noise // 255)
        page = ImageChops.subtract(ImageChops.add(page, grain), Image.new("L", page.size, noise // 2))
    return page


def main():
    wish = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    wish.add_argument("data", type=pathlib.Path)
    wish.add_argument("out", type=pathlib.Path)
    wish.add_argument("--dpi", type=int, default=200)
    wish.add_argument("--quality", type=int, default=75)
    wish.add_argument("--skew", type=float, default=0.3)
    wish.add_argument("--noise", type=int, default=4)
    wish.add_argument("--seed", type=int, default=1)
    wish.add_argument("--folders", default="gobl,facturx")
    wish.add_argument("--most", type=int, default=6, help="documents with more pages are left out")
    wish.add_argument("--without", type=pathlib.Path)
    wish = wish.parse_args()
    misread = set()
    if wish.without:
        misread = {(w["file"], w["field"]) for w in json.loads(wish.without.read_text())["wrong"]}
    folders = wish.folders.split(",")
    with (wish.data / "truth.jsonl").open() as lines:
        cases = [json.loads(line) for line in lines]
    kept = []
    for case in cases:
        source = wish.data / case["file"]
        if case["kind"] != "pdf-text" or case["file"].split("/")[0] not in folders:
            continue
        chance = random.Random(zlib.crc32(f"{wish.seed} {case['file']}".encode()))
        sheets = [scanned(page, chance, wish.skew, wish.noise) for page in pages(source, wish.dpi)]
        if not 0 < len(sheets) <= wish.most:
            continue
        file = case["file"].removesuffix(".pdf") + (".jpg" if len(sheets) == 1 else ".pdf")
        (wish.out / file).parent.mkdir(parents=True, exist_ok=True)
        more = {"save_all": True, "append_images": sheets[1:]} if len(sheets) > 1 else {}
        sheets[0].save(wish.out / file, quality=wish.quality, resolution=wish.dpi, **more)
        fields = {name: value for name, value in case["fields"].items() if (case["file"], name) not in misread}
        kept.append({**case, "file": file, "kind": "image-scan", "fields": fields})
    (wish.out / "truth.jsonl").write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in kept))
    print(f"{len(kept)} scans in {wish.out}")


if __name__ == "__main__":
    main()
