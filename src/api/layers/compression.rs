//! Smaller answers for clients that ask for them.
//!
//! The `ETag` stays as it is: it names the version of a thing and not the bytes of an answer. Made
//! weak, as proxies do, it would be no use in `If-Match`; parts of an answer (`Range`), for which
//! the bytes would matter, are not to be had, and `Vary` keeps caches from mixing answers up.

use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{And, NotForContentType, Predicate, SizeAbove};

/// Below this many bytes an answer fits into one packet anyway.
const WORTH_IT: u16 = 1024;

/// Gzip and zstd, both at their fastest: the network is to be spared, not at the cost of orders.
pub(super) fn layer() -> CompressionLayer<And<SizeAbove, NotForContentType>> {
    let worth_it = SizeAbove::new(WORTH_IT).and(NotForContentType::IMAGES);
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(worth_it)
}
