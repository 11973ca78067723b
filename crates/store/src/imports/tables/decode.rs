//! The text of a file, whatever its encoding.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much is read at once.
const PIECE: usize = 1 << 14;

/// Looks at the bytes of a file as they pass by, and tells its encoding at the end: a byte order
/// mark, else UTF-16 by its zeros, else UTF-8 if all of it is, else Windows-1252.
pub(super) struct Guess {
    start: Vec<u8>,
    /// UTF-8 read so far, until something is none.
    utf8: Option<Decoder>,
}

impl Guess {
    pub(super) fn new() -> Self {
        Guess {
            start: Vec::new(),
            utf8: Some(UTF_8.new_decoder_without_bom_handling()),
        }
    }

    pub(super) fn take(&mut self, bytes: &[u8], is_last: bool) {
        let missing = 4_096_usize.saturating_sub(self.start.len());
        self.start
            .extend_from_slice(&bytes[..bytes.len().min(missing)]);
        let Some(decoder) = &mut self.utf8 else {
            return;
        };
        let room = decoder.max_utf8_buffer_length(bytes.len());
        let mut text = String::with_capacity(room.unwrap_or(bytes.len() * 3 + 16));
        let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, is_last);
        if !matches!(result, encoding_rs::DecoderResult::InputEmpty) {
            self.utf8 = None;
        }
    }

    pub(super) fn finish(self) -> &'static Encoding {
        if let Some((encoding, _)) = Encoding::for_bom(&self.start) {
            return encoding;
        }
        // Half of the bytes of western text in UTF-16 are zero: the first of each two in the one,
        // the second in the other. No other text has any.
        let zeros = |odd: usize| {
            let places = self.start.iter().skip(odd).step_by(2);
            places.filter(|byte| **byte == 0).count()
        };
        let (even, odd) = (zeros(0), zeros(1));
        if (even + odd) * 4 > self.start.len() {
            return if even > odd { UTF_16BE } else { UTF_16LE };
        }
        if self.utf8.is_some() {
            UTF_8
        } else {
            WINDOWS_1252
        }
    }
}

/// Bytes of an encoding, read as UTF-8 without a byte order mark.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    text: String,
    position: usize,
    is_over: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Decoded {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            text: String::new(),
            position: 0,
            is_over: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut piece = [0; PIECE];
        let length = self.inner.read(&mut piece)?;
        self.is_over = length == 0;
        self.text.clear();
        self.position = 0;
        let room = self.decoder.max_utf8_buffer_length(length);
        self.text.reserve(room.unwrap_or(PIECE * 3 + 16));
        let (result, _, _) =
            self.decoder
                .decode_to_string(&piece[..length], &mut self.text, self.is_over);
        debug_assert!(matches!(result, CoderResult::InputEmpty), "there is room");
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.position == self.text.len() && !self.is_over {
            self.refill()?;
        }
        let rest = &self.text.as_bytes()[self.position..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.position += length;
        Ok(length)
    }
}
