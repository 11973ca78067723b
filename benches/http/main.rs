//! Orders and the product list over HTTP, with a load generator (`wrk`) in a process of its own.
//!
//! `cargo bench -p mercer` measures, on an embedded store in the temporary folder, placing orders of
//! three lines, reading an order and listing 20 products over 1, 32 and 256 connections, and beside
//! them, in the same rounds: orders placed in process by 64 tasks, and an axum handler that serves
//! the bytes of the product list from memory. `-- --seconds 2 --rounds 5` sets the length,
//! `-- --connections 64` one number of connections.
//! `-- --equal-time` asks instead whether the time of an answer tells who has an account.
//! It is a program that prints, not a test: nothing here passes or fails by time.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]

mod bytes;
mod equal_time;
mod in_process;
mod served;
mod shop;
mod wrk;

use std::process::ExitCode;

/// The product's allocator, for everything measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Arguments {
    seconds: u64,
    rounds: usize,
    connections: Vec<usize>,
}

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let mut arguments = Arguments {
        seconds: 2,
        rounds: 5,
        connections: vec![1, 32, 256],
    };
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap();
        match word.as_str() {
            "--seconds" => arguments.seconds = value().parse().unwrap(),
            "--rounds" => arguments.rounds = value().parse().unwrap(),
            "--connections" => arguments.connections = vec![value().parse().unwrap()],
            "--equal-time" => {
                equal_time::measure(tempfile::tempdir().unwrap().path());
                return ExitCode::SUCCESS;
            }
            // This program again, as the server of bytes from memory.
            "--serve-bytes" => return bytes::serve(&value(), &value()),
            // Cargo passes this to every benchmark.
            "--bench" => {}
            other => panic!("{other} is not known: --seconds N --rounds N --connections N"),
        }
    }
    if !wrk::is_installed() {
        eprintln!("the load generator wrk is missing: apt-get install wrk");
        return ExitCode::FAILURE;
    }
    measure(&arguments);
    ExitCode::SUCCESS
}

fn measure(arguments: &Arguments) {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let key = runtime.block_on(shop::fill(folder.path()));
    let folder_in_process = tempfile::tempdir().unwrap();
    let in_process_store = runtime.block_on(in_process::store_in(folder_in_process.path()));
    let mercer = served::Mercer::start(folder.path());
    let list = mercer.url("/v1/products?limit=20");
    let bytes = served::Bytes::start(folder.path(), &served::body_of(&list));
    let place = wrk::Request::post(folder.path(), &mercer.url("/v1/orders"), &key);
    let key = Some(key.as_str());
    let read = wrk::Request::get(folder.path(), &mercer.url("/v1/orders/1"), key);
    let list_with_key = wrk::Request::get(folder.path(), &list, key);
    // What a shop's visitors ask for; it takes no key.
    let list = wrk::Request::get(folder.path(), &list, None);
    let memory = wrk::Request::get(folder.path(), &bytes.url("/"), None);
    println!("| over HTTP | connections | per second | beside it | per second | ratio |");
    println!("|---|---|---|---|---|---|");
    for connections in &arguments.connections {
        let (mut orders, mut reads) = (Vec::new(), Vec::new());
        let (mut lists, mut for_a_key) = (Vec::new(), Vec::new());
        let (mut in_process, mut from_memory) = (Vec::new(), Vec::new());
        for _ in 0..arguments.rounds {
            let load = |request: &wrk::Request| request.load(*connections, arguments.seconds);
            orders.push(load(&place));
            in_process
                .push(runtime.block_on(in_process::orders(&in_process_store, arguments.seconds)));
            reads.push(load(&read));
            lists.push(load(&list));
            for_a_key.push(load(&list_with_key));
            from_memory.push(load(&memory));
        }
        let line = |what: &str, ours: &[f64], beside: &str, theirs: &[f64]| {
            let ratios: Vec<_> = ours.iter().zip(theirs).map(|(a, b)| a / b).collect();
            println!(
                "| {what} | {connections} | {:.0} | {beside} | {:.0} | {:.2} |",
                median(ours),
                median(theirs),
                median(&ratios)
            );
        };
        line("place-order", &orders, "in process, 64 tasks", &in_process);
        for (what, ours) in [
            ("order-by-id", &reads),
            ("list-20 products", &lists),
            ("list-20 products, with a key", &for_a_key),
        ] {
            line(what, ours, "bytes from memory", &from_memory);
        }
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
