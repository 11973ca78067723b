//! docs/migrations.md, run as it is written.
//!
//! Its blocks are taken in order. `sh` runs in a shell with `mercer` on its path; a block `text`
//! after it is what it prints. `sql` runs on the SQLite file that its first line names.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::folder::Folder;
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

/// Both streams, in the order in which a person sees them.
fn run(folder: &Folder, script: &str, line: usize) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_mercer"));
    let programs = binary.parent().expect("it is in a folder").display();
    let output = Command::new("timeout")
        .args(["120", "sh", "-e", "-c", &format!("exec 2>&1\n{script}")])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", format!("{programs}:/usr/bin:/bin"))
        .stdin(Stdio::null())
        .output()
        .expect("sh starts");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "docs/migrations.md:{line}: {}\n{printed}",
        output.status
    );
    printed
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
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/migrations.md");
    let document = fs::read_to_string(&path).expect("the guide is there");
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let folder = Folder::empty();
    let (mut printed, mut ran, mut compared) = (None, 0, 0);
    let mut rewritten = document.clone();
    for block in blocks(&document) {
        match block.language.as_str() {
            "sh" => {
                printed = Some(run(&folder, &block.text, block.line));
                ran += 1;
            }
            "text" => {
                let actual = printed.take().expect("a block sh stands before");
                let (shown, seen) = (
                    without_what_differs(&block.text),
                    without_what_differs(&actual),
                );
                if update && shown != seen {
                    let (old, new) = (
                        format!("```text\n{}```", block.text),
                        format!("```text\n{actual}```"),
                    );
                    rewritten = rewritten.replacen(&old, &new, 1);
                } else {
                    assert_eq!(shown, seen, "docs/migrations.md:{}\n{actual}", block.line);
                }
                compared += 1;
            }
            "sql" => {
                let file = block
                    .text
                    .lines()
                    .next()
                    .and_then(|line| line.strip_prefix("-- "));
                folder.sqlite(file.expect("the first line names a file"), &block.text);
            }
            "toml" => {}
            other => panic!("docs/migrations.md:{}: nobody runs {other:?}", block.line),
        }
    }
    if rewritten != document {
        fs::write(&path, rewritten).expect("the guide can be written");
    }
    assert!(
        ran >= 10 && compared >= 8,
        "{ran} blocks were run, {compared} compared"
    );
}
