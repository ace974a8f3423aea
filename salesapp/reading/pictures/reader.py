"""The engine: lines and codes of one picture, turned upright. Only the reading process loads it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr
import zxingcpp
from PIL import Image, ImageFile

from salesapp.reading.pictures import rules
from salesapp.reading.pictures.rules import Code, Line, Reading

EDGE = 1600  # pixels of the longer side that are read; more costs time and finds nothing
SMALL_EDGE = 1000  # a small picture is read larger
SURE = 0.85  # how sure a picture is that stands upright
TALL = 1.6
SAMPLES, SAMPLE_SURE = 3, 0.8  # lines that tell which way is up
LEAST_SLANT, MOST_SLANT = 0.6, 20.0  # degrees that are set straight
Found = tuple[Any, str, float]  # corners, text, how sure
QR: Any = zxingcpp.BarcodeFormat.QRCode
MODELS = Path(rapidocr.__file__).parent / "models"


class Reader:
    """What a warm process keeps: the models, loaded from the installed package and from nowhere else."""

    def __init__(self, threads: int = 1) -> None:
        missing = [name for name in MODEL_FILES.values() if not (MODELS / name).is_file()]
        if missing:
            raise FileNotFoundError(f"the reading package carries no {', '.join(missing)}")
        self.engine: Any = rapidocr.RapidOCR(
            params={
                **{f"{part}.model_path": str(MODELS / name) for part, name in MODEL_FILES.items()},
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.text_score": 0.3,
                "Global.max_side_len": EDGE,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read(self, content: bytes) -> tuple[Reading, bytes]:
        """Return what stands on a picture, and the picture set straight, or nothing where it stands straight already."""
        image = _opened(content)
        factor = _factor(image)
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=way) if factor != 1 else image
        lines = self._lines(small)
        turns = 0
        if _sureness(lines) < SURE and lines:
            lines, turns = self._upright(small, lines)
        straight = np.ascontiguousarray(np.rot90(image, turns)) if turns else image
        boxes = [box / factor for box, _text, _score in lines]
        angle = _slant(boxes)
        if LEAST_SLANT <= abs(angle) <= MOST_SLANT:
            straight, matrix = _rotated(straight, angle)
            boxes = [box @ matrix[:, :2].T + matrix[:, 2] for box in boxes]
        height, width = straight.shape[:2]
        read = [_line(box, text, score) for box, (_box, text, score) in zip(boxes, lines, strict=True)]
        if straight is image:
            return Reading(tuple(read), _codes(straight), width, height), b""
        _done, kept = cv2.imencode(".jpg", straight, [cv2.IMWRITE_JPEG_QUALITY, 88])
        return Reading(tuple(read), _codes(straight), width, height), bytes(kept)

    def _upright(self, image: Any, lines: list[Found]) -> tuple[list[Found], int]:
        """Return the surest reading of a picture that is turned, or is written in columns: a few lines tell which."""
        tall = [found for found in lines if _is_tall(found[0])]
        columns = len(tall) * 2 > len(lines)
        samples = sorted(lines, key=lambda found: -float(np.ptp(found[0], axis=0).max()))[:SAMPLES]
        crops = [_crop(image, box) for box, _text, _score in samples]
        ways = {
            turns: self._how_sure([np.rot90(crop, turns) for crop in crops])
            for turns in ((1, 3) if columns else (0, 2))
        }
        turns = max(ways, key=lambda way: ways[way])
        best = (_sureness(lines), lines, 0)
        if turns and ways[turns] > SAMPLE_SURE:
            found = self._lines(np.ascontiguousarray(np.rot90(image, turns)))
            best = max(best, (_sureness(found), found, turns), key=lambda one: one[0])
        elif columns:
            apart = [self._column(image, found) if _is_tall(found[0]) else found for found in lines]
            best = max(best, (_sureness(apart), apart, 0), key=lambda one: one[0])
        return best[1], best[2]

    def _how_sure(self, crops: list[Any]) -> float:
        found = [
            self.engine(np.ascontiguousarray(crop), use_det=False, use_cls=False, use_rec=True)
            for crop in crops
        ]
        return (
            float(np.mean([float(one.scores[0]) if one.scores else 0.0 for one in found])) if found else 0.0
        )

    def _lines(self, image: Any) -> list[Found]:
        found = self.engine(image, use_det=True, use_cls=False, use_rec=True)
        if found.txts is None or found.boxes is None:
            return []
        together = zip(found.boxes, found.txts, found.scores, strict=True)
        return [
            (np.asarray(box, dtype=float), text, float(score))
            for box, text, score in together
            if text.strip()
        ]

    def _column(self, image: Any, line: Found) -> Found:
        """Read a column sign by sign: its signs are laid side by side, as the engine knows them."""
        strip = _crop(image, line[0])
        signs = _cells(strip)
        if not signs:
            return line
        side = max(max(sign.shape[:2]) for sign in signs) + 6
        row = np.full((side, side * len(signs), 3), int(np.median(strip)), np.uint8)
        for n, sign in enumerate(signs):
            high, wide = sign.shape[:2]
            y, x = (side - high) // 2, n * side + (side - wide) // 2
            row[y : y + high, x : x + wide] = sign
        found = self.engine(row, use_det=False, use_cls=False, use_rec=True)
        return (line[0], found.txts[0], float(found.scores[0])) if found.txts else line


MODEL_FILES = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}


def _opened(content: bytes) -> Any:
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
        return cv2.cvtColor(np.asarray(image.convert("RGB")), cv2.COLOR_RGB2BGR)


def _factor(image: Any) -> float:
    longer = max(image.shape[:2])
    return EDGE / longer if longer > EDGE else min(2.0, SMALL_EDGE / longer) if longer < SMALL_EDGE else 1.0


def _sureness(lines: list[Found]) -> float:
    signs = sum(len(text) for _box, text, _score in lines)
    return sum(score * len(text) for _box, text, score in lines) / signs if signs else 0.0


def _is_tall(box: Any) -> bool:
    width, height = np.ptp(box, axis=0)
    return bool(height > TALL * width)


def _crop(image: Any, box: Any) -> Any:
    left, top = np.maximum(box.min(axis=0).astype(int), 0)
    right, bottom = box.max(axis=0).astype(int) + 1
    return image[top:bottom, left:right]


def _slant(boxes: list[Any]) -> float:
    """Return by how many degrees the lines sink to the right: the middle of the long ones."""
    long = [box for box in boxes if not _is_tall(box) and np.ptp(box[:, 0]) > 4 * np.ptp(box[[0, 3], 1])]
    angles = [np.degrees(np.arctan2(box[1, 1] - box[0, 1], box[1, 0] - box[0, 0])) for box in long]
    return float(np.median(angles)) if len(angles) > 1 else 0.0


def _rotated(image: Any, angle: float) -> tuple[Any, Any]:
    """Return a picture turned by some degrees, nothing of it cut off, and how its points moved."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = int(height * sin + width * cos), int(height * cos + width * sin)
    matrix[:, 2] += (wide - width) / 2, (high - height) / 2
    return cv2.warpAffine(
        image, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    ), matrix


def _line(box: Any, text: str, score: float) -> Line:
    """Return a line with the upright box around it, as high as its signs."""
    left, top = (float(v) for v in box.min(axis=0))
    right, bottom = (float(v) for v in box.max(axis=0))
    if not _is_tall(box):
        height = float(np.hypot(*(box[3] - box[0])))
        middle = float(box[:, 1].mean())
        top, bottom = middle - height / 2, middle + height / 2
    return Line(
        text, round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1), round(score, 3)
    )


def _cells(strip: Any) -> list[Any]:
    """Return the signs of a column from top to bottom: parted where no ink is, two near halves of a sign kept together."""
    grey = cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY)
    _limit, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if np.mean(ink) > 127:
        ink = 255 - ink
    rows = np.flatnonzero(ink.max(axis=1))
    if not len(rows):
        return []
    wide = strip.shape[1]
    runs: list[list[int]] = []
    for y in rows:
        if runs and y - runs[-1][1] <= 1:
            runs[-1][1] = int(y)
        else:
            runs.append([int(y), int(y)])
    signs: list[list[int]] = []
    for run in runs:
        if signs and run[1] - signs[-1][0] <= 0.92 * wide:
            signs[-1][1] = run[1]
        else:
            signs.append(run)
    return [strip[max(0, begin - 1) : end + 2] for begin, end in signs]


def _codes(image: Any) -> tuple[Code, ...]:
    found = []
    for code in zxingcpp.read_barcodes(image, formats=QR):
        place = code.position
        corners = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
        xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
        text = rules.decoded(bytes(code.bytes)) or code.text
        found.append(Code(text, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return tuple(found)
