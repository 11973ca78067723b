//! The guides among the documents, run as they are written.
//!
//! The blocks of a guide are taken in order. `sh` is typed into one shell, whose folder is empty at
//! first and which has `mercer` on its path. A block `text` after it is what it prints; a block
//! `json` is what it prints, shortened: what stands in it has to be there. `sql` runs on the SQLite
//! file that its first line names. `console` is not run: it serves until somebody stops it, sits at a
//! terminal or needs what a test does not have.

use std::fs;
use std::net::TcpListener;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::folder::Folder;
use crate::shell::Shell;
use crate::snapshot::without_times;

struct Block {
    line: usize,
    language: String,
    text: String,
}

fn blocks(document: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in document.lines().enumerate() {
        if let Some(language) = line.strip_prefix("```") {
            if !open {
                blocks.push(Block {
                    line: number + 1,
                    language: language.to_owned(),
                    text: String::new(),
                });
            }
            open = !open;
        } else if open && let Some(block) = blocks.last_mut() {
            block.text.push_str(line);
            block.text.push('\n');
        }
    }
    assert!(!open, "a block is not closed");
    blocks
}

/// Times and durations, which differ from run to run, and the widths that follow from them.
fn without_what_differs(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut timed = false;
    for line in without_times(text).lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        timed = line.contains("MILLISECONDS") || timed && !words.is_empty();
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let plain = |word: &&str| if is_number(word) { "<number>" } else { word }.to_owned();
        lines.push(if timed {
            words.iter().map(plain).collect::<Vec<_>>().join(" ")
        } else {
            line.trim_end().to_owned()
        });
    }
    lines.join("\n").trim_end().to_owned()
}

/// Whether all that is shown is there: of an object some fields, of a list everything.
fn is_shown_of(shown: &Value, whole: &Value) -> bool {
    match (shown, whole) {
        (Value::Object(shown), Value::Object(whole)) => shown
            .iter()
            .all(|(name, shown)| whole.get(name).is_some_and(|v| is_shown_of(shown, v))),
        (Value::Array(shown), Value::Array(whole)) => {
            let mut pairs = shown.iter().zip(whole);
            shown.len() == whole.len() && pairs.all(|(shown, whole)| is_shown_of(shown, whole))
        }
        (Value::String(shown), Value::String(whole)) => {
            without_times(shown) == without_times(whole)
        }
        (shown, whole) => shown == whole,
    }
}

/// A guide on its way through.
struct Guide {
    name: &'static str,
    path: PathBuf,
    document: String,
    /// With what blocks print now.
    rewritten: String,
    folder: Folder,
    shell: Shell,
    printed: Option<String>,
    ran: usize,
    compared: usize,
    /// The lines of the document that are run.
    lines: Range<usize>,
}

impl Guide {
    fn new(name: &'static str, variables: &[(&str, &str)]) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let document = fs::read_to_string(&path).expect("the guide is there");
        let folder = Folder::empty();
        let shell = Shell::start(folder.path(), variables);
        Guide {
            name,
            path,
            rewritten: document.clone(),
            document,
            folder,
            shell,
            printed: None,
            ran: 0,
            compared: 0,
            lines: 0..usize::MAX,
        }
    }

    /// Only what stands under this heading is run.
    fn only(mut self, heading: &str) -> Self {
        let is_heading = |line: &str| line.starts_with("## ");
        let mut lines = self.document.lines();
        let begin = lines.position(|line| line == heading);
        let begin = begin.expect("the heading is there");
        let length = lines.position(is_heading).unwrap_or(usize::MAX - begin);
        self.lines = begin..begin + length;
        self
    }

    /// Runs all of it, and asserts that this is at least so many blocks.
    fn works_as_written(mut self, ran: usize, compared: usize) {
        for block in blocks(&self.document) {
            if self.lines.contains(&block.line) {
                self.take(&block);
            }
        }
        if self.rewritten != self.document {
            fs::write(&self.path, &self.rewritten).expect("the guide can be written");
        }
        let name = self.name;
        assert!(self.ran >= ran, "{name}: {} blocks were run", self.ran);
        assert!(
            self.compared >= compared,
            "{name}: {} were compared",
            self.compared
        );
    }

    fn take(&mut self, block: &Block) {
        let place = format!("{}:{}", self.name, block.line);
        match block.language.as_str() {
            "sh" => {
                let printed = self.shell.run(&block.text);
                self.printed = Some(printed.unwrap_or_else(|end| panic!("{place}: {end}")));
                self.ran += 1;
            }
            "text" => {
                let printed = self.printed.take().expect("a block sh stands before");
                self.compare(block, &printed);
            }
            "json" => {
                let printed = self.printed.take().expect("a block sh stands before");
                let json = |text: &str| -> Value {
                    let read = serde_json::from_str(text);
                    read.unwrap_or_else(|error| panic!("{place}: {error}: {text}"))
                };
                let is_shown = is_shown_of(&json(&block.text), &json(&printed));
                assert!(is_shown, "{place} is not part of\n{:#}", json(&printed));
                self.compared += 1;
            }
            "sql" => {
                let first = block.text.lines().next();
                let file = first.and_then(|line| line.strip_prefix("-- "));
                let file = file.expect("the first line names a file");
                self.folder.sqlite(file, &block.text);
            }
            "toml" | "console" => {}
            other => panic!("{place}: nobody runs {other:?}"),
        }
    }

    fn compare(&mut self, block: &Block, printed: &str) {
        let shown = without_what_differs(&block.text);
        let seen = without_what_differs(printed);
        self.compared += 1;
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() && shown != seen {
            let old = format!("```text\n{}```", block.text);
            let new = format!("```text\n{}\n```", printed.trim_end());
            self.rewritten = self.rewritten.replacen(&old, &new, 1);
        } else {
            assert_eq!(shown, seen, "{}:{}\n{printed}", self.name, block.line);
        }
    }
}

#[test]
fn every_operation_of_the_guide_is_understood() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/migrations.md");
    let document = fs::read_to_string(path).expect("the guide is there");
    let blocks = blocks(&document).into_iter();
    let tables = blocks.filter(|block| block.language == "toml");
    let file: String = tables.map(|block| block.text).collect();
    let folder = Folder::with_revisions();
    fs::write(folder.path().join("migrations/all.toml"), &file).expect("it can be written");
    let shown = folder.good(&["db", "show", "s001"]);
    let operations = file.matches("\n[[op]]").count();
    assert!(operations > 15, "{operations}");
    assert_eq!(shown.matches("\n[[op]]").count(), operations);
}

#[test]
fn the_guide_to_migrations_works_as_written() {
    Guide::new("docs/migrations.md", &[]).works_as_written(10, 8);
}

#[test]
fn the_quick_start_of_the_api_works_as_written() {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let port = port.expect("a port is free").port().to_string();
    Guide::new("docs/api.md", &[("PORT", &port)]).works_as_written(12, 8);
}

#[test]
fn the_day_of_the_readme_works_as_written() {
    let day = Guide::new("README.md", &[]).only("## A day with it");
    day.works_as_written(1, 0);
}

#[test]
fn an_answer_is_shown_only_with_what_is_in_it() {
    let whole = serde_json::json!({"a": 1, "b": [{"c": "2026-03-01T12:00:00Z", "d": 2}]});
    for (shown, is_shown) in [
        (serde_json::json!({}), true),
        (serde_json::json!({"a": 1}), true),
        (serde_json::json!({"a": 2}), false),
        (serde_json::json!({"z": 1}), false),
        (serde_json::json!({"b": [{"d": 2}]}), true),
        (
            serde_json::json!({"b": [{"c": "2027-01-01T00:00:00Z"}]}),
            true,
        ),
        (serde_json::json!({"b": []}), false),
    ] {
        assert_eq!(is_shown_of(&shown, &whole), is_shown, "{shown}");
    }
}
