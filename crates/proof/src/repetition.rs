//! What a careful client does after a fault: it sends again whatever it has no answer to, with the
//! same key.

use std::time::{Duration, Instant};

use crate::http::{Answer, Client, NoAnswer, Request};
use crate::journal::{Checkout, Outcome};
use crate::report::{Finding, Report, Rule};
use crate::shop::Shop;

/// How long a request that is told to come again is repeated. A server that keeps the connection of
/// a dead one's transaction may need until it notices.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many acknowledged orders of each time are sent again too.
const SAMPLE: usize = 3;

/// Whether the client still knows its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    /// It sends them.
    Kept,
    /// It sends everything as if for the first time. For negative controls.
    Forgotten,
}

/// Sends the unanswered requests again, and a few of the answered ones, which have to be answered
/// as before.
pub(crate) fn repeat(
    shop: &Shop,
    address: &str,
    checkouts: &mut [Checkout],
    keys: Keys,
    report: &mut Report,
) {
    let mut client = Client::new(address, &shop.key);
    for checkout in checkouts.iter_mut() {
        if checkout.order == Outcome::Unknown {
            let request = forget(checkout.order_request(), keys);
            let answer = insist(&mut client, &request, report);
            report.count("orders repeated", 1);
            if answer.as_ref().is_ok_and(|answer| answer.replayed) {
                report.count("orders found stored when repeated", 1);
            }
            checkout.order = Outcome::of_order(answer);
            if checkout.order == Outcome::Unknown {
                let what = format!("order {} has no answer when repeated", checkout.serial);
                report
                    .findings
                    .push(Finding::new(Rule::DidNotRecover, what));
            }
        }
        if let (Outcome::Unknown, Some(order)) = (&checkout.payment, checkout.order_id()) {
            let request = forget(checkout.payment_request(order), keys);
            let answer = insist_on_payment(&mut client, &request, report);
            report.count("payments repeated", 1);
            checkout.payment = Outcome::of_payment(Ok(answer));
        }
    }
    if keys == Keys::Kept {
        again(&mut client, checkouts, report);
    }
}

/// The last acknowledged orders are sent again, and have to be answered from the record.
fn again(client: &mut Client, checkouts: &[Checkout], report: &mut Report) {
    let acknowledged = checkouts.iter().rev().filter(|checkout| {
        // Believed without an answer: a negative control's.
        checkout.order_id().is_some_and(|id| id > 0)
    });
    for checkout in acknowledged.take(SAMPLE) {
        let answer = insist(client, &checkout.order_request(), report);
        report.count("answered orders sent again", 1);
        let replayed = answer.as_ref().is_ok_and(|answer| answer.replayed);
        let now = Outcome::of_order(answer);
        if !replayed || now != checkout.order {
            let what = format!(
                "order {}: {:?}, and when sent again {now:?}, replayed: {replayed}",
                checkout.serial, checkout.order
            );
            report.findings.push(Finding::new(Rule::Unrepeatable, what));
        }
    }
}

fn forget(mut request: Request, keys: Keys) -> Request {
    if keys == Keys::Forgotten {
        request.idempotency_key = None;
    }
    request
}

/// Sends until there is an answer other than "come again".
fn insist(client: &mut Client, request: &Request, report: &mut Report) -> Result<Answer, NoAnswer> {
    let started = Instant::now();
    loop {
        let answer = client.send(request);
        let come_again = match &answer {
            Ok(answer) => answer.status >= 500 || answer.code() == "in_flight",
            Err(_) => true,
        };
        if !come_again || started.elapsed() > PATIENCE {
            return answer;
        }
        report.count("told to come again", 1);
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A payment is made of several transactions. One whose process died on the way is answered "in
/// flight" for five minutes, then "unfinished", and never made again: either is an answer.
fn insist_on_payment(client: &mut Client, request: &Request, report: &mut Report) -> Answer {
    let started = Instant::now();
    loop {
        let answer = client.send(request);
        if let Ok(answer) = answer
            && (answer.status < 500 || started.elapsed() > PATIENCE)
        {
            return answer;
        }
        if started.elapsed() > PATIENCE {
            let what = format!("{} has no answer when repeated", request.path);
            report
                .findings
                .push(Finding::new(Rule::DidNotRecover, what));
            return Answer {
                status: 503,
                replayed: false,
                body: serde_json::Value::Null,
                position: None,
            };
        }
        report.count("told to come again", 1);
        std::thread::sleep(Duration::from_millis(50));
    }
}
