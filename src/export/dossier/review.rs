//! The preliminary review: what the rules say of the place, and other ways.

use docx_rs::Docx;

use super::draft::{Draft, VerdictRow};
use super::filled::made_of;
use super::paper::{self, BLANK};
use crate::model::Coded;

/// Writes the review.
pub fn write(paper: Docx, draft: &Draft) -> Docx {
    let paper = paper::part(paper, "KẾT QUẢ RÀ SOÁT SƠ BỘ");
    let paper = paper::field(paper, "Quy định áp dụng vào ngày", &draft.checked_for.to_string());
    let paper = paper::field(paper, "Kết quả chung", draft.overall.label().vi);
    let paper = paper::table(
        paper,
        &["Quy định", "Yêu cầu", "Đo được", "Kết quả", "Căn cứ"],
        &[28, 14, 14, 14, 30],
        draft.verdicts.iter().map(row).collect(),
    );
    let paper = paper::heading(paper, "Phương án thay thế");
    let paper = if draft.alternatives.is_empty() {
        paper::text(paper, &format!("Chưa tìm được phương án thay thế từ dữ liệu hiện có; {BLANK}"))
    } else {
        draft.alternatives.iter().fold(paper, |paper, way| paper::point(paper, way))
    };
    let paper = paper::note(paper, &draft.caveat);
    paper::note(paper, &made_of(draft.revision, draft.records_of))
}

fn row(verdict: &VerdictRow) -> Vec<String> {
    let said = verdict.verdict.label().vi;
    let outcome = if verdict.informational { format!("{said} (để tham khảo)") } else { said.to_owned() };
    let figure = |figure: &Option<String>| figure.clone().unwrap_or_else(|| "–".to_owned());
    let note = verdict.note.as_ref().map(|note| format!(". {note}")).unwrap_or_default();
    vec![
        format!("{}{note}", verdict.title),
        figure(&verdict.required),
        figure(&verdict.measured),
        outcome,
        format!("{} (độ chắc: {})", verdict.citation, verdict.certainty.to_lowercase()),
    ]
}
