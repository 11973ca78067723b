//! Ctrl-c during an import.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Becomes true when the person presses ctrl-c: the import then ends after the batch it is in.
pub(super) fn stop_wish() -> Arc<AtomicBool> {
    let wish = Arc::new(AtomicBool::new(false));
    let granted = wish.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            granted.store(true, Ordering::Relaxed);
        }
    });
    wish
}
