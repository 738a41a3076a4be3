"""Collects rows and writes them as a native bundle (docs/bundle.md)."""

import hashlib
import json
import unicodedata
from pathlib import Path

import geo

FILES = {
    "agency": "agencies.json", "admin_unit": "admin-units.geojson", "place": "places.geojson", "zone": "zones.geojson",
    "zone_part": "zone-parts.geojson", "lot": "lots.geojson", "lease": "leases.json",
    "clearance_area": "clearance-areas.geojson", "gate": "gates.geojson", "internal_road": "internal-roads.geojson",
    "road_section": "road-sections.json", "road_link": "road-links.geojson", "transport_node": "transport-nodes.geojson",
    "material_zone": "material-zones.geojson", "constraint": "constraints.geojson",
}
EXTENT = [105.45, 21.30, 106.27, 22.06]
NAME = {"vi": "Tỉnh Thái Nguyên (dữ liệu mẫu)", "en": "Thái Nguyên province (sample)"}
REVISION = {"number": 1, "recorded_at": "2026-11-24T00:00:00Z", "author": "sample",
            "note": "Dữ liệu mẫu: số liệu có nguồn, hình vẽ sơ đồ và phần minh hoạ"}


class Bundle:
    """All rows of the province, by kind."""

    def __init__(self):
        self.rows = {kind: {} for kind in FILES}

    def add(self, kind, record, since, body, geometry=None, part="core"):
        """A body (or the end of a record when `body` is None). Geometry in WGS 84."""
        key = (record, part, since)
        if key in self.rows[kind]:
            raise SystemExit(f"{kind} {key} written twice")
        head = {"part": part, "valid_from": since, "revision": 1}
        tail = {"state": "ended"} if body is None else {"v": 1, **body}
        self.rows[kind][key] = (geo.mapping(geometry) if geometry is not None else None, {**head, **tail})

    def write(self, folder):
        """Writes every file that has rows, and the manifest."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        listing = {}
        for kind, name in FILES.items():
            if self.rows[kind]:
                data = _collection(self.rows[kind])
                (folder / name).write_bytes(data)
                listing[name] = {"rows": len(self.rows[kind]), "sha256": hashlib.sha256(data).hexdigest()}
        manifest = {"format": "kcn-atlas-bundle", "version": 1, "name": NAME, "extent": EXTENT, "revisions": [REVISION], "files": listing}
        (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return listing


def _collection(rows):
    lines = [_line(record, *rows[record, part, since]) for record, part, since in sorted(rows)]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    return unicodedata.normalize("NFC", text).encode("utf-8")


def _line(record, geometry, properties):
    feature = {"type": "Feature", "id": record, "geometry": geometry, "properties": properties}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
