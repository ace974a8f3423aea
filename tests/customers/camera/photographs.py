"""Photographs as a phone takes them: a drawn card held askew on a table, twelve megapixels, light from a side, noise, JPEG."""

from __future__ import annotations

import io
import random
from typing import Any

from PIL import Image

WIDE, HIGH = 4000, 3000  # 12 megapixels
#: How a phone says that it was held otherwise, and the turn that its pixels then have.
TURNS = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def taken(picture: Image.Image, seed: int) -> bytes:
    """Return the JPEG that a phone makes of a card, another for each seed; the same seed gives the same bytes."""
    chance = random.Random(seed)
    pixels = _noisy(_lit(_seen(picture, chance), chance), seed)
    photo, turn = Image.fromarray(pixels), list(TURNS)[seed % len(TURNS)]
    if TURNS[turn] is not None:
        photo = photo.transpose(TURNS[turn])
    marks = Image.Exif()
    marks[ORIENTATION], marks[MAKE] = turn, "Some phone"
    marks.get_ifd(GPS).update({1: "N", 2: (31.0, 18.0, 0.0), 3: "E", 4: (120.0, 35.0, 0.0)})
    kept = io.BytesIO()
    photo.save(kept, "JPEG", quality=chance.choice((62, 70, 78)), exif=marks)
    return kept.getvalue()


def _seen(picture: Image.Image, chance: random.Random) -> Any:
    """Lay the card on a table and look at it from a corner: its far side is shorter, and it stands askew."""
    import cv2
    import numpy as np

    card = np.asarray(picture.convert("RGB"))
    high, wide = card.shape[:2]
    scale = min(WIDE * 0.72 / wide, HIGH * 0.72 / high)
    half_w, half_h = wide * scale / 2, high * scale / 2
    askew = np.deg2rad(chance.uniform(-6, 6))
    turn = np.array([[np.cos(askew), -np.sin(askew)], [np.sin(askew), np.cos(askew)]])
    corners = np.array([[-half_w, -half_h], [half_w, -half_h], [half_w, half_h], [-half_w, half_h]]) @ turn.T
    shrunk = 1 - chance.uniform(0.03, 0.12)
    far = [chance.choice(((0, 1), (2, 3), (0, 3), (1, 2)))]
    for corner in far[0]:
        corners[corner] *= shrunk
    corners += (WIDE / 2 + chance.uniform(-150, 150), HIGH / 2 + chance.uniform(-100, 100))
    frame = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype="float32")
    lens = cv2.getPerspectiveTransform(frame, corners.astype("float32"))
    grain = np.random.default_rng(chance.randrange(10**6)).normal(0, 9, (HIGH // 8, WIDE // 8, 1))
    wood = np.array([138, 120, 98]) + np.repeat(np.repeat(grain, 8, axis=0), 8, axis=1)
    table = np.clip(wood, 0, 255).astype("uint8")
    size = (WIDE, HIGH)
    shown = cv2.warpPerspective(card, lens, size, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((high, wide), 255, "uint8"), lens, size)[..., None] > 127
    return cv2.GaussianBlur(np.where(mask, shown, table), (0, 0), chance.uniform(1.2, 2.6))


def _lit(pixels: Any, chance: random.Random) -> Any:
    """Let light come from one side, warm or cold, with the shadow of a hand at the other."""
    import numpy as np

    across = np.linspace(chance.uniform(0.62, 0.8), 1.0, WIDE)
    down = np.linspace(1.0, chance.uniform(0.75, 0.95), HIGH)
    light = down[:, None] * (across if chance.random() < 0.5 else across[::-1])[None, :]
    tint = np.array(chance.choice(((1.0, 0.96, 0.88), (0.92, 0.97, 1.0), (1.0, 1.0, 1.0))))
    return pixels * light[..., None] * tint


def _noisy(pixels: Any, seed: int) -> Any:
    """Add what a small sensor adds in a room."""
    import numpy as np

    noise = np.random.default_rng(seed).normal(0, 7, (HIGH, WIDE, 1))
    return np.clip(pixels + noise, 0, 255).astype("uint8")
