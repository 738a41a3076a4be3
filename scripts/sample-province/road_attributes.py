"""What is known of a road besides its course: grades, terrain, lanes, median, and who manages it.

Only what a fact or general knowledge gives; everything else is absent, which
means unknown. What comes from general knowledge adds a source that says so.
"""

from admin import DEPARTMENTS_MERGED

TRANSPORT, CONSTRUCTION, AREA_1 = "so-giao-thong-van-tai", "so-xay-dung", "khu-quan-ly-duong-bo-1"
# The department is on record since then (admin.AGENCIES_SINCE).
MANAGED_SINCE = "2020-01-01"

# Read off the facts: grade, design speed and roadbed of a project, the terrain of a planned grade.
SOURCED = {
    "ct07-hn-tn": {"design_speed_kmh": 100},
    "ql37-dong": {"terrain": "flat"},
    "ql37-tay": {"terrain": "flat"},
    "vd5-dong": {"planned_grade": "cao tốc"},
    "tn-tq": {"planned_grade": "II", "design_speed_kmh": 100},
    "dt261-266": {"median": True, "design_speed_kmh": 60},
}
# General knowledge, used sparingly: the roads whose connections are shown.
GENERAL = {
    "ct07-hn-tn": ("số làn, dải phân cách", {"lanes": 4, "median": True}),
    "tn-cho-moi": ("cấp kỹ thuật", {"present_grade": "III", "planned_grade": "cao tốc", "median": False}),
    "ql3-nam": ("cấp kỹ thuật, địa hình", {"present_grade": "III", "planned_grade": "III", "terrain": "flat"}),
    "ql37-dong": ("số làn, dải phân cách", {"lanes": 2, "median": False}),
    "ql3c": ("địa hình", {"terrain": "mountain"}),
    "hcm": ("địa hình", {"terrain": "mountain"}),
    "vd5-dong": ("dải phân cách", {"median": True}),
    "dt261-dong": ("địa hình", {"terrain": "flat"}),
    "dt262": ("địa hình", {"terrain": "flat"}),
    "dt264b": ("địa hình", {"terrain": "mountain"}),
    "dt265": ("địa hình", {"terrain": "mountain"}),
    "dt266": ("cấp quy hoạch, địa hình", {"planned_grade": "III", "terrain": "flat"}),
}
# Expressway, BOT road and the Hồ Chí Minh road stayed with the central administration.
CENTRAL = {"ct07-hn-tn", "tn-cho-moi", "hcm"}
OUTSIDE = {"ql18-nb", "ct04"}


def attributes(section):
    """Further keys of a section."""
    return {**SOURCED.get(section, {}), **GENERAL.get(section, ("", {}))[1]}


def sources(section, road_class):
    """Sources of what general knowledge says."""
    said = [GENERAL[section][0]] if section in GENERAL else []
    if road_class == "national" and section not in CENTRAL | OUTSIDE:
        said.append("phân cấp quốc lộ cho tỉnh quản lý từ năm 2025")
    elif section in CENTRAL:
        said.append("cơ quan quản lý")
    return [{"kind": "general_knowledge", "title": f"Kiến thức chung: {', '.join(said)}"}] if said else []


def managers(section, road_class, status):
    """(day, agency) of a section: who manages it from when; before the first day it is unknown."""
    if status not in ("operating", "partly_operating") or section in OUTSIDE:
        return []
    if section in CENTRAL:
        return [(MANAGED_SINCE, AREA_1)]
    if road_class == "national":
        return [(DEPARTMENTS_MERGED, CONSTRUCTION)]
    if road_class == "provincial":
        return [(MANAGED_SINCE, TRANSPORT), (DEPARTMENTS_MERGED, CONSTRUCTION)]
    return []
