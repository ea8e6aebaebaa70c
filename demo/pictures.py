"""Generated photos and drawings for demo data; seeded, so identical on every run."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageDraw, ImageFont

from assets.models import Asset
from plans.models import EvidencePurpose

SIZE = (800, 600)
WALL, METAL, DARK, PALE = "#8f9499", "#c9cdd0", "#2b2f33", "#eef1f2"
GREEN, AMBER, RED, SCREEN = "#2fb344", "#f59f00", "#d63939", "#0b3d2e"

Box = tuple[int, int, int, int]


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def photograph(asset: Asset, purpose: str, taken_at: datetime, reading: str) -> ContentFile[bytes]:
    """Return a photo of the asset: dusty with amber lamps before the work, clean with green lamps after it."""
    rng = random.Random(f"{asset.code} {purpose} {taken_at:%Y%m%d}")
    before = purpose == EvidencePurpose.BEFORE
    image = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(image)
    _floor(draw, rng)
    {
        "ups": _panel,
        "generator": _gauges,
        "precision-ac": _grille,
        "fire-protection": _gauges,
        "power-panel": _panel,
    }.get(asset.category.code, _rack)(draw, rng, before, reading)
    if before:
        _dust(draw, rng)
    _label(draw, asset, taken_at)
    image = image.rotate(rng.uniform(-1.2, 1.2), fillcolor=WALL)
    return ContentFile(_jpeg(image, taken_at), name=f"{asset.code}-{purpose}-{taken_at:%Y%m%d}.jpg")


def drawing(title: str, rows: Sequence[Sequence[str]], note: str) -> ContentFile[bytes]:
    """Return a block diagram as a one-page PDF; each row of boxes feeds the row below it."""
    image = Image.new("RGB", (1684, 1190), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 30, 1654, 1160), outline=DARK, width=3)
    draw.text((70, 60), title, DARK, font(40))
    draw.text((70, 1100), note, DARK, font(24))
    step = 940 // len(rows)
    above: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        top, wide = 150 + number * step, 1560 // len(row)
        here = []
        for place, text in enumerate(row):
            middle = 62 + wide * place + wide // 2
            half = min(wide // 2 - 14, 150)
            draw.rounded_rectangle((middle - half, top, middle + half, top + 84), 10, PALE, DARK, 3)
            draw.text((middle, top + 42), text, DARK, font(22), anchor="mm")
            for x, bottom in above:
                draw.line((x, bottom, middle, top), fill="#667382", width=2)
            here.append((middle, top + 84))
        above = here
    out = io.BytesIO()
    image.save(out, "PDF", resolution=144, title=title)
    return ContentFile(out.getvalue(), name=f"{title.lower().replace(' ', '-')}.pdf")


def sheet(title: str, lines: Sequence[str]) -> ContentFile[bytes]:
    """Return a measuring sheet as a one-page PDF."""
    image = Image.new("RGB", (827, 1169), "white")
    draw = ImageDraw.Draw(image)
    draw.text((70, 70), title, DARK, font(30))
    for number, line in enumerate(lines):
        top = 160 + number * 46
        draw.text((70, top), line, DARK, font(20))
        draw.line((70, top + 36, 757, top + 36), fill=METAL)
    out = io.BytesIO()
    image.save(out, "PDF", resolution=100, title=title)
    return ContentFile(out.getvalue(), name="lembar-ukur.pdf")


def _floor(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    draw.rectangle((0, 520, 800, 600), fill="#6d7276")
    shade = rng.randrange(120, 150)
    for x in range(-40, 800, 80):
        draw.line((x, 600, x + 60, 520), fill=(shade, shade, shade), width=2)


def _panel(draw: ImageDraw.ImageDraw, rng: random.Random, before: bool, reading: str) -> None:
    """Draw a cabinet with a display, buttons and lamps."""
    draw.rectangle((190, 40, 610, 560), fill=METAL, outline=DARK, width=4)
    draw.rectangle((250, 90, 550, 230), fill=SCREEN, outline=DARK, width=6)
    draw.text((270, 105), "ON LINE" if not before else "CHECK", GREEN if not before else AMBER, font(30))
    draw.text((270, 150), reading, "#7ef0b4", font(34))
    for place in range(4):
        color = GREEN if not before or place else AMBER
        draw.ellipse((265 + place * 72, 255, 295 + place * 72, 285), fill=color, outline=DARK, width=2)
    for place in range(3):
        x = 270 + place * 90
        draw.rounded_rectangle((x, 310, x + 66, 350), 6, fill=DARK)
    for y in range(390, 540, 16):
        draw.line((240, y, 560, y), fill="#8a8f93", width=5)


def _gauges(draw: ImageDraw.ImageDraw, rng: random.Random, before: bool, reading: str) -> None:
    """Draw two dials on a plate with random needle positions."""
    draw.rectangle((120, 80, 680, 500), fill=METAL, outline=DARK, width=4)
    for left in (150, 420):
        draw.ellipse((left, 120, left + 230, 350), fill=PALE, outline=DARK, width=8)
        draw.arc((left + 24, 144, left + 206, 326), 300, 60, fill=RED, width=14)
        draw.arc((left + 24, 144, left + 206, 326), 180, 300, fill=GREEN, width=14)
        angle = rng.uniform(285, 330) if before else rng.uniform(210, 285)
        draw.pieslice((left + 30, 150, left + 200, 320), angle - 2, angle + 2, fill=RED)
        draw.ellipse((left + 100, 220, left + 130, 250), fill=DARK)
    draw.rectangle((250, 390, 550, 460), fill=SCREEN)
    draw.text((270, 405), reading, "#7ef0b4", font(34))


def _grille(draw: ImageDraw.ImageDraw, rng: random.Random, before: bool, reading: str) -> None:
    """Draw an air conditioner: a filter grille, grey before cleaning, and a controller."""
    draw.rectangle((160, 30, 640, 570), fill=METAL, outline=DARK, width=4)
    filter_color = "#9b8d76" if before else "#e9eef0"
    draw.rectangle((200, 220, 600, 530), fill=filter_color, outline=DARK, width=3)
    for x in range(200, 600, 22):
        draw.line((x, 220, x, 530), fill="#7b8187", width=2)
    for y in range(220, 530, 22):
        draw.line((200, y, 600, y), fill="#7b8187", width=2)
    draw.rectangle((300, 80, 500, 170), fill=SCREEN, outline=DARK, width=5)
    draw.text((320, 108), reading, "#7ef0b4", font(32))


def _rack(draw: ImageDraw.ImageDraw, rng: random.Random, before: bool, reading: str) -> None:
    """Draw the front of a rack: units with lamps, and cables that are tangled before the work."""
    draw.rectangle((210, 20, 590, 580), fill=DARK)
    for unit in range(16):
        top = 40 + unit * 33
        draw.rectangle(
            (236, top, 564, top + 26), fill="#4a5056" if unit % 5 else "#3a4046", outline="#15181a"
        )
        for lamp in range(rng.randrange(3, 9)):
            color = AMBER if before and rng.random() < 0.15 else GREEN
            draw.rectangle((250 + lamp * 16, top + 10, 256 + lamp * 16, top + 16), fill=color)
    for number in range(10):
        color = ("#206bc4", "#f59f00", "#d6d9dc")[number % 3]
        start, end = rng.randrange(50, 500), rng.randrange(50, 500)
        if before:
            draw.line(
                (560, start, rng.randrange(570, 700), (start + end) // 2, 560, end), fill=color, width=4
            )
        else:
            draw.line((560, start, 576 + number, start, 576 + number, end, 560, end), fill=color, width=3)
    draw.rectangle((420, 300, 560, 340), fill=SCREEN)
    draw.text((430, 306), reading, "#7ef0b4", font(24))


def _dust(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    for _speck in range(420):
        x, y = rng.randrange(140, 660), rng.randrange(40, 560)
        size = rng.randrange(1, 4)
        draw.ellipse((x, y, x + size, y + size), fill="#a39a86")


def _label(draw: ImageDraw.ImageDraw, asset: Asset, taken_at: datetime) -> None:
    draw.rectangle((24, 24, 190, 92), fill="white", outline=DARK, width=2)
    draw.text((36, 30), asset.code, DARK, font(30))
    draw.text((36, 66), asset.maker, DARK, font(17))
    draw.text((785, 588), f"{taken_at:%Y-%m-%d %H:%M}", "#ffd166", font(24), anchor="rs")


def _jpeg(image: Image.Image, taken_at: datetime) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.DateTime] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()
