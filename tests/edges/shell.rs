//! A shell that somebody types into.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use tempfile::TempDir;

/// What the shell prints after each script. No program of ours prints it.
const END: u8 = 1;

/// A shell in a folder, with `mercer` on its path: what one script sets, the next one knows. It
/// ends at the first command that fails.
pub(crate) struct Shell {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    scripts: TempDir,
}

impl Shell {
    /// A shell with nothing in its environment but these variables.
    pub(crate) fn start(folder: &Path, variables: &[(&str, &str)]) -> Self {
        let binary = Path::new(env!("CARGO_BIN_EXE_mercer"));
        let programs = binary.parent().expect("it is in a folder").display();
        // Ends the shell and whatever it began after three minutes, or when it is ended itself.
        let mut process = Command::new("timeout")
            .args(["180", "sh", "-e"])
            .current_dir(folder)
            .env_clear()
            .env("PATH", format!("{programs}:/usr/bin:/bin"))
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh starts");
        let mut input = process.stdin.take().expect("it is piped");
        let output = process.stdout.take().expect("it is piped");
        // Both streams, in the order in which a person sees them.
        writeln!(input, "exec 2>&1").expect("sh listens");
        Shell {
            process,
            input,
            output: BufReader::new(output),
            scripts: tempfile::tempdir().expect("the temporary folder is writable"),
        }
    }

    /// Runs a script and tells what it printed.
    ///
    /// # Errors
    /// What it printed until the shell ended, because a command failed.
    pub(crate) fn run(&mut self, script: &str) -> Result<String, String> {
        let file = self.scripts.path().join("script");
        fs::write(&file, script).expect("the script can be written");
        // A shell that has ended is noticed below.
        let _ = writeln!(
            self.input,
            ". '{}' < /dev/null; printf '\\001'",
            file.display()
        );
        let mut printed = Vec::new();
        let read = self.output.read_until(END, &mut printed);
        read.expect("what it prints can be read");
        let has_ended = printed.pop_if(|byte| *byte == END).is_none();
        let printed = String::from_utf8_lossy(&printed).into_owned();
        if has_ended {
            return Err(format!("a command failed:\n{printed}"));
        }
        Ok(printed)
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        // `timeout` passes it on to everything that it began.
        let id = self.process.id().to_string();
        let _ = Command::new("kill").arg(id).status();
        let _ = self.process.wait();
    }
}
