//! A form as it comes: bounded while it is read, and passed on to a thread that writes.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use futures_core::Stream;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::import_problems::bad_part;
use super::problem::{Problem, ProblemKind};

/// What may come between one piece of content and the next: boundaries, headings, and as much as the network brings at once.
const LONGEST_GAP: u64 = 1024 * 1024;

/// How long the next piece is waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// A form, part by part.
pub struct Form {
    parts: Multipart,
    /// Bytes that came since the last piece of content; who takes one sets it back.
    pub since: Arc<AtomicU64>,
}

impl Form {
    /// Reads the head of a request whose body has at most so many bytes.
    ///
    /// **Errors**: a *bad-value* problem for another kind of body.
    pub async fn of(request: Request, most: u64) -> Result<Self, Problem> {
        let since = Arc::new(AtomicU64::new(0));
        let counted = since.clone();
        let mut request = request
            .map(|body| Body::from_stream(Counted { body: body.into_data_stream(), since: counted, all: 0, most }));
        // What is counted here is bounded here.
        DefaultBodyLimit::disable().apply(&mut request);
        let parts = Multipart::from_request(request, &()).await.map_err(|rejection| {
            let allowed = "multipart/form-data; boundary=…";
            bad_part("content-type", &rejection.body_text(), allowed, allowed)
        })?;
        Ok(Form { parts, since })
    }

    /// The next part.
    ///
    /// **Errors**: a problem for a form that is cut short, or that nothing more comes of.
    pub async fn next(&mut self) -> Result<Option<Field<'_>>, Problem> {
        self.since.store(0, Ordering::Relaxed);
        in_time(self.parts.next_field()).await
    }
}

/// A body of which no more than a gap may come without content, and no more than is taken in all: what reads forms would keep
/// a heading that never ends in memory.
struct Counted {
    body: BodyDataStream,
    since: Arc<AtomicU64>,
    all: u64,
    most: u64,
}

impl Stream for Counted {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = std::task::ready!(Pin::new(&mut self.body).poll_next(context));
        Poll::Ready(piece.map(|piece| {
            let piece = piece.map_err(io::Error::other)?;
            let length = piece.len() as u64;
            self.all += length;
            let since = self.since.fetch_add(length, Ordering::Relaxed) + length;
            // A piece larger than a gap was in memory before anything could be done about it.
            if self.all > self.most || since > LONGEST_GAP.max(length) {
                return Err(io::Error::other("more than is read"));
            }
            Ok(piece)
        }))
    }
}

fn cut_short(error: &MultipartError) -> Problem {
    bad_part("body", &error.body_text(), "biểu mẫu multipart/form-data trọn vẹn", "a whole multipart/form-data form")
}

/// What comes next, or a *timeout* problem.
pub async fn in_time<T>(next: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Problem> {
    let seconds = LONGEST_WAIT.as_secs();
    let waited = timeout(LONGEST_WAIT, next).await.map_err(|_| {
        Problem::new(
            ProblemKind::Timeout,
            format!("Không nhận thêm được gì sau {seconds} giây; hãy gửi lại."),
            format!("Nothing more came within {seconds} seconds; send again."),
        )
    })?;
    waited.map_err(|error| cut_short(&error))
}

/// A piece of a file, or its end. A channel that closes before is a caller that went away.
pub enum Piece {
    /// Some bytes.
    Bytes(Bytes),
    /// Nothing more comes.
    End,
}

/// A file as it comes, for a thread that writes it.
pub struct Content {
    coming: mpsc::Receiver<Piece>,
    piece: Bytes,
    is_whole: bool,
}

impl Content {
    /// What comes through a channel.
    pub fn of(coming: mpsc::Receiver<Piece>) -> Self {
        Content { coming, piece: Bytes::new(), is_whole: false }
    }
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.is_whole {
            match self.coming.blocking_recv() {
                Some(Piece::Bytes(piece)) => self.piece = piece,
                Some(Piece::End) => self.is_whole = true,
                None => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the rest of the file did not come")),
            }
        }
        let read = self.piece.len().min(buffer.len());
        buffer[..read].copy_from_slice(&self.piece.split_to(read));
        Ok(read)
    }
}
