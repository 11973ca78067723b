//! Proof by faults and load: what Mercer promises, tried from outside on the running program.
//!
//! Deliberately absent: every crate of the product. The programs here speak HTTP to a `mercer`
//! binary, read its database with the bare drivers, and know its tables by name only; a mistake in
//! the product's code cannot hide itself by being used on both sides.

mod bench;
mod checker;
mod databases;
mod error;
mod faults;
mod http;
mod journal;
mod load;
mod processes;
mod proxy;
mod repetition;
mod report;
mod server;
mod setting;
mod shop;
mod small_disk;
mod strace;

pub use bench::main as bench;
pub use faults::main as faults;
