//! Figures of one mix.

use std::time::Duration;

use serde_json::{Value, json};

use super::measure::Samples;
use super::mix::Mix;
use super::resources::Resources;

/// What is told of a mix.
#[derive(Debug)]
pub(super) struct Figures {
    mix: Mix,
    done: usize,
    /// Requests that were not done.
    pub(super) failures: usize,
    per_second: f64,
    /// Milliseconds: the median, the 90th and 99th of a hundred, the longest.
    percentiles_ms: [f64; 4],
    processor_seconds_per_thousand: f64,
    memory_megabytes: f64,
    most_memory_megabytes: f64,
}

impl Figures {
    /// Of what was measured.
    pub(super) fn of(mix: Mix, samples: Samples, used: &Resources) -> Self {
        let mut times = samples.times;
        times.sort_unstable();
        let at = |share: usize| {
            let place = (times.len() * share / 1000).min(times.len().saturating_sub(1));
            times.get(place).map_or(0.0, |time| in_ms(*time))
        };
        let done = f64::from(u32::try_from(times.len()).unwrap_or(u32::MAX));
        Figures {
            mix,
            done: times.len(),
            failures: samples.failures,
            per_second: done / samples.elapsed.as_secs_f64(),
            percentiles_ms: [at(500), at(900), at(990), at(1000)],
            processor_seconds_per_thousand: used.processor_seconds * 1000.0 / done.max(1.0),
            memory_megabytes: used.memory_megabytes,
            most_memory_megabytes: used.most_memory_megabytes,
        }
    }

    /// The median of the times.
    pub(super) fn median_ms(&self) -> f64 {
        self.percentiles_ms[0]
    }

    /// So many requests a second.
    pub(super) fn per_second(&self) -> f64 {
        self.per_second
    }

    /// The time that 99 of a hundred requests took at most.
    pub(super) fn p99_ms(&self) -> f64 {
        self.percentiles_ms[2]
    }

    /// Processor time of the server for one request.
    pub(super) fn processor_ms(&self) -> f64 {
        self.processor_seconds_per_thousand
    }

    /// For people.
    pub(super) fn line(&self) -> String {
        let [p50, p90, p99, max] = self.percentiles_ms;
        format!(
            "{:<14} {:>9.1}/s  p50 {p50:.2} ms  p90 {p90:.2}  p99 {p99:.2}  max {max:.2}  \
             {:.3} CPU s per 1,000  {:.0} MB (at most {:.0})  {} done, {} failed",
            self.mix.name(),
            self.per_second,
            self.processor_seconds_per_thousand,
            self.memory_megabytes,
            self.most_memory_megabytes,
            self.done,
            self.failures
        )
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        let [p50, p90, p99, max] = self.percentiles_ms;
        json!({
            "mix": self.mix.name(),
            "done": self.done,
            "failures": self.failures,
            "per_second": self.per_second,
            "p50_ms": p50,
            "p90_ms": p90,
            "p99_ms": p99,
            "max_ms": max,
            "processor_seconds_per_thousand": self.processor_seconds_per_thousand,
            "memory_megabytes": self.memory_megabytes,
            "most_memory_megabytes": self.most_memory_megabytes,
        })
    }
}

/// The one in the middle.
pub(super) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn in_ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
