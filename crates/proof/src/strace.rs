//! Makes system calls of a running process fail, or kills it at one, by strace.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::error::{Named, ProofError};
use crate::processes;

/// A tampering strace that is attached to a process and all its threads and children.
pub(crate) struct Tampering {
    strace: Child,
    log: NamedTempFile,
}

/// The words of a tampering, such as `fsync:error=EIO`, that nobody wants to read about.
pub(crate) fn words(injection: &str) -> Result<Vec<String>, ProofError> {
    words_to("/dev/null", injection)
}

fn words_to(log: &str, injection: &str) -> Result<Vec<String>, ProofError> {
    let strace = processes::find("strace", "strace")?;
    let calls = injection.split(':').next().unwrap_or_default();
    let words = ["-f", "-qq", "-o", log, "-e", &format!("trace={calls}")].map(str::to_owned);
    let mut all = vec![strace.display().to_string()];
    all.extend(words);
    all.extend(["-e".to_owned(), format!("inject={injection}")]);
    Ok(all)
}

impl Tampering {
    /// Attaches to a process that runs.
    pub(crate) fn attach(process: u32, injection: &str) -> Result<Self, ProofError> {
        let log = NamedTempFile::with_prefix("mercer-proof-").named("making a file")?;
        let words = words_to(&log.path().display().to_string(), injection)?;
        let mut attached = vec![process];
        attached.extend(processes::descendants_of(process));
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).stdin(Stdio::null());
        for process in attached {
            command.args(["-p", &process.to_string()]);
        }
        let strace = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .named("starting strace")?;
        let mut tampering = Tampering { strace, log };
        // It has to be there before the load goes on.
        std::thread::sleep(Duration::from_millis(300));
        if tampering
            .strace
            .try_wait()
            .named("watching strace")?
            .is_some()
            && std::path::Path::new(&format!("/proc/{process}")).exists()
            && !may_trace()
        {
            return Err(ProofError::Impossible("strace may not attach".to_owned()));
        }
        Ok(tampering)
    }

    /// Lets go of the process; how many of its calls were tampered with.
    pub(crate) fn end(mut self) -> Result<usize, ProofError> {
        processes::signal(self.strace.id(), "TERM");
        self.strace.wait().named("ending strace")?;
        let log = std::fs::read(self.log.path()).named("reading what strace saw")?;
        Ok(String::from_utf8_lossy(&log).matches("(INJECTED)").count())
    }
}

impl Drop for Tampering {
    fn drop(&mut self) {
        let _ = self.strace.kill();
        let _ = self.strace.wait();
    }
}

/// Whether processes may be traced at all, which containers often forbid.
pub(crate) fn may_trace() -> bool {
    let traced = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    traced.is_ok_and(|status| status.success())
}
