//! Orders in process against the bare driver doing the same statements, in one run.
//!
//! `cargo bench -p mercer-store` measures place-order (three lines), order-by-id and list-20 at 1
//! and 64 concurrent tasks on every database that can be reached, alternating Mercer and the bare
//! driver round by round, and prints medians and ratios. `-- --json` prints them for programs;
//! `-- --only sqlite` measures one database, `-- --operation list-20` one operation, `-- --tasks 64`
//! one number of tasks, `-- --contender mercer` one side (for a profiler); `-- --seconds 2 --rounds 5`
//! sets the length.
//! It is a program that prints, not a test: nothing here passes or fails by time.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]
// The hand-written order is one straight line of statements, on purpose.
#![allow(
    clippy::too_many_lines,
    clippy::many_single_char_names,
    clippy::type_complexity,
    clippy::cast_possible_wrap
)]

mod bench;

use bench::arguments::Arguments;
use bench::report;
use mercer_database::Kind;

/// The product's allocator, for both contenders.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments = Arguments::from_command_line();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut lines = Vec::new();
    for kind in [Kind::Sqlite, Kind::Postgres, Kind::MySql] {
        if arguments.wants(kind) {
            lines.extend(runtime.block_on(bench::measure(kind, &arguments)));
        }
    }
    report::print(&lines, &arguments);
}
