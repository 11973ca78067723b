//! Imports the UCI Online Retail data, prints the summary as JSON and examines the books, for
//! measurements: `import_online_retail DATABASE_URL FILE`.

use std::fs::File;
use std::io::Write;
use std::ops::ControlFlow;

use mercer_database::{DatabaseUrl, Options};
use mercer_store::imports::{self, ImportOptions, Progress};
use mercer_store::{Currency, Store, doctor};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, file] = arguments.as_slice() else {
        return Err("usage: import_online_retail DATABASE_URL FILE".into());
    };
    let options = Options {
        create_if_missing: true,
        ..Options::default()
    };
    let store = Store::open(&DatabaseUrl::parse(url)?, options, Currency::GBP).await?;
    mercer_store::revisions::bring_to_head(store.database()).await?;
    let progress = |told: Progress| {
        let mut terminal = std::io::stderr();
        // Where progress cannot be shown, the import goes on without.
        let _ = write!(terminal, "\r{} of {}", told.done, told.total);
        ControlFlow::Continue(())
    };
    let summary = imports::online_retail(
        &store,
        File::open(file)?,
        ImportOptions::default(),
        progress,
    )
    .await?;
    println!("\n{}", serde_json::to_string_pretty(&summary)?);
    for check in doctor::examine(&store).await?.checks {
        println!(
            "{}: {} examined, {} wrong",
            check.name, check.examined, check.wrong
        );
    }
    store.database().close().await;
    Ok(())
}
