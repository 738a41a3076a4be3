//! Files on their way in: a form is read part by part, and what a file holds goes to the disk as it comes.
//!
//! Invariant: no more of a form is in memory than a few pieces of it.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::multipart::Field;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::CONTENT_LENGTH;
use tokio::sync::mpsc;
use utoipa::ToSchema;

use super::guard::Gate;
use super::import_answers::GivenAnswers;
use super::import_form::{Content, Form, Piece, in_time};
use super::import_problems::bad_part;
use super::problem::{Problem, ProblemKind};
use crate::command::imports::{Arrival, Desk, DeskError};

/// All text parts together, in bytes.
const LONGEST_TEXTS: usize = 64 * 1024;

/// The most parts of a form.
const MOST_PARTS: usize = 1000;

/// What the parts of a form have around them.
const FORM_OVERHEAD: u64 = 1024 * 1024;

/// Pieces that wait for the disk.
const PIECES_AHEAD: usize = 4;

/// A form with files.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what a form holds")]
pub struct UploadForm {
    /// A data file, each of its companions, or a zip of them; repeated.
    #[schema(content_media_type = "application/octet-stream")]
    file: Vec<String>,
    /// What is answered, as JSON (`GivenAnswers`); or the same as plain parts, below.
    answers: Option<String>,
    /// Layer of the record.
    #[schema(example = "lots")]
    layer: Option<String>,
    /// Coordinate system.
    crs: Option<String>,
    /// Charset.
    charset: Option<String>,
    /// How the shapes were made.
    accuracy: Option<String>,
    /// From which day it holds.
    valid_from: Option<String>,
    /// Which file, where several can be read.
    file_name: Option<String>,
    /// Which layer of the file, where it has several.
    file_layer: Option<String>,
    /// Say what would happen and write nothing (usual: true).
    dry_run: Option<bool>,
    /// `key=value`, for keys that have no column; repeated.
    set: Option<Vec<String>>,
    /// `column=key`, where a column is not understood; repeated.
    column: Option<Vec<String>>,
}

/// Reads a form: its files have a place on the desk, its answers are not yet checked.
///
/// **Errors**: a problem; then nothing of the form is left.
pub async fn upload(desk: &Desk, request: Request) -> Result<(Arrival, GivenAnswers), Problem> {
    let most = desk.settings().most_bytes.saturating_add(FORM_OVERHEAD);
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > most) {
        return Err(too_large(most));
    }
    let gate = request.extensions().get::<ConnectInfo<Gate>>().map(|ConnectInfo(gate)| gate.clone());
    let place = desk.clone();
    let arrival = blocking(move || place.expect()).await??;
    let _open = gate.as_ref().map(Gate::open);
    let mut form = Form::of(request, most).await?;
    let since = form.since.clone();
    let mut reading =
        Reading { arrival: Some(arrival), given: GivenAnswers::default(), texts: 0, is_json: false, is_plain: false };
    let mut parts = 0;
    while let Some(field) = form.next().await? {
        parts += 1;
        if parts > MOST_PARTS {
            return Err(Problem::new(
                ProblemKind::BodyTooLarge,
                format!("Biểu mẫu có quá {MOST_PARTS} phần."),
                format!("The form has more than {MOST_PARTS} parts."),
            ));
        }
        reading.take(field, &since).await?;
    }
    if let Some(gate) = gate {
        gate.took_all();
    }
    reading.end()
}

fn too_large(most: u64) -> Problem {
    let mebibytes = most >> 20;
    Problem::new(
        ProblemKind::BodyTooLarge,
        format!("Các tệp gửi lên không quá {mebibytes} MiB."),
        format!("The files sent may have {mebibytes} MiB together."),
    )
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::internal(&error))
}

/// What was read of a form so far.
struct Reading {
    arrival: Option<Arrival>,
    given: GivenAnswers,
    /// Bytes of text parts.
    texts: usize,
    /// Whether the answers came as JSON.
    is_json: bool,
    /// Whether some came as plain parts.
    is_plain: bool,
}

impl Reading {
    async fn take(&mut self, field: Field<'_>, since: &AtomicU64) -> Result<(), Problem> {
        match field.name().unwrap_or_default().to_owned().as_str() {
            "file" => self.file(field, since).await,
            "answers" => {
                self.is_json = true;
                self.one_way("answers")?;
                self.given = GivenAnswers::read(&self.text(field).await?)?;
                Ok(())
            }
            name => {
                self.is_plain = true;
                self.one_way(name)?;
                let text = String::from_utf8(self.text(field).await?);
                self.given.take(name, text.map_err(|_| bad_part(name, "", "chữ UTF-8", "text in UTF-8"))?)
            }
        }
    }

    fn one_way(&self, part: &str) -> Result<(), Problem> {
        if self.is_json && self.is_plain {
            let (vi, en) = ("chỉ một trong hai: answers, hoặc từng phần", "either answers, or single parts");
            return Err(bad_part(part, "", vi, en));
        }
        Ok(())
    }

    async fn text(&mut self, mut field: Field<'_>) -> Result<Vec<u8>, Problem> {
        let mut text = Vec::new();
        while let Some(piece) = in_time(field.chunk()).await? {
            self.texts += piece.len();
            if self.texts > LONGEST_TEXTS {
                let kibibytes = LONGEST_TEXTS / 1024;
                return Err(Problem::new(
                    ProblemKind::BodyTooLarge,
                    format!("Các phần chữ của biểu mẫu không quá {kibibytes} KiB."),
                    format!("The text parts of a form may have {kibibytes} KiB together."),
                ));
            }
            text.extend_from_slice(&piece);
        }
        Ok(text)
    }

    /// Gives a file to the disk piece by piece; its writer holds the arrival meanwhile.
    async fn file(&mut self, mut field: Field<'_>, since: &AtomicU64) -> Result<(), Problem> {
        let missing = || bad_part("file", "", "phần có tên tệp (filename)", "a part with a file name");
        let name = field.file_name().filter(|name| !name.is_empty()).ok_or_else(missing)?.to_owned();
        let Some(mut arrival) = self.arrival.take() else { return Err(Problem::internal(&"an arrival got lost")) };
        let (pieces, coming) = mpsc::channel(PIECES_AHEAD);
        let taken = tokio::task::spawn_blocking(move || {
            let mut content = Content::of(coming);
            let taken = arrival.take(&name, &mut content);
            (arrival, taken)
        });
        let sent = send(&mut field, &pieces, since).await;
        drop(pieces);
        // Whatever happened: when this is told, nothing is being written any more.
        let (arrival, taken) = taken.await.map_err(|error| Problem::internal(&error))?;
        sent?;
        taken?;
        self.arrival = Some(arrival);
        Ok(())
    }

    fn end(self) -> Result<(Arrival, GivenAnswers), Problem> {
        let arrival = self.arrival.ok_or(DeskError::NoFile)?;
        Ok((arrival, self.given))
    }
}

/// Passes a file on as it comes.
async fn send(field: &mut Field<'_>, pieces: &mpsc::Sender<Piece>, since: &AtomicU64) -> Result<(), Problem> {
    while let Some(piece) = in_time(field.chunk()).await? {
        since.store(0, Ordering::Relaxed);
        // Who takes no more says why itself.
        if pieces.send(Piece::Bytes(piece)).await.is_err() {
            return Ok(());
        }
    }
    let _ = pieces.send(Piece::End).await;
    Ok(())
}
