//! The history of the store's own schema, part of the program: the branch `core`.
//!
//! A new revision is written by `mercer db revision --autogenerate` into `crates/store/revisions`,
//! reviewed, and added to the list here. One that has been released is never changed.

use std::sync::LazyLock;

use chrono::Utc;
use mercer_database::Database;
use mercer_migrator::{
    History, Report, Revision, RunError, RunOptions, Silent, load_embedded, upgrade,
};

/// Names with the texts of the files.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$((
            concat!($name, ".toml"),
            include_str!(concat!("../revisions/", $name, ".toml")),
        )),+]
    };
}

/// The files, oldest first.
const FILES: &[(&str, &str)] = files![
    "0001_the_store",
    "0002_customers_without_regard_to_case",
    "0003_the_catalogue",
    "0004_the_audit_log",
    "0005_staff",
    "0006_tax_classes",
    "0007_stock",
    "0008_payments",
    "0009_the_life_of_an_order",
    "0010_shipments_and_returns",
    "0011_invoices",
    "0012_idempotency_keys",
    "0013_settings",
    "0014_sessions_keys_and_clients",
    "0015_lists",
    "0016_costs",
];

static REVISIONS: LazyLock<Vec<Revision>> =
    LazyLock::new(|| load_embedded(FILES).expect("the program's own revisions are right"));

/// The store's own revisions, oldest first.
pub fn revisions() -> &'static [Revision] {
    &REVISIONS
}

/// Gives an empty database the store's tables, and an older store the changes since.
///
/// The owner's revisions are not known here: whoever serves a store upgrades it with these as well.
pub async fn bring_to_head(database: &Database) -> Result<Report, RunError> {
    let history = History::new(revisions().to_vec())?;
    let session = database.session().await?;
    let options = RunOptions::default();
    let report = Box::pin(upgrade(
        &session,
        &history,
        "heads",
        &options,
        Utc::now(),
        &mut Silent,
    ))
    .await;
    session.close().await;
    report
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn every_file_of_the_folder_is_part_of_the_program() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/revisions");
        let entries = std::fs::read_dir(folder).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("readable")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        let listed: Vec<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(names, listed);
    }
}
