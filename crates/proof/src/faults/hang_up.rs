//! A client that hangs up at every byte of its requests, and at every moment of their answers.
//!
//! The control repeats unanswered requests without their keys, as a client does that thinks it was
//! not heard.

use std::io::{BufReader, Read, Write};
use std::net::Shutdown;
use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{Fault, Rounds, round};
use crate::databases::{DatabaseServer, Kind};
use crate::error::{Named, ProofError};
use crate::http::{self, Client, Request};
use crate::journal::{Checkout, Outcome};
use crate::load;
use crate::repetition::Keys;
use crate::report::{Report, Rule};
use crate::server::Server;
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "hang-up",
    about: "a client hangs up at every byte of a checkout, and at every moment of its answers",
    databases: Kind::ALL,
    rounds: Rounds {
        full: 10,
        full_on_servers: 10,
        short: 1,
    },
    control: "the client repeats what was not answered without its key",
    expected: Rule::Twice,
    run,
};

/// Where a client hangs up.
#[derive(Clone, Copy, Debug)]
enum Point {
    /// After so many bytes of the request; it is not all of it.
    InRequest(usize),
    /// So long after the request.
    AfterRequest(Duration),
    /// After the first byte of the answer.
    InAnswer,
}

/// How many moments after the request are tried, a few of each.
const MOMENTS: u64 = 40;

/// The time between two of them; a checkout takes some milliseconds.
const STEP: Duration = Duration::from_micros(700);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let mut database = DatabaseServer::where_needed(setting.kind)?;
    let shop = Arc::new(Shop::open(&setting.mercer, database.as_mut(), PLENTY)?);
    let server = Server::start(&shop)?;
    let mut checkouts = Vec::new();
    for _ in 0..setting.rounds {
        checkouts.extend(hang_up_everywhere(
            &shop,
            &server,
            &mut random,
            &mut report,
        )?);
        let keys = if setting.negative_control {
            Keys::Forgotten
        } else {
            Keys::Kept
        };
        if !round::holds(&shop, &server, &mut checkouts, keys, &mut report)? {
            break;
        }
    }
    report.needs("hung up in a request", 100 * setting.rounds);
    if !setting.negative_control {
        report.needs("orders found stored when repeated", setting.rounds);
    }
    Ok(report)
}

fn hang_up_everywhere(
    shop: &Shop,
    server: &Server,
    random: &mut StdRng,
    report: &mut Report,
) -> Result<Vec<Checkout>, ProofError> {
    let mut checkouts = Vec::new();
    for point in points(&load::draw(shop, random).order_request(), server, shop) {
        let mut checkout = load::draw(shop, random);
        checkout.order = send_and_leave(&checkout.order_request(), point, server, shop, report)?;
        checkouts.push(checkout);
    }
    let mut client = Client::new(server.address(), &shop.key);
    let mut placed = load::draw(shop, random);
    placed.order = Outcome::of_order(client.send(&placed.order_request()));
    let sample = placed.payment_request(placed.order_id().unwrap_or_default());
    checkouts.push(placed);
    // The bytes of both requests are read by the same code: every seventh is enough here.
    for point in points(&sample, server, shop).into_iter().step_by(7) {
        let mut checkout = load::draw(shop, random);
        checkout.order = Outcome::of_order(client.send(&checkout.order_request()));
        if let Some(order) = checkout.order_id() {
            let request = checkout.payment_request(order);
            checkout.payment = match send_and_leave(&request, point, server, shop, report)? {
                Outcome::Refused(_) => Outcome::NotSent,
                outcome => outcome,
            };
        }
        checkouts.push(checkout);
    }
    // One that hung up may have left a unit of work behind, which runs to its end.
    std::thread::sleep(Duration::from_millis(500 + random.random_range(0..200)));
    load::tally(report, &checkouts);
    Ok(checkouts)
}

fn points(request: &Request, server: &Server, shop: &Shop) -> Vec<Point> {
    // Requests of other serials are some bytes longer, never shorter.
    let length = request.bytes(server.address(), &shop.key).len() - 8;
    let moments =
        (0..MOMENTS).map(|step| Point::AfterRequest(STEP * u32::try_from(step).unwrap_or(0)));
    let in_request = (0..length).map(Point::InRequest);
    in_request
        .chain(moments)
        .chain([Point::InAnswer; 5])
        .collect()
}

/// A request that was not sent whole has to change nothing.
fn send_and_leave(
    request: &Request,
    point: Point,
    server: &Server,
    shop: &Shop,
    report: &mut Report,
) -> Result<Outcome, ProofError> {
    let mut stream = http::connect(server.address()).named("connecting")?;
    let bytes = request.bytes(server.address(), &shop.key);
    let sent = match point {
        Point::InRequest(count) => &bytes[..count.min(bytes.len() - 1)],
        Point::AfterRequest(_) | Point::InAnswer => &bytes,
    };
    stream.write_all(sent).named("sending")?;
    let outcome = match point {
        Point::InRequest(count) => {
            report.count("hung up in a request", 1);
            Outcome::Refused(format!("hung up after {count} bytes"))
        }
        Point::AfterRequest(wait) => {
            report.count("hung up after a request", 1);
            std::thread::sleep(wait);
            Outcome::Unknown
        }
        Point::InAnswer => {
            report.count("hung up in an answer", 1);
            let mut first = [0; 1];
            BufReader::new(&stream)
                .read_exact(&mut first)
                .named("reading")?;
            Outcome::Unknown
        }
    };
    // Both at once: nobody is there to be answered.
    let _ = stream.shutdown(Shutdown::Both);
    Ok(outcome)
}
