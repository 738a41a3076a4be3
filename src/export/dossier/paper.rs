//! Pieces of paper: paragraphs, lines with blanks, tables; the heading and foot of every page.

use docx_rs::{
    AlignmentType, Docx, Footer, Header, LineSpacing, PageNum, Paragraph, Run, RunFonts, Shading, Table, TableCell,
    TableLayoutType, TableRow, WidthType,
};

/// Sizes in half points.
pub const BODY_SIZE: usize = 26;
const CELL_SIZE: usize = 22;
const MARK_SIZE: usize = 36;
const FOOT_SIZE: usize = 18;

/// Width between the margins of a page, twentieths of a point.
const TEXT_WIDTH: usize = 9071;

/// What stands where nothing is on record.
pub const BLANK: &str = "…… (cần bổ sung)";

/// What every page says.
pub const MARK: &str = "DỰ THẢO";

/// The lettering of official papers.
pub fn fonts() -> RunFonts {
    let name = "Times New Roman";
    RunFonts::new().ascii(name).hi_ansi(name).cs(name).east_asia(name)
}

/// A text as a file may hold it: control characters would break the XML.
pub fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A known text, or the blank.
pub fn or_blank(text: Option<&str>) -> String {
    text.map(str::trim).filter(|text| !text.is_empty()).map_or_else(|| BLANK.to_owned(), clean)
}

fn run(text: &str) -> Run {
    Run::new().add_text(clean(text))
}

fn spaced(paragraph: Paragraph) -> Paragraph {
    paragraph.line_spacing(LineSpacing::new().before(60).after(60))
}

/// The heading of every page.
pub fn header() -> Header {
    let mark = Run::new().add_text(MARK).bold().size(MARK_SIZE).color("B0B0B0").character_spacing(120);
    Header::new().add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(mark))
}

/// The foot of every page.
pub fn footer() -> Footer {
    let said = "Bản dự thảo để cơ quan hoàn thiện; kết quả rà soát sơ bộ, không thay văn bản chấp thuận. Trang ";
    let said = Run::new().add_text(said).italic().size(FOOT_SIZE);
    Footer::new()
        .add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(said).add_page_num(PageNum::new()))
}

/// A title in the middle.
pub fn title(paper: Docx, text: &str) -> Docx {
    paper.add_paragraph(spaced(Paragraph::new().align(AlignmentType::Center).keep_next(true).add_run(run(text).bold())))
}

/// A heading on the left.
pub fn heading(paper: Docx, text: &str) -> Docx {
    paper.add_paragraph(spaced(Paragraph::new().keep_next(true).add_run(run(text).bold())))
}

/// A part that begins on a page of its own.
pub fn part(paper: Docx, text: &str) -> Docx {
    let paragraph = Paragraph::new().align(AlignmentType::Center).page_break_before(true).keep_next(true);
    paper.add_paragraph(spaced(paragraph.add_run(run(text).bold())))
}

/// Running text.
pub fn text(paper: Docx, text: &str) -> Docx {
    paper.add_paragraph(spaced(Paragraph::new().align(AlignmentType::Both).add_run(run(text))))
}

/// Text in the middle.
pub fn centred(paper: Docx, text: &str) -> Docx {
    paper.add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(run(text)))
}

/// A remark.
pub fn note(paper: Docx, text: &str) -> Docx {
    paper.add_paragraph(spaced(Paragraph::new().align(AlignmentType::Both).add_run(run(text).italic().size(CELL_SIZE))))
}

/// `name: value`.
pub fn field(paper: Docx, name: &str, value: &str) -> Docx {
    let paragraph = Paragraph::new().add_run(run(name).bold()).add_run(run(": ")).add_run(run(value));
    paper.add_paragraph(spaced(paragraph))
}

/// A point of a list.
pub fn point(paper: Docx, text: &str) -> Docx {
    paper.add_paragraph(Paragraph::new().indent(Some(360), None, None, None).add_run(run(&format!("– {text}"))))
}

/// A table; `shares` are the widths of its columns in hundredths.
pub fn table(paper: Docx, heads: &[&str], shares: &[usize], rows: Vec<Vec<String>>) -> Docx {
    let widths: Vec<usize> = shares.iter().map(|share| TEXT_WIDTH * share / 100).collect();
    let cell = |text: &str, width: usize, head: bool| {
        let words = run(text).size(CELL_SIZE);
        let words = if head { words.bold() } else { words };
        let cell = TableCell::new().width(width, WidthType::Dxa).add_paragraph(Paragraph::new().add_run(words));
        if head { cell.shading(Shading::new().fill("EDEDED")) } else { cell }
    };
    let row = |texts: Vec<&str>, head: bool| {
        TableRow::new(texts.into_iter().zip(&widths).map(|(text, width)| cell(text, *width, head)).collect())
            .cant_split()
    };
    let head = row(heads.to_vec(), true);
    let rows = rows.iter().map(|texts| row(texts.iter().map(String::as_str).collect(), false));
    let table = Table::new(std::iter::once(head).chain(rows).collect());
    paper.add_table(table.set_grid(widths.clone()).layout(TableLayoutType::Fixed).width(TEXT_WIDTH, WidthType::Dxa))
}
