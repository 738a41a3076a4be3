"""Collects rows and writes them as a native bundle (docs/bundle.md)."""

import hashlib
import json
import unicodedata
from pathlib import Path

import geo

FILES = {
    "agency": "agencies.json", "admin_unit": "admin-units.geojson", "place": "places.geojson", "zone": "zones.geojson",
    "zone_part": "zone-parts.geojson", "lot": "lots.geojson", "lease": "leases.json",
    "clearance_area": "clearance-areas.geojson", "bottleneck": "bottlenecks.json", "commitment": "commitments.json",
    "gate": "gates.geojson", "internal_road": "internal-roads.geojson",
    "road_section": "road-sections.json", "road_link": "road-links.geojson",
    "connection_point": "connection-points.geojson", "km_post": "km-posts.geojson", "transport_node": "transport-nodes.geojson",
    "resettlement_site": "resettlement-sites.geojson", "material_zone": "material-zones.geojson", "constraint": "constraints.geojson",
}
# Keys in the order of docs/bundle.md, by kind, then by nested shape.
ORDER = {
    "agency": "name kind level successor source",
    "admin_unit": "name level code parent successors crs claims",
    "place": "name class rank admin_unit",
    "zone": "kind name location_accuracy commune former_communes former_district sectors note claims sources data_class",
    "zone_part": "zone label status geometry_accuracy crs decisions developers term claims data_class",
    "lot": "zone_part label geometry_accuracy declared_area_ha land_use sectors price opens_onto parcels predecessors confirmed_on"
           " tenure decision mortgaged disputed servicing marketing occupation source data_class",
    "lease": "zone_part lots status signed start end payment tenant tenant_public source data_class",
    "clearance_area": "zone_part label stage area_ha households organisations document geometry_accuracy regime area_by_land_code claims"
                      " total remaining approved_bn_vnd funded_bn_vnd paid_bn_vnd source data_class",
    "bottleneck": "zone_part clearance_area category subject owner opened due closed source data_class",
    "commitment": "zone_part clearance_areas subject stage area_ha promised_by document due met_on source data_class",
    "gate": "zone_part label geometry_accuracy status connection source data_class",
    "internal_road": "zone_part label geometry_accuracy status width_m leads_to source data_class",
    "road_section": "ref name class ring present_grade planned_grade lanes median urban design_speed_kmh terrain start_chainage_m beside"
                    " agency status claims sources data_class",
    "road_link": "section from_node to_node geometry_accuracy one_way speed_kmh max_weight_t max_axle_t max_height_m trucks structure opens_on"
                 " data_class",
    "connection_point": "section label chainage_m chainage_basis side branch_type zone_part geometry_accuracy removal_due"
                        " permit_state documents expires_on approval_regime source data_class",
    "km_post": "section chainage_m geometry_accuracy source data_class",
    "transport_node": "class name status geometry_accuracy sources data_class",
    "resettlement_site": "name kind location_accuracy geometry_accuracy serves claims sources needed ready allocated source data_class",
    "material_zone": "name commodity kind location_accuracy geometry_accuracy commune claims sources",
    "constraint": "class name geometry_accuracy status sources data_class",
}
NESTED = "figure value as_of accuracy vi en kind title url number date subject start end name source note".split()
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
        tail = {"state": "ended"} if body is None else {"v": 1, **_canonical(body, ORDER[kind].split())}
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
        manifest = {"format": "kcn-atlas-bundle", "version": 1, "name": NAME, "extent": EXTENT, "revisions": [REVISION], "files": dict(sorted(listing.items()))}
        (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return listing


def _canonical(body, order):
    """The body as a dump would write it: keys in order, empty lists and the default class left out."""
    unknown = set(body) - set(order)
    if unknown:
        raise SystemExit(f"keys outside the contract: {unknown}")
    kept = {k: _nested(body[k]) for k in order if k in body and body[k] not in ([], None)}
    if kept.get("data_class") == "fact":
        del kept["data_class"]
    return kept


def _nested(value):
    if isinstance(value, list):
        return [_nested(v) for v in value]
    if isinstance(value, dict):
        return {k: _nested(value[k]) for k in sorted(value, key=NESTED.index)}
    return _whole(value)


def _whole(value):
    return int(value) if isinstance(value, float) and value == int(value) else value


def _collection(rows):
    lines = [_line(record, *rows[record, part, since]) for record, part, since in sorted(rows)]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    return unicodedata.normalize("NFC", text).encode("utf-8")


def _line(record, geometry, properties):
    feature = {"type": "Feature", "id": record, "geometry": geometry, "properties": properties}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
