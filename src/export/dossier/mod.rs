//! The draft of an application to connect a branch road to a public road (hồ sơ đấu nối, dự thảo), as a Word file.
//!
//! ```text
//! Draft ──▶ request: fields of Form 01 ─ explanation: the place and its surroundings ─ review: verdicts, another way ──▶ .docx
//! ```
//!
//! An office goes on writing in it: what is not on record is a blank to be filled, never a guess. Every page says DỰ THẢO.
//! Invariant: nothing is worked out here, and no personal data of owners or drivers can be put in.

mod draft;
mod explanation;
mod filled;
mod paper;
mod request;
mod review;

use std::io::Cursor;

use docx_rs::{Docx, PageMargin};

pub use filled::{file_name, filled};

pub use draft::{Draft, Neighbour, Road, Spot, Surrounding, SurroundingKind, VerdictRow};

use super::ExportError;

/// The media type of a Word file.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Left margin for the binding, the others, in twentieths of a point (30 mm and 20 mm, as Decree 30/2020/NĐ-CP has them).
const MARGINS: (i32, i32) = (1701, 1134);

/// Writes the draft.
///
/// **Shape**: the bytes of a .docx. **Errors**: [`ExportError`] when the archive cannot be put together.
pub fn write(draft: &Draft) -> Result<Vec<u8>, ExportError> {
    let (binding, edge) = MARGINS;
    let made = format!("{}T00:00:00Z", draft.drafted_on);
    let paper = Docx::new()
        .default_fonts(paper::fonts())
        .default_size(paper::BODY_SIZE)
        .page_margin(PageMargin::new().left(binding).right(edge).top(edge).bottom(edge))
        .created_at(&made)
        .updated_at(&made)
        .header(paper::header())
        .footer(paper::footer());
    let paper = request::write(paper, draft);
    let paper = explanation::write(paper, draft);
    let paper = review::write(paper, draft);
    let mut bytes = Cursor::new(vec![]);
    paper.build().pack(&mut bytes).map_err(|error| ExportError::Disk(std::io::Error::other(error)))?;
    Ok(bytes.into_inner())
}
