//! The process that serves a store: listens, and stops without losing a request.

mod connections;

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use mercer_store::Store;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::api::{self, Authentication, AuthenticationError};
use crate::config::Config;
use crate::housekeeping::{Housekeeping, Schedule};

pub(crate) use connections::Connections;

/// How long requests in flight may take to finish after the process was told to stop.
const GRACE: Duration = Duration::from_secs(30);

/// Why the store could not be served.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    /// The address is taken, not ours, or not allowed.
    #[error("cannot listen on {address}: {cause}")]
    Listen {
        /// Host and port.
        address: SocketAddr,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The keys that sign access tokens, or the way of mail.
    #[error(transparent)]
    Authentication(#[from] AuthenticationError),
    /// The system refused something while serving.
    #[error("serving stopped: {0}")]
    Io(#[from] std::io::Error),
}

impl ServeError {
    /// What to do about it.
    pub(crate) fn advice(&self) -> &'static str {
        match self {
            ServeError::Listen { cause, .. } => match cause.kind() {
                ErrorKind::AddrInUse => "another program listens there; choose another --port",
                ErrorKind::PermissionDenied => {
                    "ports below 1024 are not for everybody; choose another --port"
                }
                _ => "server.address has to be an address of this machine",
            },
            ServeError::Authentication(AuthenticationError::Mail(_)) => {
                "mail.smtp_url is an address such as smtps://USER:PASSWORD@HOST"
            }
            ServeError::Authentication(AuthenticationError::Keys(_)) => {
                "authentication.keys_folder names a folder that this user can read and write"
            }
            ServeError::Io(_) => "the log above may tell more",
        }
    }
}

/// Serves until the process is told to stop by SIGTERM or ctrl-c; then finishes the requests in
/// flight, seals the audit log and closes the database.
///
/// `listening` is told the address once connections are accepted; port 0 becomes a free port.
pub(crate) async fn serve(
    store: Store,
    config: &Config,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let address = config.server.socket_address();
    let listen_error = |cause| ServeError::Listen { address, cause };
    let listener = TcpListener::bind(address).await.map_err(listen_error)?;
    let address = listener.local_addr().map_err(listen_error)?;
    let authentication = Authentication::new(config, store.database().url(), address)?;
    // Before anybody is told the address: whoever starts this process may stop it at once.
    let stop = stop_signal()?;
    let (stopping, mut stopped) = watch::channel(false);
    let options = api::Options::of(&config.server);
    let router = api::router(&store, Arc::new(authentication), options);
    let connections = Connections::at_most(config.server.max_connections.value);
    let serving = connections.serve(listener, router, async move {
        stop.await;
        tracing::info!("stopping: finishing the requests in flight");
        // The receiver lives as long as this future is polled.
        let _ = stopping.send(true);
    });
    let housekeeping = Housekeeping::start(&store, schedule(config, &store));
    listening(address);
    let too_long = async {
        let _ = stopped.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = serving => {}
        () = too_long => tracing::warn!("some requests did not finish in time"),
    }
    housekeeping.stop().await;
    store.database().close().await;
    tracing::info!("stopped");
    Ok(())
}

/// When backups of this store are made, if the configuration says so.
fn schedule(config: &Config, store: &Store) -> Option<Schedule> {
    let every = config.backup.every.value.duration()?;
    Some(Schedule {
        folder: config.backup.folder(store.database().url()),
        every,
        keep: config.backup.keep.value,
    })
}

/// Ends when the process is told to stop.
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
