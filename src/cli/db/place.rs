//! Where revisions and the database are.

use std::path::Path;

use mercer_database::{DatabaseUrl, Error, Options, Session};
use mercer_migrator::{Applied, History, Revision, RevisionFile, current, load_files};

use crate::cli::Failure;
use crate::config::Config;

/// Where this command finds its revisions and its database.
pub(in crate::cli) struct Place<'a> {
    config: &'a Config,
}

impl<'a> Place<'a> {
    /// What the configuration says.
    pub(in crate::cli) fn new(config: &'a Config) -> Self {
        Place { config }
    }

    /// The owner's folder of revisions; it need not be there.
    pub(super) fn folder(&self) -> &'a Path {
        &self.config.database.migrations.value
    }

    /// The database.
    pub(super) fn url(&self) -> &'a DatabaseUrl {
        &self.config.database.url.value
    }

    /// Whether the embedded database's file is there.
    pub(super) fn has_file(&self) -> bool {
        matches!(self.url(), DatabaseUrl::Sqlite(path) if path.exists())
    }

    /// The owner's revisions, with their files.
    pub(super) fn files(&self) -> Result<Vec<RevisionFile>, Failure> {
        if self.folder().is_dir() {
            Ok(load_files(self.folder())?)
        } else {
            Ok(Vec::new())
        }
    }

    /// The program's revisions and the owner's.
    pub(in crate::cli) fn history(&self) -> Result<History, Failure> {
        history_of(self.files()?.into_iter().map(|file| file.revision))
    }

    /// A connection to the existing database.
    pub(super) async fn session(&self) -> Result<Session, Failure> {
        Ok(Session::open_with(self.url(), &self.options(false)).await?)
    }

    /// A connection to another existing database, which an option named.
    pub(super) async fn session_at(&self, option: &str, url: &str) -> Result<Session, Failure> {
        let url = DatabaseUrl::parse(url)?;
        match Session::open_with(&url, &self.options(false)).await {
            Err(Error::FileMissing { path }) => Err(Failure::refused(format!(
                "{option}: there is no database at {}",
                path.display()
            ))),
            session => Ok(session?),
        }
    }

    /// A connection to the database; an embedded file that is not there is made.
    pub(in crate::cli) async fn session_or_new(
        &self,
        url: &DatabaseUrl,
    ) -> Result<Session, Failure> {
        Ok(Session::open_with(url, &self.options(true)).await?)
    }

    /// The newest revisions that the database has, and all that it lacks.
    pub(in crate::cli) async fn heads_and_pending(
        &self,
    ) -> Result<(Vec<String>, Vec<String>), Failure> {
        let (history, applied) = (self.history()?, self.applied().await?);
        let state = applied.state(&history)?;
        let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
        Ok((owned(state.current_heads()), owned(state.pending())))
    }

    /// Where the database stands; an embedded file that is not there stands nowhere.
    pub(super) async fn applied(&self) -> Result<Applied, Failure> {
        match Session::open_with(self.url(), &self.options(false)).await {
            Ok(session) => {
                let applied = current(&session).await;
                session.close().await;
                Ok(applied?)
            }
            Err(Error::FileMissing { .. }) => Ok(Applied::default()),
            Err(error) => Err(error.into()),
        }
    }

    fn options(&self, create_if_missing: bool) -> Options {
        Options {
            create_if_missing,
            pool_size: self.config.database.pool_size.value,
            ..Options::default()
        }
    }
}

/// The program's revisions and those of a folder.
///
/// Whoever works on the program itself names its own folder of revisions: what is there and already
/// part of the program is one revision, not two.
pub(super) fn history_of(folder: impl Iterator<Item = Revision>) -> Result<History, Failure> {
    let mut revisions: Vec<Revision> = mercer_store::revisions::revisions().to_vec();
    let own = revisions.clone();
    revisions.extend(folder.filter(|revision| !own.contains(revision)));
    Ok(History::new(revisions)?)
}
