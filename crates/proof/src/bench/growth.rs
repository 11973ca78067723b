//! What a request costs when there is more of everything: the same mixes on shops of different sizes,
//! by turns, so that whatever else the machine does is shared by all of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use super::measure::{Loop, measure};
use super::mix::Mix;
use super::resources::Resources;
use super::result::{Figures, median};
use crate::databases::{DatabaseServer, Kind};
use crate::error::ProofError;
use crate::server::Server;
use crate::shop::{PLENTY, Shop};

/// How many shops, of which sizes, and how long.
#[derive(Args)]
pub(super) struct Growth {
    /// How large each shop is, the smallest first, as `mercer seed --scale` counts: 1 is 10,000 orders
    /// with some 25,000 lines
    #[arg(
        long,
        value_name = "SCALE",
        value_delimiter = ',',
        default_value = "0.4,40,400"
    )]
    scales: Vec<f64>,
    /// The database
    #[arg(long, value_name = "NAME", default_value = "sqlite")]
    database: Kind,
    /// How often each mix takes its turn on each shop
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// How long a turn is
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// So many connections at a time
    #[arg(long, default_value_t = 1)]
    connections: usize,
    /// The program to measure; the `mercer` beside this program if not given
    #[arg(long, value_name = "PATH")]
    pub(super) mercer: Option<PathBuf>,
    /// Tell what the bars say and fail for requests alone, as in a run of seconds
    #[arg(long)]
    without_bars: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What a request may cost in the largest shop, as a multiple of its cost in the smallest one.
const BAR: f64 = 1.5;

/// A mix, and whether the bar holds for it: a report reads more when there is more.
const MIXES: &[(Mix, bool)] = &[
    (Mix::PlaceAndPay, true),
    (Mix::OrderById, true),
    (Mix::OrderList, true),
    (Mix::CustomerList, true),
    (Mix::ProductList, true),
    (Mix::Search, false),
    (Mix::SalesReport, false),
];

/// One shop that is served.
struct Sized {
    scale: f64,
    shop: Arc<Shop>,
    server: Server,
}

/// The turns of one mix on one shop.
#[derive(Default)]
struct Turns {
    median_ms: Vec<f64>,
    processor_ms: Vec<f64>,
    failures: usize,
}

/// Whether every request was answered, and the bar is met by every mix for which it holds.
pub(super) fn carry_out(growth: &Growth, mercer: &Path) -> Result<bool, ProofError> {
    let mut database = DatabaseServer::where_needed(growth.database)?;
    let mut shops = Vec::new();
    for &scale in &growth.scales {
        eprintln!("filling a shop of scale {scale}");
        let shop = Arc::new(Shop::seeded(mercer, database.as_mut(), PLENTY, scale)?);
        let server = Server::start(&shop)?;
        shops.push(Sized {
            scale,
            shop,
            server,
        });
    }
    let mut is_good = true;
    let mut told = Vec::new();
    for &(mix, has_bar) in MIXES {
        let turns = turns_of(growth, mix, &shops);
        let ratio = ratio_of(&turns);
        let is_met = !has_bar || ratio <= BAR;
        is_good &= (is_met || growth.without_bars) && turns.iter().all(|turns| turns.failures == 0);
        let line = line_of(mix, has_bar, ratio, &shops, &turns);
        if growth.json {
            told.push(line);
        } else {
            println!("{}", in_words(&line));
        }
    }
    if growth.json {
        println!(
            "{:#}",
            json!({"database": growth.database.to_string(), "mixes": told})
        );
    }
    Ok(is_good)
}

fn turns_of(growth: &Growth, mix: Mix, shops: &[Sized]) -> Vec<Turns> {
    let mut turns: Vec<Turns> = shops.iter().map(|_| Turns::default()).collect();
    let (connections, seconds) = (
        growth.connections.max(1),
        Duration::from_secs_f64(growth.seconds),
    );
    // The first round only warms up.
    for round in 0..=growth.rounds {
        for (sized, turns) in shops.iter().zip(&mut turns) {
            let addresses = &[sized.server.address()];
            let before = Resources::of(sized.server.process());
            let samples = measure(
                &sized.shop,
                addresses,
                mix,
                Loop::Closed,
                connections,
                seconds,
            );
            let used = Resources::of(sized.server.process()).since(&before);
            let figures = Figures::of(mix, samples, &used);
            turns.failures += figures.failures;
            if round > 0 {
                turns.median_ms.push(figures.median_ms());
                turns.processor_ms.push(figures.processor_ms());
            }
        }
    }
    turns
}

/// How much longer a request takes in the largest shop than in the smallest: the median of the rounds.
fn ratio_of(turns: &[Turns]) -> f64 {
    let (Some(small), Some(large)) = (turns.first(), turns.last()) else {
        return 1.0;
    };
    let pairs = large.median_ms.iter().zip(&small.median_ms);
    median(
        &pairs
            .map(|(large, small)| large / small)
            .collect::<Vec<_>>(),
    )
}

fn line_of(mix: Mix, has_bar: bool, ratio: f64, shops: &[Sized], turns: &[Turns]) -> Value {
    let sizes: Vec<Value> = shops
        .iter()
        .zip(turns)
        .map(|(sized, turns)| {
            json!({"scale": sized.scale, "median_ms": median(&turns.median_ms),
                "processor_ms": median(&turns.processor_ms), "failures": turns.failures})
        })
        .collect();
    json!({"mix": mix.name(), "sizes": sizes, "ratio": ratio,
        "bar": has_bar.then_some(BAR), "met": !has_bar || ratio <= BAR})
}

fn in_words(line: &Value) -> String {
    let sizes = line["sizes"].as_array().into_iter().flatten();
    let sizes: Vec<String> = sizes
        .map(|size| {
            let number = |name: &str| size[name].as_f64().unwrap_or(f64::NAN);
            let (took, processor) = (number("median_ms"), number("processor_ms"));
            let failed = match size["failures"].as_u64() {
                Some(0) | None => String::new(),
                Some(count) => format!(", {count} FAILED"),
            };
            format!(
                "scale {}: {took:.3} ms, {processor:.3} CPU ms{failed}",
                number("scale")
            )
        })
        .collect();
    let verdict = match (line["bar"].as_f64(), line["met"].as_bool()) {
        (None, _) => String::new(),
        (Some(bar), Some(true)) => format!(" (bar {bar}, met)"),
        (Some(bar), _) => format!(" (bar {bar}, MISSED)"),
    };
    let (name, ratio) = (
        line["mix"].as_str().unwrap_or_default(),
        line["ratio"].as_f64(),
    );
    format!(
        "{name:<14} {}  ratio {:.2}{verdict}",
        sizes.join("  "),
        ratio.unwrap_or(f64::NAN)
    )
}
