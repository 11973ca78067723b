//! The id by which a request is found again in the log.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// Where it stands in requests and answers.
pub(super) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is taken over from a client, in bytes.
const LONGEST: usize = 128;

/// The id that the client or a proxy gave the request, else a new one.
pub(super) fn of(headers: &HeaderMap) -> HeaderValue {
    let given = headers.get(HEADER).filter(|id| {
        let is_plain = id.as_bytes().iter().all(u8::is_ascii_graphic);
        is_plain && !id.is_empty() && id.len() <= LONGEST
    });
    given.cloned().unwrap_or_else(fresh)
}

/// A random UUID (version 4), from the generator of the thread: asking the system for random bytes
/// would cost every request more than the rest of this layer.
fn fresh() -> HeaderValue {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut bytes = rand::random::<[u8; 16]>();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = [b'-'; 36];
    let mut at = 0;
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            at += 1;
        }
        text[at] = DIGITS[usize::from(byte >> 4)];
        text[at + 1] = DIGITS[usize::from(byte & 15)];
        at += 2;
    }
    HeaderValue::from_bytes(&text).expect("digits and dashes are a header's value")
}
