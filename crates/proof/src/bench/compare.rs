//! Two runs as ratios: the second by the first.

use std::path::Path;

use serde_json::Value;

use crate::error::{Named, ProofError};

const FIGURES: &[&str] = &[
    "per_second",
    "p50_ms",
    "p90_ms",
    "p99_ms",
    "max_ms",
    "processor_seconds_per_thousand",
    "memory_megabytes",
];

/// Prints a line for each mix that both runs have; `false` when there is none.
pub(super) fn print(before: &Path, after: &Path) -> Result<bool, ProofError> {
    let (before, after) = (read(before)?, read(after)?);
    for name in ["database", "connections", "rate_per_second", "seconds"] {
        if before[name] != after[name] {
            println!("{name} differs: {} and {}", before[name], after[name]);
        }
    }
    let mut any = false;
    for now in mixes(&after) {
        let Some(then) = mixes(&before).iter().find(|then| then["mix"] == now["mix"]) else {
            continue;
        };
        any = true;
        let ratios: Vec<String> = FIGURES
            .iter()
            .filter_map(|name| Some((name, now[*name].as_f64()? / then[*name].as_f64()?)))
            .map(|(name, ratio)| format!("{name} {ratio:.2}"))
            .collect();
        println!(
            "{:<14} {}",
            now["mix"].as_str().unwrap_or_default(),
            ratios.join("  ")
        );
    }
    Ok(any)
}

fn mixes(run: &Value) -> &[Value] {
    run["mixes"].as_array().map_or(&[], Vec::as_slice)
}

fn read(file: &Path) -> Result<Value, ProofError> {
    let what = format!("reading {}", file.display());
    let text = std::fs::read_to_string(file).named(&what)?;
    serde_json::from_str(&text)
        .map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))
        .named(&what)
}
