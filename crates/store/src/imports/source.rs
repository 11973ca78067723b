//! The bytes of a source: uncompressed where needed, and hashed on the way.

use std::io::{self, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::secret::hexadecimal;

/// Every gzip member begins with these.
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// A source as text. Whether it is compressed is seen by its first bytes, not by a name.
pub(super) struct Source {
    content: Box<dyn Read + Send>,
    hash: Sha256,
}

impl Source {
    pub(super) fn open(mut raw: impl Read + Send + 'static) -> io::Result<Self> {
        let mut start = Vec::new();
        raw.by_ref().take(2).read_to_end(&mut start)?;
        let is_compressed = start == GZIP_MAGIC;
        let whole = BufReader::with_capacity(1 << 16, Cursor::new(start).chain(raw));
        let content: Box<dyn Read + Send> = if is_compressed {
            Box::new(MultiGzDecoder::new(whole))
        } else {
            Box::new(whole)
        };
        Ok(Source {
            content,
            hash: Sha256::new(),
        })
    }

    /// SHA-256 of what has been read, in hexadecimal.
    pub(super) fn fingerprint(self) -> String {
        hexadecimal(&self.hash.finalize())
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.content.read(buffer)?;
        self.hash.update(&buffer[..length]);
        Ok(length)
    }
}
