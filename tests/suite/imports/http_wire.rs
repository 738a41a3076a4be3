//! Uploads over a real connection: what the parser never sees must not be a way around its bounds, nor lose an answer.

use std::time::Duration;

use kcn_atlas::api::{Gate, Guarded, LONGEST_REQUEST, router};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::http_office::{BOUNDARY, Office, Part, form};

/// A server on a port of its own.
async fn listening(office: &Office) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let service = router(office.state.clone()).into_make_service_with_connect_info::<Gate>();
    tokio::spawn(async move { axum::serve(Guarded::new(listener), service).await });
    address
}

fn head(token: &str, length: usize, more: &str) -> String {
    format!(
        "POST /api/v1/imports HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\
         content-type: multipart/form-data; boundary={BOUNDARY}\r\ncontent-length: {length}\r\n{more}\r\n"
    )
}

/// A file far larger than any other body may be.
fn large() -> Vec<u8> {
    let rows: String = (0..60_000).map(|row| format!("{row};A-{row}\n")).collect();
    form(&[Part::Text("layer", "lots"), Part::File("lô.csv", format!("ma;Ký hiệu\n{rows}").as_bytes())])
}

/// Everything that comes until the other side has said its last word.
async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset after an answer would lose it: that is what is tested.
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// What comes until an answer with a body of known length is whole.
async fn one_answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    loop {
        let mut piece = [0_u8; 4096];
        let read = stream.read(&mut piece).await.unwrap();
        assert!(read > 0, "the connection ended: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&answer).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head
            .to_lowercase()
            .split("content-length: ")
            .nth(1)
            .map(|rest| rest.split("\r\n").next().unwrap().parse::<usize>().unwrap());
        if length.is_none_or(|length| body.len() >= length) {
            return text;
        }
    }
}

#[tokio::test]
async fn a_large_file_comes_through_and_the_connection_goes_on() {
    let office = Office::open().await;
    let address = listening(&office).await;
    let (mut stream, body) = (TcpStream::connect(&address).await.unwrap(), large());
    assert!(body.len() > 4 * LONGEST_REQUEST);
    for _ in 0..2 {
        stream.write_all(head("secret", body.len(), "").as_bytes()).await.unwrap();
        stream.write_all(&body).await.unwrap();
        let answer = one_answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    }
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200"));
    let folder = office.folders().pop().unwrap();
    assert!(std::fs::metadata(folder.join("lô.csv")).unwrap().len() > 2 * LONGEST_REQUEST as u64);
    office.desk.close().await;
}

#[tokio::test]
async fn curl_waits_to_be_told_to_go_on_and_is_told_no_before_it_sends() {
    let office = Office::open().await;
    let address = listening(&office).await;
    let body = large();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.write_all(head("secret", body.len(), "expect: 100-continue\r\n").as_bytes()).await.unwrap();
    let mut told = [0_u8; 25];
    stream.read_exact(&mut told).await.unwrap();
    assert_eq!(&told, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(&body).await.unwrap();
    assert!(one_answer(&mut stream).await.starts_with("HTTP/1.1 202"));
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.write_all(head("wrong", body.len(), "expect: 100-continue\r\n").as_bytes()).await.unwrap();
    let answer = one_answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    office.desk.close().await;
}

#[tokio::test]
async fn whoever_is_refused_in_the_middle_of_a_file_hears_why() {
    let office = Office::with(super::worker(), |settings| settings.most_bytes = 3 << 20).await;
    let address = listening(&office).await;
    let long = form(&[Part::File("lô.csv", &vec![b'x'; 3_500_000])]);
    for (token, status) in [("wrong", "401"), ("secret", "413")] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(head(token, long.len(), "").as_bytes()).await.unwrap();
        // The server may stop listening in the middle; the answer is there all the same.
        let _ = stream.write_all(&long).await;
        let answer = one_answer(&mut stream).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
        assert!(answer.contains("application/problem+json"), "{answer}");
    }
    assert!(office.folders().is_empty());
    // A caller that is still sending is listened to for a while: a reset would take the answer from it.
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.write_all(head("wrong", long.len(), "").as_bytes()).await.unwrap();
    stream.write_all(&long[..1 << 20]).await.unwrap();
    assert!(one_answer(&mut stream).await.starts_with("HTTP/1.1 401"));
    stream.write_all(&long[1 << 20..2 << 20]).await.unwrap();
    stream.shutdown().await.unwrap();
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test]
async fn every_other_address_keeps_its_bound_whatever_comes_before_or_inside() {
    let office = Office::open().await;
    let address = listening(&office).await;
    let (long, body) = ("a".repeat(1_000_000), form(&[Part::File("x.csv", b"a\n1\n")]));
    let too_long = format!("GET /api/v1/lots?zone={long} HTTP/1.1\r\nhost: x\r\n\r\n");
    let upload = head("secret", body.len(), "").into_bytes();
    let small = [upload.as_slice(), &body, too_long.as_bytes()].concat();
    let mimic = format!("GET /x?POST+/api/v1/imports HTTP/1.1\r\nhost: {long}\r\n\r\n");
    let header = format!("POST /api/v1/imports HTTP/1.1\r\nhost: x\r\nx-long: {long}\r\n\r\n");
    let other =
        format!("PUT /api/v1/imports/x/answers HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n{long}", long.len());
    for (what, bytes) in [
        ("alone", too_long.into_bytes()),
        ("after an upload, in one go", small),
        ("an address inside another", mimic.into_bytes()),
        ("a heading of an upload", header.into_bytes()),
    ] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let _ = stream.write_all(&bytes).await;
        let answer = rest(&mut stream).await;
        assert!(answer.contains("HTTP/1.1 414"), "{what}: {answer}");
    }
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let _ = stream.write_all(other.as_bytes()).await;
    let answer = one_answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "a body that is no file: {answer}");
    office.desk.close().await;
}

#[tokio::test]
async fn a_heading_that_never_ends_is_refused_before_it_fills_the_memory() {
    let office = Office::open().await;
    let address = listening(&office).await;
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.write_all(head("secret", 900_000_000, "").as_bytes()).await.unwrap();
    let begun = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"");
    stream.write_all(begun.as_bytes()).await.unwrap();
    let _ = stream.write_all(&vec![b'x'; 4 << 20]).await;
    let answer = one_answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(office.folders().is_empty());
}

#[tokio::test]
async fn an_upload_that_is_cut_leaves_nothing_behind() {
    let office = Office::open().await;
    let address = listening(&office).await;
    let body = large();
    for sent in [90, 400, body.len() / 2, body.len() - 5] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(head("secret", body.len(), "").as_bytes()).await.unwrap();
        stream.write_all(&body[..sent]).await.unwrap();
        until(|| !office.folders().is_empty()).await;
        drop(stream);
        until(|| office.folders().is_empty()).await;
    }
    assert!(office.desk.list().is_empty());
    let arrivals: Vec<_> = (0..8).map(|_| office.desk.expect().unwrap()).collect();
    assert!(office.desk.expect().is_err(), "none of those that were cut holds a place, these do");
    drop(arrivals);
    assert!(office.desk.expect().is_ok());
}

async fn until(holds: impl Fn() -> bool) {
    for _ in 0..6_000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it did not come to what was waited for");
}
