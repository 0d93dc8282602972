"""Writes small pictures of every kind of PNG and JPEG, and what Pillow sees in them.

    python Reference/images.py Tests/ImagesTests/Golden

Each picture is asymmetric, so that a turned, mirrored or shifted one is told apart. PNG files are
written here, for Pillow cannot write all kinds; JPEG files are Pillow's. `pictures.json` has each
picture's grey and RGB bytes, in base64. Of 16 bits a sample Pillow keeps the upper 8, so there the
expected bytes come from the samples themselves, rounded; for all others they are Pillow's, which
has to agree with the samples.
"""

import base64
import io
import json
import platform
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import PIL
from PIL import Image, ImageOps, features

WIDTH, HEIGHT = 13, 7
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
SAMPLES = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}
NAMES = {GREY: "grey", RGB: "rgb", PALETTE: "palette", GREY_ALPHA: "grey_alpha", RGBA: "rgba"}
DEPTHS = {GREY: (1, 2, 4, 8, 16), RGB: (8, 16), PALETTE: (1, 2, 4, 8), GREY_ALPHA: (8, 16), RGBA: (8, 16)}
# Adam7: first column and row, and the distances to the next.
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]

random = np.random.Generator(np.random.PCG64(20260101))


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def packed(row, depth):
    """A row's samples as bytes, the first in the highest bits."""
    row = row.reshape(-1)
    if depth == 16:
        return row.astype(">u2").tobytes()
    bits = (row[:, None] >> np.arange(depth)[::-1]) & 1
    return np.packbits(bits.reshape(-1).astype(np.uint8)).tobytes()


def filtered(rows, distance):
    """Rows under each of the five filters in turn."""
    out, above = b"", bytes(len(rows[0]))
    for index, row in enumerate(rows):
        kind = index % 5
        out += bytes([kind])
        for place, value in enumerate(row):
            left = row[place - distance] if place >= distance else 0
            corner = above[place - distance] if place >= distance else 0
            up = above[place]
            estimate = left + up - corner
            paeth = min((left, up, corner), key=lambda c: abs(estimate - c))
            out += bytes([(value - [0, left, up, (left + up) // 2, paeth][kind]) & 255])
        above = row
    return out


def png(samples, color, depth, interlaced=False, before=(), transparency=None, palette=None):
    distance = max(1, SAMPLES[color] * depth // 8)
    parts = [samples[y::dy, x::dx] for x, y, dx, dy in PASSES] if interlaced else [samples]
    data = b"".join(filtered([packed(row, depth) for row in part], distance) for part in parts if part.size)
    header = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], depth, color, 0, 0, interlaced)
    compressed = zlib.compress(data, 9)
    half = len(compressed) // 2
    chunks = [chunk(b"IHDR", header), *before]
    if palette is not None:
        chunks.append(chunk(b"PLTE", palette.astype(np.uint8).tobytes()))
    if transparency is not None:
        chunks.append(chunk(b"tRNS", transparency))
    # In two chunks, which are one stream.
    chunks += [chunk(b"IDAT", compressed[:half]), chunk(b"IDAT", compressed[half:]), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def composed(colors, opacity):
    """8-bit colours over white paper."""
    colors, opacity = colors.astype(int), opacity.astype(int)[..., None]
    return 255 - ((255 - colors) * opacity + 127) // 255


def luma(rgb):
    return (rgb.astype(int) @ np.array([19595, 38470, 7471]) + 32768) >> 16


def meant(samples, color, depth, transparency, palette):
    """RGB bytes by the definition of the format."""
    most = 2**depth - 1
    if color == PALETTE:
        colors, opacity = palette[samples[..., 0]], np.full(samples.shape[:2], 255)
        if transparency is not None:
            table = np.full(len(palette), 255)
            table[: len(transparency)] = list(transparency)
            opacity = table[samples[..., 0]]
        return composed(colors, opacity)
    eight = (samples.astype(int) * 510 + most) // (2 * most)
    has_alpha = color in (GREY_ALPHA, RGBA)
    colors = eight[..., :-1] if has_alpha else eight
    opacity = eight[..., -1] if has_alpha else np.full(samples.shape[:2], 255)
    if transparency is not None:
        key = np.frombuffer(transparency, ">u2")
        opacity = np.where((samples == key).all(-1), 0, 255)
    return composed(np.broadcast_to(colors, colors.shape[:2] + (3,)), opacity)


def seen(data):
    """RGB bytes as Pillow decodes them, over white paper."""
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return np.asarray(Image.alpha_composite(white, image).convert("RGB")).astype(int)


class Goldens:
    def __init__(self, folder):
        self.folder, self.pictures = folder, []

    def add(self, name, data, grey, rgb):
        (self.folder / name).write_bytes(data)
        grey, rgb = np.asarray(grey).astype(np.uint8), np.asarray(rgb).astype(np.uint8)
        self.pictures.append({
            "file": name, "width": grey.shape[1], "height": grey.shape[0],
            "grey": base64.b64encode(grey.tobytes()).decode(), "rgb": base64.b64encode(rgb.tobytes()).decode(),
        })

    def add_png(self, name, samples, color, depth, transparency=None, palette=None, **options):
        data = png(samples, color, depth, transparency=transparency, palette=palette, **options)
        rgb = meant(samples, color, depth, transparency, palette)
        if depth < 16:
            pillow = seen(data)
            turned = rgb if pillow.shape == rgb.shape else np.rot90(rgb, -1)
            assert np.abs(pillow - turned).max() <= 1, name
            rgb = pillow
        self.add(name + ".png", data, luma(rgb), rgb)

    def add_jpeg(self, name, data):
        rgb = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB"))
        image = Image.open(io.BytesIO(data))
        # JPEG's own luma, not one made of colours that were rounded and clipped.
        image.draft("L", image.size)
        self.add(name + ".jpg", data, np.asarray(ImageOps.exif_transpose(image).convert("L")), rgb)


def samples_of(color, depth):
    """Noise and a gradient, so that every filter and every bit has its say."""
    shape = (HEIGHT, WIDTH, SAMPLES[color])
    noise = random.integers(0, 2**depth, shape)
    ramp = np.linspace(0, 2**depth - 1, HEIGHT * WIDTH).astype(int).reshape(HEIGHT, WIDTH, 1)
    samples = np.where(random.random(shape) < 0.5, noise, ramp)
    if color in (GREY_ALPHA, RGBA):
        samples[0, :3, -1] = (0, 2**depth - 1, 2 ** (depth - 1))
    return samples


def palette_of(depth):
    return random.integers(0, 256, (2**depth, 3))


def key(pixel):
    return struct.pack(f">{len(pixel)}H", *pixel)


def add_pngs(goldens):
    for color, depths in DEPTHS.items():
        for depth in depths:
            for interlaced in (False, True):
                palette = palette_of(depth) if color == PALETTE else None
                name = f"{NAMES[color]}_{depth}" + ("_interlaced" if interlaced else "")
                goldens.add_png(name, samples_of(color, depth), color, depth, palette=palette, interlaced=interlaced)

    for color, depth in ((GREY, 1), (GREY, 2), (GREY, 4), (GREY, 8), (GREY, 16), (RGB, 8), (RGB, 16)):
        samples = samples_of(color, depth)
        transparent = samples[3, 5].copy()
        samples[1, 1:4] = transparent
        if depth == 16:
            # Only the lower byte differs: not transparent.
            samples[1, 2, 0] ^= 1
        goldens.add_png(f"{NAMES[color]}_{depth}_transparent", samples, color, depth, transparency=key(transparent))
    for depth in (1, 2, 4, 8):
        # Fewer opacities than colours: the others are opaque.
        opacities = bytes(random.integers(0, 256, 2**depth - 1).astype(np.uint8))
        goldens.add_png(f"palette_{depth}_transparent", samples_of(PALETTE, depth), PALETTE, depth,
                        transparency=opacities, palette=palette_of(depth))

    aside = [chunk(b"gAMA", struct.pack(">I", 100000)), chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"aside" * 99)),
             chunk(b"pHYs", struct.pack(">IIB", 2835, 2835, 1))]
    goldens.add_png("grey_8_aside", samples_of(GREY, 8), GREY, 8, before=aside)
    goldens.add_png("rgb_8_turned", samples_of(RGB, 8), RGB, 8, before=[chunk(b"eXIf", tiff(6, ">"))])
    one = np.array([[[137]]])
    goldens.add_png("grey_8_single", one, GREY, 8)


def tiff(orientation, order):
    """EXIF's frame with two entries, of which the second is the orientation."""
    mark = b"II" if order == "<" else b"MM"
    entries = struct.pack(order + "HHIHH", 0x0100, 3, 1, 99, 0) + struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(order + "HIH", 42, 8, 2) + entries + struct.pack(order + "I", 0)


def smooth(width, height):
    """A picture that JPEG keeps well: colours that change slowly, and dark strokes."""
    y, x = np.mgrid[0:height, 0:width] / max(width, height)
    rgb = np.stack([255 * x, 255 * (1 - y), 128 + 127 * np.sin(5 * x + 3 * y)], -1)
    rgb[height // 3, : width // 2] = 20
    return Image.fromarray(rgb.clip(0, 255).astype(np.uint8))


def jpeg(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90, **options)
    return file.getvalue()


def add_jpegs(goldens):
    small, large = smooth(WIDTH, HEIGHT), smooth(45, 37)
    for coding in ("baseline", "progressive"):
        progressive = coding == "progressive"
        goldens.add_jpeg(f"grey_{coding}", jpeg(small.convert("L"), progressive=progressive))
        for subsampling in ("4:4:4", "4:2:2", "4:2:0", "4:1:1"):
            name = f"color_{coding}_{subsampling.replace(':', '')}"
            goldens.add_jpeg(name, jpeg(large, progressive=progressive, subsampling=subsampling))
    goldens.add_jpeg("rgb_baseline", jpeg(small, keep_rgb=True))
    goldens.add_jpeg("grey_restarts", jpeg(large.convert("L"), restart_marker_rows=1))
    goldens.add_jpeg("grey_single", jpeg(small.convert("L").crop((0, 0, 1, 1))))
    for orientation in range(1, 9):
        for order, name in (("<", "little"), (">", "big")):
            exif = b"Exif\0\0" + tiff(orientation, order)
            goldens.add_jpeg(f"turned_{orientation}_{name}", jpeg(small.convert("L"), exif=exif))


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    goldens = Goldens(folder)
    add_pngs(goldens)
    add_jpegs(goldens)
    (folder / "cmyk.jpg").write_bytes(jpeg(smooth(WIDTH, HEIGHT).convert("CMYK")))

    versions = {"pillow": PIL.__version__, "numpy": np.__version__, "python": platform.python_version(),
                "libjpeg_turbo": features.version("libjpeg_turbo")}
    lines = ",\n".join("    " + json.dumps(picture) for picture in goldens.pictures)
    text = f'{{\n  "versions": {json.dumps(versions)},\n  "pictures": [\n{lines}\n  ]\n}}\n'
    (folder / "pictures.json").write_text(text)
    print(f"{len(goldens.pictures)} pictures in {folder}")


main()
