//! Whether the time of an answer tells who has an account: sign-in with a wrong password, and asking
//! for another password, by turns for somebody who is known and somebody who is not.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use mercer_store::customers::{self, CreateCustomer};
use mercer_store::password::Password;

use super::{median, served, shop};

/// How many accounts there are. Each is asked for once, so that no limit on attempts answers.
const PAIRS: usize = 60;

pub fn measure(folder: &Path) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        shop::fill(folder).await;
        let store = shop::open(folder).await;
        for number in 0..PAIRS {
            customers::create(&store, customer(number)).await.unwrap();
        }
        store.database().close().await;
    });
    let mercer = served::Mercer::start(folder);
    println!("| asked for | known, median ms | unknown, median ms | ratio of the pairs, median |");
    println!("|---|---|---|---|");
    let sign_in = |name: &str| {
        let body =
            format!(r#"{{"kind":"customer","username":"{name}","password":"not this one"}}"#);
        ("/v1/sessions", body, 401)
    };
    tell(&mercer, "sign-in", sign_in);
    let reset = |name: &str| {
        let body = format!(r#"{{"kind":"customer","email":"{name}@example.com"}}"#);
        ("/v1/password-resets", body, 202)
    };
    tell(&mercer, "password reset", reset);
}

fn tell(
    mercer: &served::Mercer,
    what: &str,
    request: impl Fn(&str) -> (&'static str, String, u16),
) {
    let host = mercer.url("");
    let host = host.strip_prefix("http://").unwrap();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..PAIRS {
        let ask = |name: String| milliseconds(time_of(host, number, &request(&name)));
        // By turns who is first.
        if number % 2 == 0 {
            known.push(ask(format!("known{number}")));
            unknown.push(ask(format!("nobody{number}")));
        } else {
            unknown.push(ask(format!("nobody{number}")));
            known.push(ask(format!("known{number}")));
        }
    }
    let ratios: Vec<_> = known.iter().zip(&unknown).map(|(a, b)| a / b).collect();
    println!(
        "| {what} | {:.2} | {:.2} | {:.3} |",
        median(&known),
        median(&unknown),
        median(&ratios)
    );
}

/// How long the answer takes. Each pair comes from an address of its own.
fn time_of(host: &str, pair: usize, (path, body, status): &(&str, String, u16)) -> Duration {
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         X-Forwarded-For: 192.0.2.{pair}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut answer = String::new();
    let began = Instant::now();
    stream.write_all(request.as_bytes()).unwrap();
    stream.read_to_string(&mut answer).unwrap();
    let took = began.elapsed();
    let expected = format!("HTTP/1.1 {status}");
    assert!(answer.starts_with(&expected), "{answer}");
    took
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn customer(number: usize) -> CreateCustomer {
    let name = format!("known{number}");
    CreateCustomer {
        email: Some(format!("{name}@example.com")),
        password: Some(Password::parse("correct horse battery").unwrap()),
        ..shop::customer(&name)
    }
}
