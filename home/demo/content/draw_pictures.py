"""Draws the four pictures of the demo modules: `python home/demo/content/draw_pictures.py`.

Everything is drawn three times too large and scaled down, which gives smooth edges.
"""

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, SCALE = 1200, 675, 3
TEAL, SAND, INK, AMBER = "#0b5c5c", "#f4ede1", "#1d2b2b", "#d98c1f"
TEAL_MID, TEAL_PALE, SAND_DEEP, PAPER, AMBER_PALE = (
    "#4d8a87",
    "#cfe0da",
    "#e2d5bf",
    "#fdfaf4",
    "#f6dfb4",
)

Point = tuple[float, float]


class Sheet:
    """A sheet of 1200 by 675, drawn on in those units."""

    def __init__(self, background: str = SAND) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0) -> None:
        corners = [v * SCALE for v in (x, y, x + w, y + h)]
        self.pen.rounded_rectangle(corners, radius=radius * SCALE, fill=fill)

    def disc(self, x: float, y: float, r: float, fill: str) -> None:
        self.pen.ellipse([v * SCALE for v in (x - r, y - r, x + r, y + r)], fill=fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        """A line with round ends and round joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=fill, width=round(width * SCALE))
        for x, y in points:
            self.disc(x, y, width / 2, fill)

    def arc(self, x: float, y: float, r: float, start: int, end: int, fill: str, w: float) -> None:
        angles = [(start + (end - start) * i / 40) * pi / 180 for i in range(41)]
        self.line([(x + r * cos(a), y + r * sin(a)) for a in angles], fill, w)

    def words(
        self, x: float, y: float, text: str, size: int, fill: str = INK, *, bold: bool = False
    ) -> None:
        """Words centred on a point, one line below another."""
        face = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
        font = ImageFont.truetype(face, size * SCALE)
        for i, row in enumerate(text.split("\n")):
            place = (x * SCALE, (y + i * size * 1.32) * SCALE)
            self.pen.text(place, row, font=font, fill=fill, anchor="mm")

    def number(self, x: float, y: float, n: int, r: float = 23) -> None:
        self.disc(x, y, r, AMBER)
        self.words(x, y, str(n), round(r * 1.15), INK, bold=True)

    def person(self, x: float, y: float, size: float, fill: str) -> None:
        """Head and shoulders; the shoulders end at y."""
        self.disc(x, y - size * 1.08, size * 0.36, fill)
        body = [
            v * SCALE for v in (x - size * 0.62, y - size * 0.62, x + size * 0.62, y + size * 0.6)
        ]
        self.pen.pieslice(body, 180, 360, fill=fill)

    def heart(self, x: float, y: float, size: float, fill: str) -> None:
        curve = []
        for i in range(80):
            t = i / 80 * 2 * pi
            dx = 16 * sin(t) ** 3
            dy = 13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)
            curve.append((x + dx * size / 32, y - dy * size / 32))
        self.shape(curve, fill)

    def save(self, name: str) -> None:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small = small.quantize(256, kmeans=1, dither=Image.Dither.NONE)
        small.save(Path(__file__).parent / name, optimize=True)


def curve(p: Point, q: Point, r: Point, s: Point) -> list[Point]:
    """The points of a Bezier curve from p to s."""
    points = []
    for i in range(121):
        t = i / 120
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        points.append(
            (
                sum(w * at[0] for w, at in zip(weights, (p, q, r, s), strict=True)),
                sum(w * at[1] for w, at in zip(weights, (p, q, r, s), strict=True)),
            )
        )
    return points


def hear(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x - 62, y - 58, 98, 66, SAND, 16)
    sheet.shape([(x - 44, y), (x - 16, y), (x - 50, y + 30)], SAND)
    for i, length in enumerate((66, 66, 40)):
        top = y - 44 + i * 16
        sheet.line([(x - 46, top), (x - 46 + length, top)], TEAL_MID, 6)
    sheet.box(x + 2, y + 16, 64, 42, AMBER, 13)
    sheet.shape([(x + 30, y + 52), (x + 54, y + 52), (x + 58, y + 74)], AMBER)
    for i, length in enumerate((36, 22)):
        sheet.line([(x + 16, y + 30 + i * 14), (x + 16 + length, y + 30 + i * 14)], INK, 5)


def own(sheet: Sheet, x: float, y: float) -> None:
    sheet.person(x, y + 58, 86, SAND)
    sheet.heart(x, y + 38, 36, AMBER)


def mend(sheet: Sheet, x: float, y: float) -> None:
    sheet.arc(x - 4, y - 34, 30, 200, 340, SAND, 8)
    sheet.box(x - 58, y - 44, 108, 20, SAND, 8)
    sheet.shape([(x - 50, y - 18), (x + 42, y - 18), (x + 32, y + 62), (x - 40, y + 62)], SAND)
    sheet.disc(x + 36, y + 34, 36, TEAL)
    sheet.disc(x + 36, y + 34, 30, AMBER)
    sheet.line([(x + 22, y + 35), (x + 32, y + 46), (x + 51, y + 23)], INK, 8)


def note(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x - 48, y - 60, 92, 122, SAND, 10)
    sheet.box(x - 24, y - 70, 44, 22, AMBER, 8)
    for i, length in enumerate((62, 62, 46, 30)):
        top = y - 24 + i * 21
        sheet.line([(x - 33, top), (x - 33 + length, top)], TEAL_MID, 6)
    sheet.line([(x + 64, y - 22), (x + 30, y + 28)], TEAL, 28)
    sheet.line([(x + 64, y - 22), (x + 34, y + 22)], AMBER, 15)
    sheet.shape([(x + 27, y + 18), (x + 41, y + 27), (x + 21, y + 43)], INK)


def draw_putting_it_right() -> None:
    """Four steps joined in a line."""
    sheet = Sheet()
    steps: list[tuple[Callable[[Sheet, float, float], None], str, str]] = [
        (hear, "Hear", "Let them finish,\nthen say it back."),
        (own, "Own", "Say sorry for\nwhat happened."),
        (mend, "Mend", "Do what is yours\nto do, today."),
        (note, "Note", "Write it down,\nso that it stops."),
    ]
    for i, (icon, title, text) in enumerate(steps):
        x, y = 159 + i * 294, 205
        sheet.disc(x, y, 120, TEAL)
        icon(sheet, x, y)
        sheet.words(x, 396, title, 48, TEAL, bold=True)
        sheet.words(x, 464, text, 28)
        if i < 3:
            middle = x + 147
            sheet.shape([(middle - 11, y - 20), (middle + 14, y), (middle - 11, y + 20)], AMBER)
    sheet.box(0, 575, WIDTH, 100, TEAL)
    sheet.words(600, 625, "Any complaint, any counter, any call", 31, SAND, bold=True)
    sheet.save("putting_it_right.png")


def draw_privacy() -> None:
    """Three questions, and the three places in which to ask them."""
    sheet = Sheet()
    cards = [
        (215, "Who is this?", "Am I sure, and\nmay they ask?"),
        (600, "Who else?", "Who can hear,\nsee or find it?"),
        (985, "How little?", "What is the least\nthat will do?"),
    ]
    for x, title, text in cards:
        sheet.box(x - 170, 40, 340, 470, PAPER, 22)
        sheet.box(x - 170, 40, 340, 240, TEAL_PALE, 22)
        sheet.box(x - 170, 240, 340, 40, TEAL_PALE)
        sheet.words(x, 338, title, 40, TEAL, bold=True)
        sheet.words(x, 412, text, 29)
    sheet.person(215, 280, 118, TEAL)
    sheet.disc(293, 104, 38, AMBER)
    sheet.words(293, 105, "?", 50, INK, bold=True)
    for x in (722, 656):
        sheet.person(x, 280, 72, TEAL_MID)
    sheet.person(517, 280, 118, TEAL)
    for r in (32, 56, 80):
        sheet.arc(548, 150, r, -38, 38, AMBER, 9)
    sheet.box(888, 66, 150, 190, PAPER, 10)
    for i in range(6):
        sheet.box(908, 88 + i * 26, 110 if i % 3 != 2 else 70, 13, TEAL_MID, 3)
    sheet.box(974, 152, 128, 86, TEAL_PALE, 12)
    sheet.box(982, 160, 112, 70, INK, 8)
    sheet.box(986, 164, 104, 62, PAPER, 6)
    sheet.box(1002, 187, 72, 15, AMBER, 3)
    sheet.box(0, 551, WIDTH, 124, TEAL)
    for x, label in ((265, "Counter"), (640, "Phone"), (1030, "Doorstep")):
        sheet.words(x, 613, label, 32, SAND, bold=True)
    sheet.person(132, 611, 32, SAND)
    sheet.box(87, 615, 90, 14, AMBER, 4)
    sheet.box(95, 629, 74, 24, SAND, 2)
    sheet.box(518, 574, 46, 78, SAND, 9)
    sheet.box(524, 584, 34, 50, TEAL, 3)
    sheet.disc(541, 643, 4.5, AMBER)
    sheet.box(874, 572, 52, 78, SAND, 4)
    sheet.box(881, 579, 38, 71, TEAL_MID, 2)
    sheet.disc(911, 616, 4.5, AMBER)
    sheet.box(862, 648, 76, 8, SAND, 3)
    sheet.save("privacy.png")


def draw_bad_news() -> None:
    """A road past four signposts to a lit house."""
    sheet = Sheet("#fbf4e6")
    sheet.disc(132, 128, 56, AMBER_PALE)
    far = curve((0, 330), (330, 170), (640, 330), (1200, 150))
    sheet.shape([*far, (1200, 675), (0, 675)], TEAL_PALE)
    near = curve((0, 420), (360, 330), (760, 450), (1200, 262))
    sheet.shape([*near, (1200, 675), (0, 675)], "#a5c5be")
    front = curve((0, 590), (380, 470), (800, 640), (1200, 520))
    road = [
        *curve((-40, 640), (220, 640), (260, 500), (470, 500)),
        *curve((470, 500), (690, 500), (700, 570), (850, 520)),
        *curve((850, 520), (1010, 466), (1092, 440), (1091, 300)),
    ]
    sheet.shape([*front, (1200, 675), (0, 675)], "#8db5ad")
    sheet.line(road, PAPER, 64)
    sheet.line(road, "#5d6f6c", 52)
    for i in range(6, len(road) - 30, 18):
        sheet.line(road[i : i + 8], PAPER, 4)
    house(sheet, 1090, 330)
    signs = [
        (170, 566, 384, 1, "The news", "Say it first."),
        (408, 460, 236, 2, "The reason", "True and short."),
        (690, 484, 366, 3, "The road", "What can be done."),
        (862, 456, 196, 4, "The day", "Who rings, when."),
    ]
    for x, foot, top, n, title, text in signs:
        sheet.line([(x, top), (x, foot)], INK, 9)
        sheet.box(x - 128, top - 56, 256, 112, TEAL, 14)
        sheet.words(x + 3, top - 19, title, 33, PAPER, bold=True)
        sheet.words(x, top + 24, text, 24, PAPER)
        sheet.number(x - 122, top - 52, n, 25)
    sheet.save("bad_news.png")


def house(sheet: Sheet, x: float, y: float) -> None:
    """A small house with its lights on, standing on y."""
    sheet.box(x + 26, y - 128, 18, 50, INK)
    sheet.shape([(x - 76, y - 70), (x, y - 136), (x + 76, y - 70)], INK)
    sheet.box(x - 60, y - 72, 120, 86, PAPER)
    sheet.box(x - 14, y - 38, 30, 52, TEAL, 3)
    for left in (-48, 26):
        sheet.box(x + left, y - 50, 24, 28, AMBER, 2)


def wheelchair_user(sheet: Sheet, x: float, y: float) -> None:
    sheet.line([(x - 15, y - 42), (x + 15, y - 42), (x + 24, y - 14), (x + 36, y - 14)], INK, 10)
    sheet.line([(x - 15, y - 46), (x - 15, y - 70)], AMBER, 22)
    sheet.line([(x - 12, y - 66), (x + 12, y - 52)], AMBER, 9)
    sheet.disc(x - 13, y - 100, 14, INK)
    sheet.arc(x - 6, y - 26, 24, 0, 360, INK, 6)
    sheet.disc(x + 28, y - 7, 7, INK)


def cane_user(sheet: Sheet, x: float, y: float) -> None:
    sheet.line([(x - 2, y - 46), (x - 12, y - 5)], INK, 11)
    sheet.line([(x + 2, y - 46), (x + 12, y - 5)], INK, 11)
    sheet.line([(x, y - 50), (x, y - 82)], AMBER, 24)
    sheet.line([(x + 4, y - 80), (x + 24, y - 56)], AMBER, 9)
    sheet.line([(x + 24, y - 56), (x + 52, y - 6)], INK, 8)
    sheet.line([(x + 24, y - 56), (x + 52, y - 6)], PAPER, 4)
    sheet.disc(x, y - 113, 14, INK)


def draw_accessible_service() -> None:
    """A ramp of four landings beside a flight of steps, up to an open door."""
    sheet = Sheet()
    ground, rise, stride = 604, 38, 196
    floor = ground - 4 * rise
    sheet.box(0, ground, WIDTH, 71, SAND_DEEP)
    sheet.box(850, 150, 216, floor - 150, TEAL_PALE)
    sheet.box(834, 128, 248, 26, TEAL, 4)
    sheet.words(958, 190, "Open to all", 26, TEAL, bold=True)
    sheet.box(908, 224, 100, floor - 224, INK, 4)
    sheet.box(916, 232, 84, floor - 232, AMBER_PALE)
    sheet.shape([(916, 232), (946, 246), (946, floor), (916, floor)], TEAL_MID)
    ramp: list[Point] = [(10, ground)]
    for i in range(4):
        left, level = 10 + i * stride, ground - (i + 1) * rise
        ramp += [(left + 108, level), (left + stride, level)]
    steps: list[Point] = []
    for i in range(5):
        tread = floor + i * (ground - floor) / 5
        steps += [(1066 + i * 26, tread), (1066 + (i + 1) * 26, tread)]
    for x, y in ramp[1:]:
        sheet.line([(x, y - 56), (x, y + 4)], TEAL_MID, 5)
    sheet.line([(x, y - 56) for x, y in ramp], TEAL_MID, 7)
    sheet.shape([*ramp, *steps, (1196, ground)], TEAL)
    cane_user(sheet, 148, ground - rise)
    wheelchair_user(sheet, 550, ground - 3 * rise)
    labels = [
        ("Look ahead", "Before\nanyone asks."),
        ("Ask", "“What would\nhelp?”"),
        ("Adjust", "Now, if\nyou can."),
        ("Carry\nforward", "So nobody\nasks twice."),
    ]
    for i, (title, text) in enumerate(labels):
        x, y = 140 + i * 204, ground - (i + 1) * rise - 192
        sheet.words(x, y, text, 25)
        lift = 42 * title.count("\n")
        sheet.words(x, y - 46 - lift, title, 32, TEAL, bold=True)
        sheet.number(x, y - 102 - lift, i + 1, 27)
    sheet.save("accessible_service.png")


if __name__ == "__main__":
    draw_putting_it_right()
    draw_privacy()
    draw_bad_news()
    draw_accessible_service()
