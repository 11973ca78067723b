//! The measured operations and the rounds in which they alternate.

pub mod arguments;
pub mod mercer;
pub mod report;
pub mod rusqlite_bare;
pub mod shop;
pub mod sqlx_bare;
pub mod statements;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mercer_database::Kind;

use arguments::Arguments;
use report::Line;
use shop::BenchShop;

/// One operation, run by one task at a time: `Ok` when it did what it should.
pub type Running = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// Something that can run the measured operations.
pub trait Contender: Send + Sync + 'static {
    fn place(self: Arc<Self>, lines: [(i64, i64); 3]) -> Running;
    fn order_by_id(self: Arc<Self>, id: i64) -> Running;
    fn list_20(self: Arc<Self>, after: i64) -> Running;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Place,
    OrderById,
    List20,
}

impl Operation {
    pub const ALL: [Operation; 3] = [Operation::Place, Operation::OrderById, Operation::List20];

    pub fn name(self) -> &'static str {
        match self {
            Operation::Place => "place-order",
            Operation::OrderById => "order-by-id",
            Operation::List20 => "list-20",
        }
    }
}

/// Measures one database; no lines if it cannot be reached.
pub async fn measure(kind: Kind, arguments: &Arguments) -> Vec<Line> {
    let Some(shop) = BenchShop::open(kind).await else {
        eprintln!("NOT MEASURED: {kind} cannot be reached");
        return Vec::new();
    };
    let mercer: Arc<dyn Contender> = Arc::new(mercer::Mercer::new(shop.store.clone()));
    let bare: Arc<dyn Contender> = match kind {
        Kind::Sqlite => Arc::new(rusqlite_bare::Bare::open(&shop)),
        Kind::Postgres => Arc::new(sqlx_bare::BarePostgres::open(&shop).await),
        Kind::MySql => Arc::new(sqlx_bare::BareMySql::open(&shop).await),
    };
    let mut lines = Vec::new();
    for operation in Operation::ALL
        .into_iter()
        .filter(|o| arguments.measures(*o))
    {
        for tasks in [1, 64].into_iter().filter(|n| arguments.runs_with(*n)) {
            let mut rates = (Vec::new(), Vec::new());
            for round in 0..=arguments.rounds {
                let mut pair = [0.0, 0.0];
                for (rate, (name, contender)) in
                    pair.iter_mut().zip([("mercer", &mercer), ("bare", &bare)])
                {
                    if arguments.runs(name) {
                        *rate = measured(contender, operation, tasks, arguments.seconds).await;
                    }
                }
                let [ours, theirs] = pair;
                // The first round warms both up.
                if round > 0 {
                    rates.0.push(ours);
                    rates.1.push(theirs);
                }
            }
            let line = Line::of(kind, operation, tasks, &rates.0, &rates.1);
            eprintln!("{line}");
            lines.push(line);
        }
    }
    lines
}

/// Operations per second of so many tasks, each starting the next as soon as the last is done.
async fn measured(
    contender: &Arc<dyn Contender>,
    operation: Operation,
    tasks: usize,
    seconds: f64,
) -> f64 {
    let started = Instant::now();
    let until = started + Duration::from_secs_f64(seconds);
    let running: Vec<_> = (0..tasks)
        .map(|task| {
            let contender = contender.clone();
            tokio::spawn(async move {
                let mut random = Sequence(task as u64 + 1);
                let mut done = 0_u64;
                while Instant::now() < until {
                    let operation = match operation {
                        Operation::Place => contender.clone().place(random.lines()),
                        Operation::OrderById => contender
                            .clone()
                            .order_by_id(random.below(shop::SEED_ORDERS) + 1),
                        Operation::List20 => contender
                            .clone()
                            .list_20(random.below(shop::SEED_ORDERS - 20)),
                    };
                    operation.await.unwrap();
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for task in running {
        done += task.await.unwrap();
    }
    #[allow(clippy::cast_precision_loss)]
    let done = done as f64;
    done / started.elapsed().as_secs_f64()
}

/// A small deterministic generator, so that both contenders ask for the same things.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % bound
    }

    fn lines(&mut self) -> [(i64, i64); 3] {
        let first = self.below(shop::PRODUCTS);
        [0, 1, 2].map(|step| ((first + step * 7) % shop::PRODUCTS + 1, 1_000 * (1 + step)))
    }
}
