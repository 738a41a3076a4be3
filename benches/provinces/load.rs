//! The client's side: starts the server for one size, asks, and reads the kernel's account of the server.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use kcn_atlas::model::Bbox;

use crate::measure::{cpu_seconds, p50_p99, resident_mb, timed};
use crate::report::{Cost, Http, Row};
use crate::server::{DIFFERENT_BOXES, address};

/// Measures one size.
pub fn measure(lots: usize) -> Row {
    eprintln!("{lots} lots …");
    let mut child = Command::new(std::env::current_exe().expect("our own path"))
        .env("KCN_ATLAS_BENCH_SERVE", lots.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the server starts");
    let mut figures: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for line in BufReader::new(child.stdout.take().expect("its output")).lines() {
        let line = line.expect("a line");
        let (name, values) = line.split_once(' ').expect("a name and values");
        figures.insert(name.into(), values.split(' ').map(|value| value.parse().expect("a number")).collect());
        if name == "ready" {
            break;
        }
    }
    let one = |name: &str| figures.get(name).map_or(f64::NAN, |values| values[0]);
    let extent = &figures["extent"];
    let extent = Bbox { min_lon: extent[0], min_lat: extent[1], max_lon: extent[2], max_lat: extent[3] };
    let (ours, bare) = (figures["ready"][0] as u16, figures["ready"][1] as u16);
    let pid = child.id();
    let http = |limit: usize, requests: usize| {
        let ours = ask(pid, ours, requests, |number| address(number, limit, &extent));
        let bare = ask(pid, bare, requests, |number| format!("/{limit}/{number}"));
        Http { ours, bare }
    };
    let row = Row {
        lots,
        build_s: one("build_s"),
        rss_mb: one("rss_mb"),
        edit: (one("edit_p50_us"), one("edit_p99_us")),
        query10: (one("query10_p50_us"), one("query10_p99_us")),
        query1000: (one("query1000_p50_us"), one("query1000_p99_us")),
        http10: http(10, 20_000),
        http1000: http(1000, 4_000),
        serving_mb: resident_mb(pid),
    };
    drop(child.stdin.take());
    child.wait().expect("the server ends");
    row
}

/// Asks one question after the other on one connection, after a tenth of them to warm up.
fn ask(pid: u32, port: u16, requests: usize, address: impl Fn(usize) -> String) -> Cost {
    let mut connection = Connection::new(port);
    for number in 0..requests / 10 {
        connection.get(&address(number % DIFFERENT_BOXES));
    }
    let before = cpu_seconds(pid);
    let mut bytes = 0;
    let times: Vec<Duration> = (0..requests)
        .map(|number| {
            let (length, time) = timed(|| connection.get(&address(number % DIFFERENT_BOXES)));
            bytes += length;
            time
        })
        .collect();
    let cpu = cpu_seconds(pid) - before;
    let (p50_us, p99_us) = p50_p99(times);
    Cost { per_cpu_second: requests as f64 / cpu, p50_us, p99_us, bytes: bytes as f64 / requests as f64 }
}

/// One kept-alive HTTP/1.1 connection.
struct Connection {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Connection {
    fn new(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Connection { stream: BufReader::with_capacity(1 << 20, stream), body: Vec::new() }
    }

    /// The length of the answer's body.
    fn get(&mut self, address: &str) -> usize {
        let request = format!("GET {address} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        self.stream.get_mut().write_all(request.as_bytes()).expect("a request");
        let (mut line, mut length) = (String::new(), None);
        self.stream.read_line(&mut line).expect("a status line");
        assert!(line.starts_with("HTTP/1.1 200"), "{line}");
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("a header");
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = Some(value.trim().parse::<usize>().expect("a length"));
            }
        }
        self.body.resize(length.expect("a length"), 0);
        self.stream.read_exact(&mut self.body).expect("a body");
        self.body.len()
    }
}
