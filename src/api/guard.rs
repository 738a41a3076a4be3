//! A bound on what is read before it is parsed.
//!
//! The HTTP parser refuses a very long request line or header with a bare status. This listener stands before it and refuses in a
//! sentence, as every other refusal is: once a caller has sent more than [`LONGEST_REQUEST`] bytes without waiting for an answer.
//!
//! Files of an import are longer. This listener does not guess from the bytes whether they are such files: the handler that takes
//! them, and has seen the administrator's token, opens the connection's [`Gate`] while it reads them, and bounds them itself.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
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

/// The most that is read at once while a gate is open, so that little of a next request comes in with the end of a file.
const LARGEST_SIP: usize = 64 * 1024;

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
        let gate = Gate::default();
        (GuardedStream { stream, gate, read_since_answer: 0, refusal: None, drained: 0, patience: None }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// What the handler of a request may tell the connection it came over.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<GateState>);

#[derive(Debug, Default)]
struct GateState {
    is_open: AtomicBool,
    has_rest: AtomicBool,
}

impl Gate {
    /// What comes in is not counted until the result is dropped.
    pub fn open(&self) -> OpenGate {
        self.0.is_open.store(true, Ordering::Relaxed);
        OpenGate(self.clone())
    }

    /// A body may be left unread: should the connection end, what is on its way is still taken and thrown away for a while.
    pub fn leave_rest(&self) {
        self.0.has_rest.store(true, Ordering::Relaxed);
    }

    /// The body was read to its end.
    pub fn took_all(&self) {
        self.0.has_rest.store(false, Ordering::Relaxed);
    }
}

impl Connected<IncomingStream<'_, Guarded>> for Gate {
    fn connect_info(stream: IncomingStream<'_, Guarded>) -> Self {
        stream.io().gate.clone()
    }
}

/// An open gate; it shuts when dropped.
#[derive(Debug)]
pub struct OpenGate(Gate);

impl Drop for OpenGate {
    fn drop(&mut self) {
        self.0.0.is_open.store(false, Ordering::Relaxed);
    }
}

/// A connection that counts what comes in.
pub struct GuardedStream {
    stream: TcpStream,
    gate: Gate,
    read_since_answer: usize,
    /// What is left to say before the connection ends, once too much has come in.
    refusal: Option<Vec<u8>>,
    /// Bytes thrown away since.
    drained: usize,
    /// How long the rest is still waited for.
    patience: Option<Pin<Box<Sleep>>>,
}

impl GuardedStream {
    /// Takes what comes, and counts it.
    fn poll_counted(&mut self, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        if !self.gate.0.is_open.load(Ordering::Relaxed) {
            ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
            self.read_since_answer += buffer.filled().len() - before;
            return Poll::Ready(Ok(()));
        }
        let room = buffer.remaining().min(LARGEST_SIP);
        let mut sip = ReadBuf::new(buffer.initialize_unfilled_to(room));
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut sip))?;
        let read = sip.filled().len();
        buffer.advance(read);
        // The end of it may belong to a next request.
        self.read_since_answer = read;
        Poll::Ready(Ok(()))
    }

    /// Says that nothing more comes, and takes what is still on its way, for a while: a connection closed over unread bytes
    /// is reset, and the caller would never see the answer.
    fn poll_farewell(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
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
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for GuardedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.refusal.is_none() {
            let before = buffer.filled().len();
            ready!(self.poll_counted(context, buffer))?;
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
        ready!(self.poll_farewell(context))?;
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
        if self.gate.0.has_rest.load(Ordering::Relaxed) {
            return self.poll_farewell(context);
        }
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
