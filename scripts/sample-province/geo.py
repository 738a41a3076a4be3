"""Metric frame of the province and the few geometry helpers everything shares.

All shapes are built and measured in VN-2000 / TM-3 zone 106-30 (EPSG:9213)
and written in WGS 84 with seven decimals (about one centimetre).
"""

import math

from pyproj import Transformer
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.ops import transform

CRS = "EPSG:9213"
DECIMALS = 7

_TO_METRIC = Transformer.from_crs("EPSG:4326", CRS, always_xy=True)
_TO_LONLAT = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)


def to_metric(geometry):
    """A WGS 84 geometry in EPSG:9213 metres."""
    return transform(_TO_METRIC.transform, geometry)


def to_lonlat(geometry):
    """A metric geometry in WGS 84, rounded to the bundle's decimals."""
    return transform(lambda x, y: _rounded(*_TO_LONLAT.transform(x, y)), geometry)


def _rounded(lon, lat):
    if hasattr(lon, "__iter__"):
        return ([round(v, DECIMALS) for v in lon], [round(v, DECIMALS) for v in lat])
    return round(lon, DECIMALS), round(lat, DECIMALS)


def metric_point(lon, lat):
    """A metric point from degrees."""
    return Point(_TO_METRIC.transform(lon, lat))


def settled(geometry):
    """The metric geometry as it will be read back from the bundle."""
    return to_metric(to_lonlat(geometry))


def hectares(geometry):
    """Area in hectares of a metric geometry."""
    return geometry.area / 10_000.0


def polygons(geometry):
    """The polygons of any geometry, largest first."""
    if geometry.is_empty:
        return []
    if isinstance(geometry, Polygon):
        return [geometry]
    found = [g for g in getattr(geometry, "geoms", []) if isinstance(g, Polygon)]
    return sorted(found, key=lambda g: -g.area)


def lines(geometry):
    """The line strings of any geometry, longest first."""
    if geometry.is_empty:
        return []
    if isinstance(geometry, LineString):
        return [geometry]
    found = [g for g in getattr(geometry, "geoms", []) if isinstance(g, LineString)]
    return sorted(found, key=lambda g: -g.length)


def one_or_multi(pieces):
    """A Polygon when there is one piece, a MultiPolygon otherwise."""
    return pieces[0] if len(pieces) == 1 else MultiPolygon(pieces)


def angle_of(a, b):
    """Direction of the segment a-b in radians, folded to (-pi/2, pi/2]."""
    angle = math.atan2(b[1] - a[1], b[0] - a[0])
    if angle <= -math.pi / 2:
        angle += math.pi
    if angle > math.pi / 2:
        angle -= math.pi
    return angle


def nearest_direction(line, point):
    """Direction of the segment of `line` nearest to `point`."""
    coords = list(line.coords)
    segments = [(LineString(pair).distance(point), pair) for pair in zip(coords, coords[1:])]
    return angle_of(*min(segments, key=lambda item: item[0])[1])


def mapping(geometry):
    """GeoJSON of a WGS 84 geometry, rings counter-clockwise, rounded."""
    kind = geometry.geom_type
    if kind == "Point":
        return {"type": kind, "coordinates": _pair(geometry.coords[0])}
    if kind == "LineString":
        return {"type": kind, "coordinates": [_pair(c) for c in geometry.coords]}
    if kind == "Polygon":
        return {"type": kind, "coordinates": _rings(geometry)}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [_rings(g) for g in geometry.geoms]}
    raise ValueError(f"unexpected geometry {kind}")


def _rings(polygon):
    outer = polygon.exterior if polygon.exterior.is_ccw else polygon.exterior.reverse()
    inner = [r.reverse() if r.is_ccw else r for r in polygon.interiors]
    return [[_pair(c) for c in ring.coords] for ring in [outer, *inner]]


def _pair(coordinate):
    return [_short(coordinate[0]), _short(coordinate[1])]


def _short(degrees):
    """Seven decimals, whole degrees without a point."""
    value = round(degrees, DECIMALS)
    return int(value) if value == int(value) else value
