//! The explanation: the road and the place as they are, in the order of the list of Circular 25/2024/TT-BGTVT.

use docx_rs::Docx;

use super::draft::{Draft, Neighbour, Surrounding, SurroundingKind};
use super::paper::{self, BLANK, or_blank};

/// Writes the explanation.
pub fn write(paper: Docx, draft: &Draft) -> Docx {
    let paper = paper::part(paper, "THUYẾT MINH VỊ TRÍ ĐẤU NỐI");
    let paper = paper::note(
        paper,
        "Trình bày theo danh mục của Thông tư 25/2024/TT-BGTVT (sửa Thông tư 50/2015/TT-BGTVT, hết hiệu lực 31/12/2024), dùng lại cho đủ nội dung.",
    );
    let paper = road(paper, draft);
    let paper = spot(paper, draft);
    let paper = surroundings(paper, draft);
    let paper = plan(paper, draft);
    neighbours(paper, draft)
}

fn road(paper: Docx, draft: &Draft) -> Docx {
    let road = &draft.road;
    let yes_or_no = |known: Option<bool>, yes: &str, no: &str| {
        known.map_or_else(|| BLANK.to_owned(), |known| if known { yes.to_owned() } else { no.to_owned() })
    };
    let rows = [
        ("Cấp kỹ thuật quy hoạch", or_blank(road.planned_grade.as_deref())),
        ("Cấp kỹ thuật hiện tại", or_blank(road.present_grade.as_deref())),
        ("Số làn xe", or_blank(road.lanes.map(|lanes| lanes.to_string()).as_deref())),
        ("Tốc độ thiết kế", or_blank(road.design_speed_kmh.map(|speed| format!("{speed} km/h")).as_deref())),
        ("Dải phân cách giữa", yes_or_no(road.median, "Có", "Không")),
        ("Nội thành, nội thị", yes_or_no(road.urban, "Trong nội thành, nội thị", "Ngoài nội thành, nội thị")),
        ("Lưu lượng xe hiện tại", BLANK.to_owned()),
    ];
    let rows = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    let paper = paper::heading(paper, "I. Hiện trạng tuyến đường");
    paper::table(paper, &["Nội dung", "Số liệu"], &[45, 55], rows)
}

fn spot(paper: Docx, draft: &Draft) -> Docx {
    let spot = &draft.spot;
    let grid =
        spot.grid.as_ref().map(|(x, y, system)| format!("Y (Đông) {x:.1} m, X (Bắc) {y:.1} m, VN-2000 {system}"));
    let paper = paper::heading(paper, "II. Vị trí");
    let paper = paper::field(
        paper,
        "Lý trình",
        &format!("{}; {}; sai số đến {:.0} m", spot.chainage, spot.basis.to_lowercase(), spot.tolerance_m),
    );
    let (lon, lat) = spot.lon_lat;
    let paper = paper::field(paper, "Tọa độ WGS 84", &format!("kinh độ {lon:.6}°, vĩ độ {lat:.6}°"));
    paper::field(paper, "Tọa độ VN-2000", &or_blank(grid.as_deref()))
}

fn surroundings(paper: Docx, draft: &Draft) -> Docx {
    let told = |kinds: &[SurroundingKind], none: &str| match &draft.surroundings {
        None => BLANK.to_owned(),
        Some(found) => {
            let found: Vec<String> = found.iter().filter(|one| kinds.contains(&one.kind)).map(in_words).collect();
            // What is not on record may still be there.
            if found.is_empty() { format!("{none}; {BLANK}") } else { found.join("; ") }
        }
    };
    let terrain = draft.road.terrain.as_deref();
    let rows = [
        ("Địa hình (vực sâu, núi cao, đồi)", or_blank(terrain)),
        ("Sông, suối, kênh cắt qua", told(&[SurroundingKind::Water], "Dữ liệu chưa ghi nhận trong phạm vi xem xét")),
        ("Cầu lân cận", told(&[SurroundingKind::Bridge], "Dữ liệu chưa ghi nhận trong phạm vi xem xét")),
        ("Hầm đường bộ lân cận", told(&[SurroundingKind::Tunnel], "Dữ liệu chưa ghi nhận trong phạm vi xem xét")),
        ("Giao cắt với đường sắt", told(&[SurroundingKind::Railway], "Dữ liệu chưa ghi nhận trong phạm vi xem xét")),
        ("Nút giao với đường công cộng khác", told(&[SurroundingKind::Junction], "Dữ liệu chưa ghi nhận")),
        ("Bán kính đường cong tại vị trí", BLANK.to_owned()),
        ("Tầm nhìn hai phía", BLANK.to_owned()),
        ("Vật cản không di dời được", BLANK.to_owned()),
        ("Bố trí làn chờ rẽ trái", BLANK.to_owned()),
        ("Bố trí làn tăng tốc, giảm tốc", BLANK.to_owned()),
    ];
    let rows = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    let paper = paper::heading(paper, "III. Điều kiện địa hình và công trình lân cận");
    paper::table(paper, &["Nội dung", "Mô tả"], &[38, 62], rows)
}

fn in_words(one: &Surrounding) -> String {
    let name = one.name.as_ref().map(|name| format!("{name}, ")).unwrap_or_default();
    let basis = if one.is_recorded { "" } else { " (suy ra từ giao cắt trên bản đồ, cần khảo sát)" };
    format!("{name}{}, cách {:.0} m{basis}", one.chainage, one.gap_m)
}

fn plan(paper: Docx, draft: &Draft) -> Docx {
    let over = draft.shown_over_m.map(|metres| format!("mỗi phía {metres:.0} m"));
    let paper = paper::heading(paper, "IV. Bình đồ hai phía");
    let paper =
        paper::field(paper, "Phạm vi thể hiện (không nhỏ hơn khoảng cách tối thiểu)", &or_blank(over.as_deref()));
    paper::field(paper, "Bản vẽ bình đồ", BLANK)
}

fn neighbours(paper: Docx, draft: &Draft) -> Docx {
    let paper = paper::heading(paper, "V. Các điểm đấu nối lân cận trong phạm vi thể hiện");
    if draft.neighbours.is_empty() {
        let none = "Dữ liệu chưa ghi nhận điểm đấu nối nào trong phạm vi này; cần khảo sát hiện trường.";
        return paper::text(paper, &format!("{none} {BLANK}"));
    }
    let row = |one: &Neighbour| {
        vec![
            one.label.clone(),
            one.chainage.clone(),
            or_blank(one.side.as_deref()),
            format!("{:.0}", one.gap_m),
            one.branch.clone(),
            one.permit.clone().unwrap_or_else(|| "Chưa có số liệu".to_owned()),
        ]
    };
    let rows = draft.neighbours.iter().map(row).collect();
    let heads = ["Điểm", "Lý trình", "Phía", "Cách (m)", "Loại đường nhánh", "Tình trạng pháp lý"];
    paper::table(paper, &heads, &[20, 14, 12, 10, 22, 22], rows)
}
