// Imports and exports in the shape of docs/api.md, for the mock: nothing is read, but what a file's name says happens.
//
//   any name          → a sound file of six lots        *mo-ho*    → the charset is a guess
//   *khong-he*        → no coordinate system, three to choose from
//   *loi*             → outlines that are refused        *nhieu-lop* → two layers to choose from
//   *cham*            → reads until somebody stops it    *hu-hai*   → cannot be read at all
//   *mat*             → forgotten by the server after the first look
const name = (vi, en = vi) => ({ vi, en });
const TOKEN = process.env.TOKEN ?? "mo-phong";
const HOME = [105.872, 21.502];

/** id → { run, looks, names } */
const imports = new Map();
const MOST_KEPT = 8;
let next = 1;
let revision = 1;

const square = ([lon, lat], side = 0.0016) => ({
  type: "Polygon",
  coordinates: [
    [
      [lon, lat],
      [lon + side, lat],
      [lon + side, lat + side * 0.8],
      [lon, lat + side * 0.8],
      [lon, lat],
    ],
  ],
});

const CHANGES = ["added", "changed", "unchanged", "unchanged", "added", "unchanged"];
const shapesAt = ([lon, lat], isBad) =>
  CHANGES.map((difference, at) => ({
    type: "Feature",
    geometry: square([lon - 0.003 + (at % 3) * 0.0019, lat - 0.001 + Math.floor(at / 3) * 0.0016]),
    properties: {
      row: at + 1,
      id: `kcn-song-cong-2.gd2.n-${at + 1}`,
      label: `N-${at + 1}`,
      difference: isBad && at === 2 ? null : difference,
      severity: isBad && at === 2 ? "refused" : at === 3 ? "repaired" : null,
    },
  }));
const collection = (features) => ({
  type: "FeatureCollection",
  features,
  numberMatched: features.length,
  numberReturned: features.length,
});

const CANDIDATES = [
  [
    "EPSG:9213",
    "VN-2000 kinh tuyến 106°30′, múi 3°",
    "VN-2000, meridian 106°30′, 3° zone",
    false,
    "metres",
    100,
    3.2,
  ],
  [
    "EPSG:9212",
    "VN-2000 kinh tuyến 106°15′, múi 3°",
    "VN-2000, meridian 106°15′, 3° zone",
    false,
    "metres",
    100,
    25.8,
  ],
  [
    "EPSG:9213",
    "VN-2000 kinh tuyến 106°30′, múi 3°",
    "VN-2000, meridian 106°30′, 3° zone",
    true,
    "metres",
    100,
    3.2,
  ],
  [
    "EPSG:9213-mm",
    "VN-2000, kinh tuyến trục 106°30′, tính bằng milimét",
    "VN-2000, central meridian 106°30′, in millimetres",
    false,
    "millimetres",
    83,
    9.4,
  ],
].map(([crs, vi, en, swapped, unit, inside_pct, kilometres]) => ({
  crs,
  name: name(vi, en),
  swapped,
  unit,
  inside_pct,
  kilometres,
}));
/** The second candidate lies where the wrong meridian would put it: a quarter of a degree to the west. */
const placeOf = (crs) => (crs === "EPSG:9212" ? [HOME[0] - 0.25, HOME[1]] : HOME);

const SEVERITY = {
  refused: name("Bị từ chối", "Refused"),
  question: name("Cần xác nhận", "To be confirmed"),
  repaired: name("Đã sửa", "Repaired"),
  note: name("Ghi chú", "Note"),
};
const issue = (severity, kind, label, row, field, found, expected, at) => ({
  severity,
  severity_label: SEVERITY[severity],
  kind,
  kind_label: label,
  layer: "lô",
  row,
  field,
  found,
  expected,
  at,
});
const REPAIRED = [
  issue(
    "repaired",
    "self_intersection",
    name("Tự cắt", "Self-intersection"),
    4,
    null,
    "20.412 m² → 20.398 m²",
    name("đường bao không cắt chính nó", "an outline that does not cross itself"),
    [105.8707, 21.5028],
  ),
  issue(
    "repaired",
    "duplicate_points",
    name("Đỉnh trùng", "Repeated points"),
    5,
    null,
    "3",
    name("mỗi đỉnh một lần", "each point once"),
    [105.8726, 21.5031],
  ),
];
const REFUSED = [
  issue(
    "refused",
    "overlap",
    name("Chồng lấn", "Overlap"),
    3,
    null,
    "lô N-2: 812 m²",
    name("không chồng lên lô khác", "no overlap with another lot"),
    [105.8732, 21.5016],
  ),
  issue(
    "refused",
    "bad_value",
    name("Giá trị không hợp lệ", "Value not accepted"),
    3,
    "Loại đất",
    "XYZ",
    name("SKK, SKN, TMD, DKV, DRA, DNL", "SKK, SKN, TMD, DKV, DRA, DNL"),
    null,
  ),
];

function reportOf(answers, names, isBad, isGuess, lacksCrs) {
  const placed = answers.crs ?? (lacksCrs ? null : "EPSG:9213");
  const asks = issue(
    "question",
    "placement",
    name("Hệ tọa độ", "Coordinate system"),
    null,
    null,
    "Tệp không ghi hệ tọa độ.",
    name("chọn hệ tọa độ", "choose a system"),
    null,
  );
  const first = [...(isBad && placed ? REFUSED : []), ...(placed ? REPAIRED : [asks])];
  const count = (severity) => first.filter((one) => one.severity === severity).length;
  const written = !answers.dry_run && placed && !isBad;
  const wrong = answers.charset === "vni";
  const used = [
    { column: "Ký hiệu", key: "label" },
    { column: "DT (m2)", key: "declared_area_ha" },
    { column: "Loại đất", key: "land_use" },
  ];
  return {
    file: names.find((file) => file.endsWith(".shp")) ?? names[0],
    file_layer: "lô",
    kind: "lot",
    rows: CHANGES.length,
    charset: {
      code: answers.charset === "auto" ? "tcvn3" : answers.charset,
      label: answers.charset === "vni" ? name("VNI") : name("TCVN3 (ABC)"),
      is_certain: !isGuess,
      was_recoded: !isGuess,
    },
    sample: wrong
      ? ["X· T©n C­¬ng", "Ph­êng B¸ch Quang"]
      : [
          "Xã Tân Cương",
          "Phường Bách Quang",
          "Đất khu công nghiệp",
          "Đường gom phía tây",
          "Cây xanh cách ly",
          "Trạm xử lý nước thải",
          "Lô dự trữ giai đoạn 2",
          "Công ty TNHH Điện tử Sông Công",
        ],
    crs: placed ? { code: placed, swapped: false } : null,
    placement: placed ? [] : [name("Tệp không ghi hệ tọa độ.", "The file names no coordinate system.")],
    candidates: CANDIDATES,
    columns: {
      used: used
        .map((one) => ({ ...one, key: answers.columns[one.column] ?? one.key }))
        .filter(({ key }) => key),
      unused: ["Ghi chú", "OBJECTID"].filter((column) => !answers.columns[column]),
      doubtful: [{ column: "DT (m2)", example: "20,398", read_as: 20.398 }],
    },
    keys: ["id", "label", "zone_part", "declared_area_ha", "land_use", "confirmed_on", "parcels"],
    issues: {
      refused: count("refused"),
      repaired: count("repaired"),
      question: count("question"),
      note: 0,
      first,
    },
    differences: {
      added: placed ? 2 : 0,
      changed: placed ? 1 : 0,
      unchanged: placed ? 3 : 0,
      missing: placed ? 4 : 0,
      added_ids: placed ? ["kcn-song-cong-2.gd2.n-1", "kcn-song-cong-2.gd2.n-5"] : [],
      changed_ids: placed ? ["kcn-song-cong-2.gd2.n-2"] : [],
      changes: placed ? { "kcn-song-cong-2.gd2.n-2": ["land_use", "geometry"] } : {},
      missing_ids: placed ? ["a", "b", "c", "d"].map((end) => `kcn-song-cong-2.gd2.${end}`) : [],
    },
    may_be_written: Boolean(placed) && !isBad,
    revision: written ? ++revision : null,
  };
}

const problem = (status, type, title, detail) => [
  status,
  { type: `urn:kcn-atlas:problem:${type}`, title, status, detail },
];
const missing = problem(404, "not-found", "Không tìm thấy", "Không còn lần nhập này.");

function finish(entry) {
  const { run, names } = entry;
  const says = (word) => names.some((file) => file.includes(word));
  const { answers } = run;
  run.ended_at = run.kept_until;
  if (says("hu-hai") || (says("nhieu-lop") && !answers.file_layer)) {
    const layered = !says("hu-hai");
    Object.assign(run, {
      state: "failed",
      state_label: name("không đọc được", "failed"),
      report: null,
      problem: {
        title: layered
          ? name("Cần chọn lớp", "A layer is to be chosen")
          : name("Không đọc được tệp", "The file cannot be read"),
        detail: layered
          ? name("Tệp có hai lớp.", "The file has two layers.")
          : name("Tệp .dbf bị cắt cụt ở dòng 12.", "The .dbf ends within row 12."),
        parameter: layered ? "file_layer" : null,
        value: null,
        allowed: layered ? name("lô, ranh giới") : null,
        choices: layered ? ["lô", "ranh giới"] : [],
      },
    });
    return;
  }
  Object.assign(run, {
    state: "finished",
    state_label: name("xong", "finished"),
    problem: null,
    report: reportOf(answers, names, says("loi"), says("mo-ho"), says("khong-he")),
  });
}

const STEPS = [
  ["read", name("Đọc tệp", "Reading the file")],
  ["repair", name("Sửa hình", "Repairing outlines")],
  ["compare", name("So sánh với dữ liệu", "Comparing with the record")],
];

function look(entry) {
  const { run, names } = entry;
  if (run.state !== "running") return;
  const at = entry.looks++;
  const slow = names.some((file) => file.includes("cham"));
  const [step, step_label] = STEPS[Math.min(at, slow ? 1 : 2)];
  run.progress = { step, step_label, rows: Math.min(6, at * 3), rows_expected: at ? 6 : null };
  if (!slow && at >= 2) finish(entry);
}

function begin(answers, names) {
  const id = `${(0xf3a9 + next++).toString(16)}0c`;
  const run = {
    id,
    state: "running",
    state_label: name("đang chạy", "running"),
    files: names,
    hash: "5d41402abc4b",
    answers,
    progress: { step: "read", step_label: STEPS[0][1], rows: 0, rows_expected: null },
    started_at: "2026-11-24T09:00:00+07:00",
    ended_at: null,
    kept_until: "2026-11-24T10:00:00+07:00",
    problem: null,
    report: null,
  };
  imports.set(id, { run, looks: 0, names });
  if (imports.size > MOST_KEPT) imports.delete(imports.keys().next().value);
  return run;
}

/** The parts we look at of a multipart body: names of files, and the answers. */
function partsOf(body) {
  const text = body.toString("utf8");
  const names = [...text.matchAll(/name="file"; filename="([^"]+)"/g)].map(([, file]) => file);
  const said = text.match(/name="answers"\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]+)/);
  return { names, answers: said ? JSON.parse(said[1]) : {} };
}

/** Answers everything below /imports: [status, body]. `path` is what follows `imports`. */
export function importsAnswer(method, path, query, body, authorization) {
  if (authorization !== `Bearer ${TOKEN}`)
    return problem(
      401,
      "unauthorized",
      "Cần quyền quản trị",
      "Mã quản trị không đúng, hoặc máy chủ này không đặt mã quản trị.",
    );
  const [id, more] = path;
  if (!id && method === "POST") {
    const { names, answers } = partsOf(body);
    return [202, begin(answers, names)];
  }
  if (!id)
    return [200, { imports: [...imports.values()].map(({ run }) => ({ ...run, report: null })).reverse() }];
  const entry = imports.get(id);
  if (!entry) return missing;
  if (method === "DELETE") {
    imports.delete(id);
    return [204, null];
  }
  if (more === "answers") {
    if (entry.run.state === "running")
      return problem(409, "conflict", "Đang chạy", "Lần nhập này đang chạy; hãy chờ xong hoặc dừng nó.");
    Object.assign(entry, { looks: 1 });
    Object.assign(entry.run, { answers: JSON.parse(body.toString("utf8")), state: "running", report: null });
    return [202, entry.run];
  }
  if (more === "shapes") {
    const isBad = entry.names.some((file) => file.includes("loi"));
    const crs = query.get("crs");
    const raw = ({ properties: { row }, ...shape }) => ({ ...shape, properties: { row } });
    return [
      200,
      collection(
        crs ? shapesAt(placeOf(crs)).map(raw) : shapesAt(placeOf(entry.run.report?.crs?.code), isBad),
      ),
    ];
  }
  if (more === "issues") return [200, collection([])];
  look(entry);
  if (entry.names.some((file) => file.includes("mat")) && entry.looks > 1) {
    imports.delete(id);
    return missing;
  }
  return [200, entry.run];
}
