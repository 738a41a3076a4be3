"""Builds the sample province bundle.

    python build.py [--facts DIR] [--out DIR]

Deterministic: the same facts give the same bytes.
"""

import argparse
from functools import partial
from pathlib import Path

from shapely.geometry import Point

import admin
import bottlenecks
import bundle as bundles
import clearance
import commitments
import connections
import estates
import facts
import geo
import histories
import materials
import network
import outlines
import plans
import resettlement
import service_roads
import sites
import sources
import water
import zones

ROOT = Path(__file__).resolve().parents[2]
SOFT = {"railway", "river", "lake"}


def main():
    options = _options()
    sources.read_addresses(options.facts)
    admin.read_units(options.facts)
    out = bundles.Bundle()
    roads = network.Roads(options.facts)
    wet = [(kind, geo.to_metric(shape)) for _, kind, _, _, shape in water.bodies()]
    obstacles = roads.obstacles() + wet
    carved = outlines.carve(obstacles)
    placed = outlines.place_all(sites.all_sites(options.facts), carved, [g for c, g in obstacles if c not in SOFT])
    barriers = [g for c, g in obstacles if c in SOFT | {"expressway"}] + _planned(roads)
    estate = estates.build(placed, roads, barriers)
    estates.add_access_roads(estate, roads, lambda khu: plans.LIVES[khu.placed.id])
    service_roads.add(roads)
    admin.write(out, options.facts)
    zones.write(out, options.facts, _by_part(placed))
    materials.write(out, options.facts)
    _network(out, roads)
    connections.write(out, roads, _by_part(placed), lambda zone: _place(options.facts, zone), partial(_access_name, out))
    histories.write(out, estate)
    clearance.write_bare(out, placed)
    bottlenecks.write(out)
    commitments.write(out)
    resettlement.write(out, placed, carved)
    for file, entry in out.write(options.out).items():
        print(f"{file:28} {entry['rows']:6} rows")


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, default=ROOT / "../shared/domain/facts")
    parser.add_argument("--out", type=Path, default=ROOT / "data/thai-nguyen")
    return parser.parse_args()


def _by_part(placed):
    """Outlines of every part, its khu in order."""
    found = {}
    for place in sorted(placed, key=lambda p: p.id):
        found.setdefault(place.id.split("#")[0], []).append(place.outline)
    return found


def _place(folder, zone):
    """The point of a zone without an outline, in metres."""
    rows = facts.table(folder, "parks.csv") + facts.table(folder, "clusters.csv")
    return geo.to_metric(facts.point(next(r for r in rows if r["id"] == zone)))


def _planned(roads):
    """Lines of roads not yet open: an access road does not cross them."""
    return [geo.to_metric(network.LineString(roads.line[r["id"]])) for r in roads.rows
            if r["id"] in roads.line and r["status"] in ("planned", "proposed")]


def _network(out, roads):
    for record, since, body in network.section_rows(roads):
        if body is not None and isinstance(body["name"], tuple):
            body["name"] = _access_name(out, *body["name"])
        out.add("road_section", record, since, body)
    for record, since, line, body in network.link_rows(roads):
        out.add("road_link", record, since, body, line)
    for record, since, point, body in network.node_rows(roads):
        out.add("transport_node", record, since, body, Point(point))
    for record, since, line, body in network.rail_rows(roads):
        out.add("constraint", record, since, body, line)
    for record, kind, vi, en, shape in water.bodies():
        body = {"class": kind, "name": facts.name(vi, en), "geometry_accuracy": "schematic", "sources": [sources.GENERAL], "data_class": "schematic"}
        out.add("constraint", record, network.ORIGIN, body, shape)


def _access_name(out, part, khu, gate):
    """`Đường vào KCN Sông Công II, giai đoạn 2, khu 1, cổng 1`."""
    zone = _body(out, "zone", part.split(".")[0])["name"]
    label = _body(out, "zone_part", part)["label"]
    vi, en = [zone["vi"]], [zone["en"]]
    if not part.endswith(".toan-khu"):
        vi.append(label["vi"][0].lower() + label["vi"][1:])
        en.append(label["en"][0].lower() + label["en"][1:])
    if khu:
        vi.append(f"khu {khu}")
        en.append(f"khu {khu}")
    return facts.name(f"Đường vào {', '.join(vi)}, cổng {gate}", f"Access to {', '.join(en)}, gate {gate}")


def _body(out, kind, record):
    """The first body of a record."""
    return next(row[1] for (key, _, _), row in out.rows[kind].items() if key == record)


if __name__ == "__main__":
    main()
