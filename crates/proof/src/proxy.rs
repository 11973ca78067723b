//! Stands between the server and its database, and cuts connections exactly at COMMIT.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::error::{Named, ProofError};

/// On which side of the commit the connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The database never hears COMMIT.
    Before,
    /// The database has committed, and its answer gets lost.
    After,
}

#[derive(Debug, Default)]
struct Orders {
    cuts_before: AtomicUsize,
    cuts_after: AtomicUsize,
    made: AtomicUsize,
}

/// A proxy on a port of its own.
pub(crate) struct Proxy {
    port: u16,
    orders: Arc<Orders>,
}

impl Proxy {
    /// Listens, and passes everything on to the database's port. It ends with the program.
    pub(crate) fn start(database_port: u16) -> Result<Self, ProofError> {
        let listener = TcpListener::bind("127.0.0.1:0").named("starting the proxy")?;
        let port = listener.local_addr().named("starting the proxy")?.port();
        let orders = Arc::new(Orders::default());
        let of_thread = Arc::clone(&orders);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if let Ok(database) = TcpStream::connect(("127.0.0.1", database_port)) {
                    drop(pass_on(client, database, &of_thread));
                }
            }
        });
        Ok(Proxy { port, orders })
    }

    /// Where it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The next COMMIT is cut.
    pub(crate) fn cut_next(&self, cut: Cut) {
        self.waiting(cut).fetch_add(1, Ordering::SeqCst);
    }

    /// How many were cut so far.
    pub(crate) fn made(&self) -> usize {
        self.orders.made.load(Ordering::SeqCst)
    }

    fn waiting(&self, cut: Cut) -> &AtomicUsize {
        match cut {
            Cut::Before => &self.orders.cuts_before,
            Cut::After => &self.orders.cuts_after,
        }
    }
}

fn take(waiting: &AtomicUsize) -> bool {
    waiting
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| {
            count.checked_sub(1)
        })
        .is_ok()
}

/// Two threads, one for each direction.
fn pass_on(client: TcpStream, database: TcpStream, orders: &Arc<Orders>) -> io::Result<()> {
    client.set_nodelay(true)?;
    database.set_nodelay(true)?;
    // Set before the COMMIT goes out: what the database says then reaches nobody.
    let is_mute = Arc::new(AtomicBool::new(false));
    let (from_client, to_client) = (client.try_clone()?, client);
    let (from_database, to_database) = (database.try_clone()?, database);
    let (orders, muting) = (Arc::clone(orders), Arc::clone(&is_mute));
    std::thread::spawn(move || towards_database(from_client, to_database, &orders, &muting));
    std::thread::spawn(move || towards_client(from_database, to_client, &is_mute));
    Ok(())
}

fn towards_database(
    mut client: TcpStream,
    mut database: TcpStream,
    orders: &Orders,
    muting: &AtomicBool,
) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = client.read(&mut bytes) {
        let said = &bytes[..length];
        // The drivers send it as a statement of its own, and never in two pieces.
        if said
            .windows(6)
            .any(|six| six.eq_ignore_ascii_case(b"COMMIT"))
        {
            if take(&orders.cuts_before) {
                orders.made.fetch_add(1, Ordering::SeqCst);
                break;
            }
            if take(&orders.cuts_after) {
                orders.made.fetch_add(1, Ordering::SeqCst);
                muting.store(true, Ordering::SeqCst);
            }
        }
        if database.write_all(said).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
    // The database may be in the middle of its answer to a COMMIT; it hears the end after that.
    let _ = database.shutdown(Shutdown::Both);
}

fn towards_client(mut database: TcpStream, mut client: TcpStream, is_mute: &AtomicBool) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = database.read(&mut bytes) {
        if is_mute.load(Ordering::SeqCst) || client.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
    let _ = database.shutdown(Shutdown::Both);
}
