//! Every statement that tests have the store run, for whoever asks the databases for their plans.
//!
//! With `MERCER_STATEMENTS=FOLDER` each process of the tests writes a file there, with a line of JSON
//! for each statement of the store: the database, its text, the text once more with the values of the
//! first time it was run, and the file of the function that ran it. `mercer-bench plans` reads them.

use std::backtrace::Backtrace;
use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// Where the database tells its statements.
const TARGET: &str = "mercer_database::statement";

static BEGUN: Once = Once::new();

/// Begins to collect, if that is asked for, and once in a process.
///
/// # Panics
/// When the folder cannot be written, or somebody else has taken the process's log.
pub fn collect() {
    BEGUN.call_once(|| {
        let Some(folder) = std::env::var_os("MERCER_STATEMENTS") else {
            return;
        };
        let name = format!("{}.jsonl", std::process::id());
        let file = File::create(PathBuf::from(folder).join(name)).expect("the folder is writable");
        let looks = HashMap::new();
        let seen = Mutex::new(Seen { looks, file });
        let only = Targets::new().with_target(TARGET, LevelFilter::TRACE);
        let subscriber = tracing_subscriber::registry().with(Collector { seen }.with_filter(only));
        tracing::subscriber::set_global_default(subscriber).expect("nobody else logs in tests");
    });
}

/// How often it is looked who runs a statement before it is taken for a test's own: the store may
/// run the same one later, but to look takes milliseconds.
const LOOKS: u32 = 3;

struct Collector {
    seen: Mutex<Seen>,
}

struct Seen {
    /// How many looks each statement of a database has left.
    looks: HashMap<(String, String), u32>,
    file: File,
}

#[derive(Default)]
struct Told {
    database: String,
    sql: String,
    sample: String,
}

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        match field.name() {
            "database" => self.database = format!("{value:?}"),
            "sample" => self.sample = format!("{value:?}"),
            _ => {}
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "sql" {
            value.clone_into(&mut self.sql);
        }
    }
}

impl<S: Subscriber> Layer<S> for Collector {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut told = Told::default();
        event.record(&mut told);
        let mut seen = self.seen.lock().expect("nobody panics with it");
        let Seen { looks, file } = &mut *seen;
        let left = looks
            .entry((told.database.clone(), told.sql.clone()))
            .or_insert(LOOKS);
        if *left == 0 {
            return;
        }
        *left -= 1;
        let Some(origin) = origin() else {
            return;
        };
        *left = 0;
        let line = serde_json::json!({"database": told.database, "sql": told.sql,
            "sample": told.sample, "origin": origin});
        writeln!(file, "{line}").expect("the folder is writable");
    }
}

/// The file of the store, or of an edge, whose function is running; `None` for a test's.
fn origin() -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize();
    let (root, here) = (root.ok()?, std::env::current_dir().ok()?);
    let stack = Backtrace::force_capture().to_string();
    let places = stack
        .lines()
        .filter_map(|line| line.trim().strip_prefix("at "));
    // With line and column; those of the test's own crate are relative to the folder it runs in.
    let files = places.filter_map(|place| place.split(':').next());
    let files = files.map(|file| here.join(file.trim_start_matches("./")));
    let files = files.filter(|file| file.is_file());
    let mut files = files.filter_map(|file| Some(file.strip_prefix(&root).ok()?.to_owned()));
    let ours = files.find(|file| !BETWEEN.iter().any(|between| file.starts_with(between)))?;
    let ours = ours.to_string_lossy();
    let is_test = ours.contains("tests") || ours.contains("testing") || ours.contains("benches");
    (!is_test).then(|| ours.into_owned())
}

/// What stands between a statement and whoever wants it run.
const BETWEEN: [&str; 3] = [
    "crates/database/src",
    "crates/testing/src",
    "crates/store/src/unit.rs",
];
