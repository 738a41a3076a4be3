//! A bound on what is read before it is parsed.
//!
//! The HTTP parser refuses a very long request line or header with a bare status. This listener stands before it and refuses in a
//! sentence, as every other refusal is: once a caller has sent more than [`LONGEST_REQUEST`] bytes without waiting for an answer.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::serve::Listener;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Sleep, sleep};

/// Bytes that may come in before anything goes out: room for the longest address, all its headers and a small body.
pub const LONGEST_REQUEST: usize = 192 * 1024;

/// Bytes that are still taken and thrown away after a refusal.
const MOST_DRAINED: usize = 8 * 1024 * 1024;

/// How long they are waited for.
const LONGEST_DRAIN: Duration = Duration::from_secs(2);

/// A listener whose connections are guarded.
pub struct Guarded(TcpListener);

impl Guarded {
    /// Guards a listener.
    pub fn new(listener: TcpListener) -> Self {
        Guarded(listener)
    }
}

impl Listener for Guarded {
    type Io = GuardedStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (GuardedStream, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Answers are written whole; waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        (GuardedStream { stream, read_since_answer: 0, refusal: None, drained: 0, patience: None }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that counts what comes in.
pub struct GuardedStream {
    stream: TcpStream,
    read_since_answer: usize,
    /// What is left to say before the connection ends, once too much has come in.
    refusal: Option<Vec<u8>>,
    /// Bytes thrown away since.
    drained: usize,
    /// How long the rest is still waited for.
    patience: Option<Pin<Box<Sleep>>>,
}

impl AsyncRead for GuardedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.refusal.is_none() {
            let before = buffer.filled().len();
            ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
            self.read_since_answer += buffer.filled().len() - before;
            if self.read_since_answer <= LONGEST_REQUEST {
                return Poll::Ready(Ok(()));
            }
            // The parser must not see the rest and answer on its own.
            buffer.set_filled(before);
            self.refusal = Some(refusal());
        }
        while let Some(rest) = self.refusal.clone().filter(|rest| !rest.is_empty()) {
            let written = ready!(Pin::new(&mut self.stream).poll_write(context, &rest))?;
            self.refusal = Some(rest[written..].to_vec());
        }
        // A connection closed over unread bytes is reset, and the caller would never see why: say that nothing more comes,
        // and take what is still on its way, for a while.
        ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
        let mut scratch = [0_u8; 16 * 1024];
        while self.drained < MOST_DRAINED {
            let mut rest = ReadBuf::new(&mut scratch);
            if Pin::new(&mut self.stream).poll_read(context, &mut rest)?.is_pending() {
                let patience = self.patience.get_or_insert_with(|| Box::pin(sleep(LONGEST_DRAIN)));
                ready!(patience.as_mut().poll(context));
                break;
            }
            if rest.filled().is_empty() {
                break;
            }
            self.drained += rest.filled().len();
        }
        // To the parser the connection has ended.
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for GuardedStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.refusal.is_some() {
            return Poll::Ready(Ok(bytes.len()));
        }
        self.read_since_answer = 0;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.refusal.is_some() {
            return Poll::Ready(Ok(slices.iter().map(|slice| slice.len()).sum()));
        }
        self.read_since_answer = 0;
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The caller's language is somewhere in what was not read, so this is said in both.
fn refusal() -> Vec<u8> {
    let kibibytes = LONGEST_REQUEST / 1024;
    let body = json!({
        "type": "urn:kcn-atlas:problem:too-large",
        "title": "Yêu cầu quá dài · Request too long",
        "status": 414,
        "detail": format!(
            "Yêu cầu dài hơn {kibibytes} KiB nên không được đọc. · The request is longer than {kibibytes} KiB and was not read."
        ),
    })
    .to_string();
    format!(
        "HTTP/1.1 414 URI Too Long\r\ncontent-type: application/problem+json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
