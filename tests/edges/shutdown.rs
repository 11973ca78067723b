//! Stopping a server loses nothing.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::server::{Answer, PATIENCE, Server};
use crate::shop::Shop;

#[test]
fn sigterm_lets_the_request_in_flight_finish() {
    let shop = Shop::new();
    let mut server = Server::start(&shop);
    let body = r#"{"customer_id":1,"lines":[{"product_id":1,"quantity":2}]}"#;
    let credentials = server.credentials().to_owned();
    let mut stream = server.connect();
    let head = format!(
        "POST /v1/orders HTTP/1.1\r\nHost: mercer\r\nContent-Type: application/json\r\n\
         {}Content-Length: {}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
        credentials,
        body.len()
    );
    stream
        .write_all(head.as_bytes())
        .expect("the head is taken");
    // This line is sent when the handler begins to read the body: now the request is in flight.
    let mut line = [0; 25];
    stream.read_exact(&mut line).expect("the handler reads");
    assert_eq!(&line, b"HTTP/1.1 100 Continue\r\n\r\n");

    terminate(&server);
    wait_until(|| TcpStream::connect(&server.address).is_err());
    assert!(is_running(&mut server), "it waits for the request");

    stream
        .write_all(body.as_bytes())
        .expect("the body is taken");
    let answer = Answer::read(&mut stream);
    assert_eq!(answer.status, 201, "{}", answer.body);
    wait_until(|| !is_running(&mut server));
    let status = server.process.wait().expect("it can be waited for");
    assert!(status.success(), "{status}");

    // The order is there, and the file is closed cleanly: nothing is left in a log beside it.
    let again = Server::start(&shop);
    let order = again.get(answer.header("location"));
    assert_eq!(order.status, 200, "{}", order.body);
    drop(again);
}

#[test]
fn an_idle_server_stops_at_once() {
    let shop = Shop::new();
    let mut server = Server::start(&shop);
    // Neither a connection that says nothing nor one that was used holds it up.
    let _silent = server.connect();
    let mut used = server.connect();
    used.write_all(b"GET /health/live HTTP/1.1\r\nHost: mercer\r\n\r\n")
        .expect("the request is taken");
    let mut first = [0; 15];
    used.read_exact(&mut first).expect("an answer");
    assert_eq!(&first, b"HTTP/1.1 200 OK");

    let asked = Instant::now();
    terminate(&server);
    wait_until(|| !is_running(&mut server));
    assert!(asked.elapsed() < Duration::from_secs(10), "it lingered");
    let status = server.process.wait().expect("it can be waited for");
    assert!(status.success(), "{status}");
}

fn terminate(server: &Server) {
    let sent = Command::new("kill")
        .args(["-TERM", &server.process.id().to_string()])
        .status()
        .expect("kill is there");
    assert!(sent.success());
}

fn is_running(server: &mut Server) -> bool {
    let status = server.process.try_wait().expect("it can be asked");
    status.is_none()
}

fn wait_until(mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "it did not happen in time");
        std::thread::sleep(Duration::from_millis(10));
    }
}
