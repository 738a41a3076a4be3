"""Reads the facts folder (`--facts DIR`): plain CSV files, UTF-8, empty = not found."""

import csv
import re
import unicodedata
from pathlib import Path

from shapely.geometry import LineString, Point


def table(folder, name):
    """The rows of one CSV file as dictionaries of NFC text."""
    with open(Path(folder) / name, encoding="utf-8", newline="") as handle:
        return [{k: unicodedata.normalize("NFC", v or "") for k, v in row.items()} for row in csv.DictReader(handle)]


def urls(cell):
    """The addresses of a `source_url` cell."""
    return [u.strip() for u in cell.split(" | ") if u.strip()]


def number(cell):
    """A number, or None when the cell is empty."""
    if not cell:
        return None
    value = float(cell)
    return int(value) if value == int(value) else value


def point(row):
    """The point of a row in WGS 84, or None."""
    if not row.get("lat"):
        return None
    return Point(float(row["lon"]), float(row["lat"]))


def waypoints(row):
    """The line of a transport row in WGS 84, its vertices untouched, or None."""
    pairs = [tuple(float(v) for v in p.split()) for p in row["waypoints"].split(";") if p.strip()]
    return LineString(pairs) if len(pairs) > 1 else None


def slug(text):
    """`Xã Điềm Thuỵ` -> `xa-diem-thuy`."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def plain(text):
    """Vietnamese text without diacritics, case kept (for English names)."""
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def name(vi, en=None):
    """The shared `name` shape."""
    return {"vi": vi, "en": en or vi}
