"""Pictures of the Waasland, drawn by code: nobody's photograph, nobody's face."""

import random
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw, ImageFilter

from cms.models import SiteImage

SIZE = (1600, 1000)
SKIES = [("#f6e7cf", "#cfdfe4"), ("#dfeaf0", "#f4efe2"), ("#f3d9b8", "#b9cfd6")]
GREENS = ["#2f5d50", "#3f7560", "#5b8f6b", "#86a96f", "#b3bf7d"]
WATER, BRICK, WOOD = "#5f93a6", "#a6553c", "#4c3b2f"

SCENES = {
    "polder": "Tekening van een polder met sloten tot aan de horizon",
    "river": "Tekening van een brede rivier tussen twee dijken",
    "poplars": "Tekening van een rij populieren langs een akker",
    "village": "Tekening van een dorp met een kerktoren achter de velden",
    "garden": "Tekening van een tuin met rijen planten",
    "workshop": "Tekening van een werkplaats met een zaagtanddak",
}


def scene_image(name: str) -> SiteImage:
    """The picture of that scene, drawn once and kept in the image library."""
    title = f"Voorbeeld: {SCENES[name].removeprefix('Tekening van een ')}"
    existing = SiteImage.objects.filter(title=title).first()
    if existing:
        return existing
    content = BytesIO()
    draw_scene(name).save(content, "JPEG", quality=88)
    return SiteImage.objects.create(
        title=title,
        description=SCENES[name],
        credit="Tekening",
        file=ImageFile(content, name=f"voorbeeld-{name}.jpg"),
    )


def draw_scene(name: str) -> Image.Image:
    """The scene in flat shapes; the same every time."""
    chance = random.Random(name)  # noqa: S311 - shapes, not secrets
    image = _sky(chance)
    draw = ImageDraw.Draw(image)
    _sun(draw, chance)
    _hills(draw, chance)
    _PAINTERS[name](draw, chance)
    return image.filter(ImageFilter.GaussianBlur(0.6))


def _sky(chance: random.Random) -> Image.Image:
    top, bottom = chance.choice(SKIES)
    return Image.composite(
        Image.new("RGB", SIZE, bottom),
        Image.new("RGB", SIZE, top),
        Image.linear_gradient("L").resize(SIZE),
    )


def _sun(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    x, radius = chance.randint(250, 1350), chance.randint(60, 95)
    draw.ellipse((x - radius, 180, x + radius, 180 + 2 * radius), fill="#fbf4e4")


def _hills(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for step, colour in enumerate(reversed(GREENS)):
        height = 560 + step * 75
        points = [(0, SIZE[1])]
        for x in range(0, SIZE[0] + 1, 100):
            points.append((x, height + chance.randint(-18, 18)))
        draw.polygon([*points, (SIZE[0], SIZE[1])], fill=colour)


def _polder(draw, chance):
    for offset in range(-6, 7):
        x = 800 + offset * 300
        draw.polygon(
            [(800 + offset * 12, 640), (800 + offset * 12 + 4, 640), (x + 46, 1000), (x, 1000)],
            fill=WATER,
        )


def _river(draw, chance):
    draw.polygon(
        [(900, 600), (960, 600), (1250, 760), (820, 1000), (120, 1000), (1020, 760)], fill=WATER
    )
    for y in (690, 800, 900):
        draw.line((700, y, 900, y), fill="#8fb5c2", width=6)


def _poplars(draw, chance):
    for x in range(140, 1600, 170):
        height = chance.randint(330, 420)
        draw.rectangle((x - 6, 640, x + 6, 780), fill=WOOD)
        draw.ellipse((x - 48, 740 - height, x + 48, 740), fill=chance.choice(GREENS[:3]))


def _village(draw, chance):
    for x in range(420, 1160, 120):
        draw.rectangle((x, 600, x + 104, 700), fill="#ead9c3")
        draw.polygon([(x - 10, 600), (x + 52, 540), (x + 114, 600)], fill=BRICK)
    draw.rectangle((760, 380, 830, 700), fill="#d9c4a8")
    draw.polygon([(750, 380), (795, 230), (840, 380)], fill=WOOD)


def _garden(draw, chance):
    for row in range(5):
        y = 690 + row * 65
        for x in range(60 + row * 20, 1600, 120):
            size = 16 + row * 6
            draw.ellipse(
                (x - size, y - size, x + size, y + size),
                fill=chance.choice(["#c8553d", "#e3b04b", "#f0e6d2", "#86a96f"]),
            )


def _workshop(draw, chance):
    for x in range(300, 1300, 250):
        draw.polygon([(x, 560), (x, 430), (x + 250, 560)], fill=BRICK)
    draw.rectangle((300, 560, 1300, 760), fill="#ead9c3")
    for x in range(350, 1250, 150):
        draw.rectangle((x, 610, x + 90, 690), fill=WATER)


_PAINTERS = {
    "polder": _polder,
    "river": _river,
    "poplars": _poplars,
    "village": _village,
    "garden": _garden,
    "workshop": _workshop,
}
