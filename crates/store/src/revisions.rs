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

/// The files, oldest first.
const FILES: [(&str, &str); 3] = [
    (
        "0001_the_store.toml",
        include_str!("../revisions/0001_the_store.toml"),
    ),
    (
        "0002_customers_without_regard_to_case.toml",
        include_str!("../revisions/0002_customers_without_regard_to_case.toml"),
    ),
    (
        "0003_the_catalogue.toml",
        include_str!("../revisions/0003_the_catalogue.toml"),
    ),
];

static REVISIONS: LazyLock<Vec<Revision>> =
    LazyLock::new(|| load_embedded(&FILES).expect("the program's own revisions are right"));

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
