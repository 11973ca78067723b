//! Work that takes a while: how far it is, for somebody at a terminal, and ctrl-c, which ends it after
//! the batch that it is in.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use mercer_store::imports::Progress;

/// What somebody sees of the work, and whether they want it to end.
pub(super) struct LongWork {
    bar: ProgressBar,
    stop: Arc<AtomicBool>,
}

impl LongWork {
    /// Begins to show a line such as `{bar:40} {human_pos}/{human_len} rows`, unless it is to be quiet
    /// or nobody sits at a terminal, and to wait for ctrl-c.
    pub(super) fn begin(line: &str, is_quiet: bool) -> Self {
        let bar = if is_quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let style = ProgressStyle::with_template(line);
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::no_length().with_style(style)
        };
        LongWork {
            bar,
            stop: stop_wish(),
        }
    }

    /// What the work calls after every batch; it tells whether to go on.
    pub(super) fn progress(&self) -> impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static {
        let (bar, stop) = (self.bar.clone(), self.stop.clone());
        move |progress| {
            if bar.length() != Some(progress.total) {
                // What came before, such as reading the file, says nothing of the pace from here on.
                bar.set_length(progress.total);
                bar.reset_eta();
            }
            bar.set_position(progress.done);
            if stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }
    }

    /// Takes the line away.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}

/// Becomes true when the person presses ctrl-c.
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
