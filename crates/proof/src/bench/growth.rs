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
        let line = Line::of(mix, has_bar, &shops, &turns);
        is_good &= !line.has_failures() && (line.is_met() || growth.without_bars);
        if growth.json {
            told.push(line.json());
        } else {
            println!("{}", line.words());
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

/// What is told of one mix.
struct Line {
    mix: Mix,
    has_bar: bool,
    sizes: Vec<Size>,
    ratio: f64,
}

struct Size {
    scale: f64,
    median_ms: f64,
    processor_ms: f64,
    failures: usize,
}

impl Line {
    fn of(mix: Mix, has_bar: bool, shops: &[Sized], turns: &[Turns]) -> Self {
        let sizes = shops.iter().zip(turns).map(|(sized, turns)| Size {
            scale: sized.scale,
            median_ms: median(&turns.median_ms),
            processor_ms: median(&turns.processor_ms),
            failures: turns.failures,
        });
        Line {
            mix,
            has_bar,
            sizes: sizes.collect(),
            ratio: ratio_of(turns),
        }
    }

    fn is_met(&self) -> bool {
        !self.has_bar || self.ratio <= BAR
    }

    fn has_failures(&self) -> bool {
        self.sizes.iter().any(|size| size.failures > 0)
    }

    fn json(&self) -> Value {
        let size = |size: &Size| {
            json!({"scale": size.scale, "median_ms": size.median_ms,
                "processor_ms": size.processor_ms, "failures": size.failures})
        };
        let sizes: Vec<Value> = self.sizes.iter().map(size).collect();
        json!({"mix": self.mix.name(), "sizes": sizes, "ratio": self.ratio,
            "bar": self.has_bar.then_some(BAR), "met": self.is_met()})
    }

    fn words(&self) -> String {
        let sizes: Vec<String> = self.sizes.iter().map(Size::words).collect();
        let verdict = match (self.has_bar, self.is_met()) {
            (false, _) => String::new(),
            (true, true) => format!(" (bar {BAR}, met)"),
            (true, false) => format!(" (bar {BAR}, MISSED)"),
        };
        let (name, ratio) = (self.mix.name(), self.ratio);
        format!("{name:<14} {}  ratio {ratio:.2}{verdict}", sizes.join("  "))
    }
}

impl Size {
    fn words(&self) -> String {
        let failed = match self.failures {
            0 => String::new(),
            count => format!(", {count} FAILED"),
        };
        format!(
            "scale {}: {:.3} ms, {:.3} CPU ms{failed}",
            self.scale, self.median_ms, self.processor_ms
        )
    }
}
