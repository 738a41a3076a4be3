"""Rivers and the lake, drawn by hand as sketches.

The control points come from general knowledge of the province; a Catmull-Rom
curve through them only makes the sketch look like water. Nothing is traced.
"""

from shapely.affinity import scale
from shapely.geometry import LineString, Polygon

SONG_CAU = [
    (105.776, 21.900), (105.790, 21.872), (105.812, 21.850), (105.826, 21.822), (105.820, 21.795),
    (105.834, 21.768), (105.826, 21.742), (105.812, 21.722), (105.814, 21.700), (105.806, 21.682),
    (105.815, 21.664), (105.812, 21.648), (105.816, 21.632), (105.828, 21.620), (105.838, 21.605),
    (105.853, 21.598), (105.862, 21.585), (105.879, 21.577), (105.884, 21.561), (105.903, 21.553),
    (105.913, 21.538), (105.930, 21.526), (105.934, 21.508), (105.944, 21.495), (105.939, 21.482),
    (105.951, 21.472), (105.9545, 21.460), (105.949, 21.447), (105.957, 21.434), (105.953, 21.419),
    (105.962, 21.405), (105.951, 21.391), (105.941, 21.378), (105.931, 21.362), (105.935, 21.347),
    (105.930, 21.332), (105.938, 21.318),
]
SONG_CONG_UPPER = [
    (105.585, 21.745), (105.598, 21.727), (105.596, 21.712), (105.612, 21.698), (105.611, 21.684),
    (105.622, 21.670), (105.626, 21.655), (105.640, 21.643), (105.642, 21.628), (105.655, 21.616),
    (105.658, 21.604), (105.668, 21.596),
]
SONG_CONG_LOWER = [
    (105.7125, 21.5540), (105.728, 21.548), (105.733, 21.534), (105.747, 21.529), (105.762, 21.519),
    (105.768, 21.505), (105.786, 21.501), (105.802, 21.490), (105.803, 21.476), (105.818, 21.465),
    (105.832, 21.457), (105.836, 21.442), (105.850, 21.430), (105.845, 21.413), (105.854, 21.399),
    (105.848, 21.385), (105.857, 21.371), (105.853, 21.357), (105.861, 21.344), (105.867, 21.3335),
    (105.882, 21.329), (105.898, 21.3245), (105.915, 21.330), (105.930, 21.332),
]
HO_NUI_COC = [
    (105.657, 21.597), (105.668, 21.592), (105.679, 21.600), (105.690, 21.592), (105.703, 21.597),
    (105.712, 21.587), (105.705, 21.576), (105.7125, 21.565), (105.7135, 21.553), (105.703, 21.541),
    (105.690, 21.547), (105.683, 21.536), (105.671, 21.534), (105.667, 21.548), (105.655, 21.550),
    (105.659, 21.563), (105.648, 21.572), (105.656, 21.583),
]


def bodies():
    """Every water record: id, class, Vietnamese and English name, geometry."""
    cau = LineString(_curve(SONG_CAU, closed=False))
    upper = LineString(_curve(SONG_CONG_UPPER, closed=False))
    lower = LineString(_curve(SONG_CONG_LOWER, closed=False))
    lake = scale(Polygon(_curve(HO_NUI_COC, closed=True)), 0.86, 0.86, origin=HO_NUI_COC[12])
    return [
        ("song-cau", "river", "Sông Cầu", "Cầu River", cau),
        ("song-cong.thuong-nguon", "river", "Sông Công (thượng nguồn)", "Công River (above the lake)", upper),
        ("song-cong.ha-nguon", "river", "Sông Công (dưới hồ Núi Cốc)", "Công River (below the lake)", lower),
        ("ho-nui-coc", "lake", "Hồ Núi Cốc", "Núi Cốc Lake", lake),
    ]


def _curve(points, closed, steps=6):
    """Catmull-Rom through `points`, `steps` vertices per span."""
    count = len(points)
    spans = count if closed else count - 1
    curve = []
    for i in range(spans):
        p0, p1, p2, p3 = (_at(points, i + k, closed) for k in (-1, 0, 1, 2))
        curve.extend(_spline(p0, p1, p2, p3, s / steps) for s in range(steps))
    curve.append(curve[0] if closed else points[-1])
    return [(round(x, 5), round(y, 5)) for x, y in curve]


def _at(points, index, closed):
    if closed:
        return points[index % len(points)]
    return points[min(max(index, 0), len(points) - 1)]


def _spline(p0, p1, p2, p3, t):
    def axis(a, b, c, d):
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)

    return axis(p0[0], p1[0], p2[0], p3[0]), axis(p0[1], p1[1], p2[1], p3[1])
