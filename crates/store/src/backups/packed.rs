//! A compressed file with its checksum, made and read.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::folder::owners_file;
use crate::secret::hexadecimal;

/// What was written.
pub(super) struct Packed {
    pub(super) sha256: String,
    pub(super) bytes: u64,
    pub(super) content_bytes: u64,
}

/// A file that is being written.
pub(super) struct Packing {
    encoder: GzEncoder<Hashing<BufWriter<File>>>,
    content_bytes: u64,
}

impl Packing {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let file = owners_file().write(true).create_new(true).open(path)?;
        let hashing = Hashing::of(BufWriter::with_capacity(1 << 16, file));
        Ok(Packing {
            // Level 3: the disk, not the processor, is to be waited for.
            encoder: GzEncoder::new(hashing, Compression::new(3)),
            content_bytes: 0,
        })
    }

    /// Ends the file, which is on the disk afterwards.
    pub(super) fn finish(self) -> io::Result<Packed> {
        let Hashing {
            mut inner,
            hash,
            bytes,
        } = self.encoder.finish()?;
        inner.flush()?;
        inner.get_ref().sync_all()?;
        Ok(Packed {
            sha256: hexadecimal(&hash.finalize()),
            bytes,
            content_bytes: self.content_bytes,
        })
    }
}

impl Write for Packing {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.encoder.write(buffer)?;
        self.content_bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.encoder.flush()
    }
}

/// The checksum and the size of a file as it lies there.
pub(super) fn checksum(path: &Path) -> io::Result<(String, u64)> {
    let mut hashing = Hashing::of(io::sink());
    io::copy(&mut File::open(path)?, &mut hashing)?;
    Ok((hexadecimal(&hashing.hash.finalize()), hashing.bytes))
}

/// What a compressed file holds.
pub(super) fn content(path: &Path) -> io::Result<impl Read + use<>> {
    let file = BufReader::with_capacity(1 << 16, File::open(path)?);
    Ok(GzDecoder::new(file))
}

struct Hashing<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W> Hashing<W> {
    fn of(inner: W) -> Self {
        Hashing {
            inner,
            hash: Sha256::new(),
            bytes: 0,
        }
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hash.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
