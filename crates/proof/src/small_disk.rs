//! A disk of a few megabytes, in memory, that can be filled and emptied.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::error::{Named, ProofError};
use crate::processes;

/// A small file system, unmounted when this is dropped.
pub(crate) struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// Mounts one of so many megabytes, which takes root.
    pub(crate) fn mount(megabytes: u32) -> Result<Self, ProofError> {
        let folder = TempDir::with_prefix("mercer-proof-").named("making a folder")?;
        let mut mount = Command::new("mount");
        mount
            .args([
                "-t",
                "tmpfs",
                "-o",
                &format!("size={megabytes}m,mode=755"),
                "none",
            ])
            .arg(folder.path());
        processes::run(&mut mount).map_err(|error| {
            ProofError::Impossible(format!("a small disk has to be mounted; {error}"))
        })?;
        Ok(SmallDisk { folder })
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Fills it but for so many kilobytes.
    pub(crate) fn fill(&self, but_kilobytes: u64) -> Result<(), ProofError> {
        let mut file = std::fs::File::create(self.filler()).named("filling the disk")?;
        let kilobyte = [0x55; 1024];
        let mut written: u64 = 0;
        // Until it is refused: a full disk is what this is about.
        while file.write_all(&kilobyte).is_ok() {
            written += 1;
        }
        let stays = written.saturating_sub(but_kilobytes) * 1024;
        file.set_len(stays).named("filling the disk")
    }

    /// Makes room.
    pub(crate) fn make_room(&self) -> Result<(), ProofError> {
        std::fs::remove_file(self.filler()).named("making room")
    }

    fn filler(&self) -> PathBuf {
        self.folder.path().join("filler")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a server that is about to end may still have files open.
        let _ = processes::run(Command::new("umount").arg("-l").arg(self.folder.path()));
    }
}
