//! The request: the fields of Form 01, Annex VI of Decree 165/2024/NĐ-CP.

use docx_rs::Docx;

use super::draft::Draft;
use super::paper::{self, BLANK, or_blank};
use crate::model::Date;

/// From this day on the forms are said to be replaced; the text was not seen, so the draft says so and keeps the known form.
const FORMS_SAID_TO_CHANGE: (i16, i8, i8) = (2026, 7, 1);

/// Papers Form 01 asks for.
const ASKED_PAPERS: [&str; 3] = [
    "Quyết định phê duyệt quy hoạch có liên quan",
    "Quyết định chủ trương đầu tư (hoặc giấy chứng nhận đăng ký đầu tư)",
    "Hồ sơ thiết kế nút giao đấu nối và phương án tổ chức giao thông",
];

/// Writes the request.
pub fn write(paper: Docx, draft: &Draft) -> Docx {
    let paper = paper::centred(paper, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    let paper = paper::centred(paper, "Độc lập - Tự do - Hạnh phúc");
    let paper = paper::centred(paper, &format!("……, ngày …… tháng …… năm {}", draft.drafted_on.year()));
    let paper = paper::title(paper, "ĐƠN ĐỀ NGHỊ CHẤP THUẬN VỊ TRÍ ĐẤU NỐI");
    let paper = paper::note(paper, &origin(draft.drafted_on));
    let paper = fields(paper, draft);
    let paper = attachments(paper, draft);
    let paper = paper::text(
        paper,
        "Tổ chức đề nghị cam kết thực hiện đúng vị trí, thiết kế và phương án tổ chức giao thông được chấp thuận; hoàn trả hành lang an toàn đường bộ khi cơ quan quản lý đường bộ yêu cầu.",
    );
    let paper = paper::centred(paper, "ĐẠI DIỆN TỔ CHỨC ĐỀ NGHỊ");
    paper::centred(paper, &format!("(Ký, ghi rõ họ tên, đóng dấu) {BLANK}"))
}

fn origin(drafted_on: Date) -> String {
    let known =
        "Các mục theo Mẫu số 01, Phụ lục VI, Nghị định 165/2024/NĐ-CP; đối chiếu bản gốc của mẫu trước khi nộp.";
    let (year, month, day) = FORMS_SAID_TO_CHANGE;
    if (drafted_on.year(), drafted_on.month(), drafted_on.day()) < (year, month, day) {
        return known.to_owned();
    }
    format!(
        "{known} Mẫu có thể đã được thay bởi Nghị định 241/2026/NĐ-CP từ 01/7/2026; chưa kiểm chứng được văn bản này."
    )
}

fn fields(paper: Docx, draft: &Draft) -> Docx {
    let road = &draft.road;
    let named = road.number.as_ref().map_or_else(|| road.name.clone(), |number| format!("{number} ({})", road.name));
    let spot = &draft.spot;
    let side = spot.side.as_deref().map_or_else(|| BLANK.to_owned(), str::to_lowercase);
    let paper = paper::field(paper, "Kính gửi", &or_blank(draft.addressee.as_deref()));
    let paper = match &draft.addressee_basis {
        Some(basis) => paper::note(paper, &format!("Cơ quan tiếp nhận: {basis}")),
        None => paper,
    };
    let paper = paper::field(paper, "1. Tổ chức đề nghị", &or_blank(draft.applicant.as_deref()));
    let paper =
        paper::field(paper, "2. Lý trình", &format!("{}, {side} ({})", spot.chainage, spot.basis.to_lowercase()));
    let paper = paper::field(paper, "3. Tên đường", &format!("{named}; {}", road.class.to_lowercase()));
    let paper = paper::field(paper, "4. Địa phận tỉnh", &or_blank(road.province.as_deref()));
    let paper = paper::field(paper, "5. Loại đường nhánh", &draft.branch);
    let paper = paper::field(paper, "6. Lý do đề nghị", &reason(draft));
    paper::field(paper, "7. Thời hạn giải quyết", &or_blank(draft.time_limit.as_deref()))
}

fn reason(draft: &Draft) -> String {
    match &draft.serves {
        Some(part) => format!(
            "Đấu nối giao thông của {part} vào {} phục vụ vận tải của khu; {BLANK}",
            draft.road.number.as_deref().unwrap_or(&draft.road.name)
        ),
        None => BLANK.to_owned(),
    }
}

fn attachments(paper: Docx, draft: &Draft) -> Docx {
    let paper = paper::heading(paper, "8. Văn bản, tài liệu kèm theo");
    let paper = ASKED_PAPERS.into_iter().fold(paper, |paper, asked| paper::point(paper, &format!("{asked}: {BLANK}")));
    if draft.attachments.is_empty() {
        return paper;
    }
    let paper = paper::note(paper, "Văn bản đã có trong dữ liệu về khu, chọn bản phù hợp để kèm theo:");
    draft.attachments.iter().fold(paper, |paper, known| paper::point(paper, known))
}
