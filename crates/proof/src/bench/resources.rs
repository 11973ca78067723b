//! What a process uses, as the system counts it.

/// Processor time and memory of a process.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Resources {
    /// Of all its threads, in user and kernel mode.
    pub(super) processor_seconds: f64,
    /// Resident, now.
    pub(super) memory_megabytes: f64,
    /// Resident, at most since it started.
    pub(super) most_memory_megabytes: f64,
    /// Files and connections that are open.
    pub(super) open_files: usize,
}

/// Linux tells processor time in hundredths of a second, whatever the kernel counts in.
const TICKS_PER_SECOND: f64 = 100.0;

impl Resources {
    /// Of a process as of now; zero where the system does not tell.
    pub(super) fn of(process: u32) -> Self {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // Behind the name, which may hold anything: the 14th and 15th field of all.
        let fields: Vec<&str> = stat
            .rsplit_once(')')
            .map_or("", |(_, after)| after)
            .split_whitespace()
            .collect();
        let ticks = |place: usize| fields.get(place).and_then(|word| word.parse::<f64>().ok());
        let ticks = ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0);
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        Resources {
            processor_seconds: ticks / TICKS_PER_SECOND,
            memory_megabytes: megabytes(&status, "VmRSS:"),
            most_memory_megabytes: megabytes(&status, "VmHWM:"),
            open_files: std::fs::read_dir(format!("/proc/{process}/fd")).map_or(0, Iterator::count),
        }
    }

    /// The processor time since then, and the memory of now.
    pub(super) fn since(self, before: &Resources) -> Self {
        Resources {
            processor_seconds: self.processor_seconds - before.processor_seconds,
            ..self
        }
    }
}

fn megabytes(status: &str, name: &str) -> f64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next());
    kilobytes
        .and_then(|word| word.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}
