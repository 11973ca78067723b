//! A process of its own that migrates and is killed at a given moment.

use std::ops::ControlFlow;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use mercer_migrator::{Event, History, Observer, downgrade, upgrade};

use crate::stage::{is_point, now, open_url, options};

/// How the child is told what to do: `history way target point url`.
const ORDER: &str = "MERCER_TEST_RUN_CHILD";

/// How long a child may take.
const BOUND: Duration = Duration::from_secs(90);

/// Not a test of its own: the child process of others. It aborts at the point of the run that it
/// was told, or runs to the end and exits with 1 if that was an error.
#[tokio::test]
async fn process_that_migrates() {
    let Ok(order) = std::env::var(ORDER) else {
        return;
    };
    let words: Vec<&str> = order.splitn(5, ' ').collect();
    let [name, way, target, point, url] = words[..] else {
        panic!("{order}");
    };
    let history = history(name);
    let session = open_url(url).await;
    let mut watch = AbortAt {
        left: point.parse().unwrap(),
    };
    let done = match way {
        "up" => upgrade(&session, &history, target, &options(), now(), &mut watch).await,
        _ => downgrade(&session, &history, target, &options(), now(), &mut watch).await,
    };
    if let Err(error) = done {
        eprintln!("{error}");
        std::process::exit(1);
    }
    session.close().await;
}

/// The histories that children know.
fn history(name: &str) -> History {
    match name {
        "journal" => crate::journal::history(),
        "concurrently" => crate::concurrently::history(),
        "lock" => crate::lock::history(),
        "slow_lock" => crate::lock::slow_history(),
        other => panic!("{other}"),
    }
}

struct AbortAt {
    left: usize,
}

impl Observer for AbortAt {
    fn event(&mut self, event: &Event) -> ControlFlow<()> {
        if is_point(event) {
            self.left = self.left.wrapping_sub(1);
            if self.left == 0 {
                std::process::abort();
            }
        }
        ControlFlow::Continue(())
    }
}

/// Starts a child; `point` 0 lets it run to its end.
pub(crate) fn start(name: &str, way: &str, target: &str, point: usize, url: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child::process_that_migrates", "--nocapture"])
        .env(ORDER, format!("{name} {way} {target} {point} {url}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits for a child, which is killed when it takes too long.
pub(crate) fn wait(mut child: Child) -> ExitStatus {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if started.elapsed() > BOUND {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("a child took longer than {BOUND:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Runs a child; tells whether it was killed at the point, for it may have ended before.
pub(crate) fn killed(name: &str, way: &str, target: &str, point: usize, url: &str) -> bool {
    let status = wait(start(name, way, target, point, url));
    if status.success() {
        return false;
    }
    assert_eq!(status.code(), None, "the child failed instead: {status}");
    true
}
