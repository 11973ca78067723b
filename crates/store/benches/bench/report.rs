//! Medians and ratios.

use std::fmt;

use mercer_database::Kind;

use super::Operation;
use super::arguments::Arguments;

pub struct Line {
    kind: Kind,
    operation: Operation,
    tasks: usize,
    mercer: f64,
    bare: f64,
    ratio: f64,
}

impl Line {
    /// The ratio is the median of the rounds' ratios: the machine's drift hits both of a round.
    pub fn of(
        kind: Kind,
        operation: Operation,
        tasks: usize,
        mercer: &[f64],
        bare: &[f64],
    ) -> Self {
        let ratios: Vec<f64> = mercer
            .iter()
            .zip(bare)
            .map(|(ours, theirs)| ours / theirs)
            .collect();
        Line {
            kind,
            operation,
            tasks,
            mercer: median(mercer),
            bare: median(bare),
            ratio: median(&ratios),
        }
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "| {} | {} | {} | {:.0} | {:.0} | {:.2} |",
            self.kind,
            self.operation.name(),
            self.tasks,
            self.mercer,
            self.bare,
            self.ratio
        )
    }
}

pub fn print(lines: &[Line], arguments: &Arguments) {
    if arguments.json {
        let rows: Vec<_> = lines
            .iter()
            .map(|line| {
                serde_json::json!({
                    "database": line.kind.name(), "operation": line.operation.name(),
                    "tasks": line.tasks, "mercer_per_second": line.mercer,
                    "bare_per_second": line.bare, "ratio": line.ratio,
                })
            })
            .collect();
        println!("{}", serde_json::Value::Array(rows));
        return;
    }
    println!("| database | operation | tasks | Mercer/s | bare driver/s | ratio |");
    println!("|---|---|---|---|---|---|");
    for line in lines {
        println!("{line}");
    }
}
