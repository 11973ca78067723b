//! Histories of a few revisions, databases for them, and pictures of databases to compare.

use std::ops::ControlFlow;
use std::time::Duration;

use chrono::{DateTime, Utc};
use mercer_database::{DatabaseUrl, Kind, Session};
use mercer_migrator::{
    BOOKKEEPING_TABLES, Event, History, Observer, Report, Revision, RunError, RunOptions, Silent,
    compare, current, downgrade, inspect_connection, upgrade,
};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};

/// The moment of every run.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_300_000, 123_456_000).unwrap()
}

/// One revision: its id, the one it follows (or nothing), and the rest of its file.
pub(crate) fn revision(id: &str, down: &str, rest: &str) -> Revision {
    let down = if down.is_empty() {
        String::new()
    } else {
        format!("\"{down}\"")
    };
    let text = format!(
        "revision = \"{id}\"\ndown_revision = [{down}]\nmessage = \"It's {id}\"\n\
         created = 2026-11-21T08:00:00Z\n{rest}"
    );
    Revision::parse(&text, id).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A history of revisions that follow each other.
pub(crate) fn chain(texts: &[&str]) -> History {
    let mut before = String::new();
    let mut revisions = Vec::new();
    for (index, rest) in texts.iter().enumerate() {
        let id = format!("r{}", index + 1);
        revisions.push(revision(&id, &before, rest));
        before = id;
    }
    History::new(revisions).unwrap()
}

/// Without backups, and with little patience.
pub(crate) fn options() -> RunOptions {
    RunOptions {
        lock_wait: Duration::from_mins(1),
        statement_lock_wait: Duration::from_secs(2),
        backup: false,
        ..RunOptions::default()
    }
}

/// A new session of the database.
pub(crate) async fn open(place: &TestDatabase) -> Session {
    open_url(&place.url).await
}

/// The same by its address.
pub(crate) async fn open_url(url: &str) -> Session {
    let url = DatabaseUrl::parse(url).unwrap();
    Session::open(&url).await.unwrap()
}

pub(crate) async fn up(
    session: &Session,
    history: &History,
    target: &str,
) -> Result<Report, RunError> {
    upgrade(session, history, target, &options(), now(), &mut Silent).await
}

pub(crate) async fn down(
    session: &Session,
    history: &History,
    target: &str,
) -> Result<Report, RunError> {
    downgrade(session, history, target, &options(), now(), &mut Silent).await
}

/// The ids in a report.
pub(crate) fn ids(report: &Report) -> Vec<&str> {
    report.revisions.iter().map(|(id, _)| id.as_str()).collect()
}

/// The applied revisions.
pub(crate) async fn applied(session: &Session) -> Vec<String> {
    let applied = current(session).await.unwrap();
    applied.ids().into_iter().map(str::to_owned).collect()
}

/// Runs statements of a test's own.
pub(crate) async fn execute(session: &Session, sql: &str) {
    if let Err(error) = session.execute_unprepared(sql).await {
        panic!("{error}: {sql}");
    }
}

/// A column of rows, as text.
pub(crate) async fn texts(session: &Session, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(session.get_database_backend(), sql);
    let rows = session.query_all_raw(statement).await;
    let rows = rows.unwrap_or_else(|error| panic!("{error}: {sql}"));
    rows.iter()
        .map(|row| row.try_get_by_index::<String>(0).unwrap())
        .collect()
}

/// What is in a database: its catalog, its rows, where it stands, and its session's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) catalog: mercer_migrator::Schema,
    pub(crate) rows: Vec<String>,
    pub(crate) applied: Vec<String>,
    pub(crate) halfway: Option<String>,
    pub(crate) settings: Vec<String>,
}

/// Takes a picture of everything but the bookkeeping tables' own shape.
pub(crate) async fn picture(session: &Session) -> Picture {
    let kind = session.kind();
    let mut catalog = inspect_connection(session, kind).await.unwrap();
    catalog
        .tables
        .retain(|table| !BOOKKEEPING_TABLES.contains(&table.name.as_str()));
    let mut rows = Vec::new();
    for table in &catalog.tables {
        let columns: Vec<&str> = table.columns.iter().map(|one| one.name.as_str()).collect();
        for line in lines(session, &table.name, &columns).await {
            rows.push(format!("{}: {line}", table.name));
        }
    }
    let state = current(session).await.unwrap();
    let applied = state
        .revisions
        .iter()
        .map(|row| format!("{} {} {}", row.revision, row.hash, row.applied_at))
        .collect();
    let halfway = state.unfinished.map(|it| it.revision);
    Picture {
        catalog,
        rows,
        applied,
        halfway,
        settings: settings(session).await,
    }
}

/// All rows of a table, in the order of their texts.
pub(crate) async fn lines(session: &Session, table: &str, columns: &[&str]) -> Vec<String> {
    let is_mysql = session.kind() == Kind::MySql;
    let (word, quote) = if is_mysql {
        ("CHAR", '`')
    } else {
        ("TEXT", '"')
    };
    let each: Vec<_> = columns
        .iter()
        .map(|column| format!("COALESCE(CAST({quote}{column}{quote} AS {word}), '-')"))
        .collect();
    let joined = if is_mysql {
        format!("CONCAT_WS('|', {})", each.join(", "))
    } else {
        each.join(" || '|' || ")
    };
    let sql = format!("SELECT {joined} AS line FROM {quote}{table}{quote} ORDER BY 1");
    texts(session, &sql).await
}

/// What a run may set and has to restore.
async fn settings(session: &Session) -> Vec<String> {
    let of = match session.kind() {
        Kind::Sqlite => vec![
            "SELECT CAST(foreign_keys AS TEXT) FROM pragma_foreign_keys",
            "SELECT CAST(timeout AS TEXT) FROM pragma_busy_timeout",
            "SELECT CAST(legacy_alter_table AS TEXT) FROM pragma_legacy_alter_table",
        ],
        Kind::Postgres => vec![
            "SELECT CAST(current_setting('lock_timeout') AS TEXT)",
            "SELECT CAST(count(*) AS TEXT) FROM pg_locks WHERE locktype = 'advisory' \
             AND pid = pg_backend_pid()",
        ],
        Kind::MySql => vec![
            "SELECT CAST(@@lock_wait_timeout AS CHAR)",
            "SELECT CAST(@@innodb_lock_wait_timeout AS CHAR)",
            "SELECT CAST(@@autocommit AS CHAR)",
            "SELECT CAST(@@in_transaction AS CHAR)",
        ],
    };
    let mut settings = Vec::new();
    for sql in of {
        settings.extend(texts(session, sql).await);
    }
    settings
}

/// Asserts that the database is as in the picture.
#[track_caller]
pub(crate) fn same(expected: &Picture, found: &Picture, kind: Kind, about: &str) {
    for (one, other) in [
        (&expected.catalog, &found.catalog),
        (&found.catalog, &expected.catalog),
    ] {
        let changes: Vec<_> = compare(one, other, kind)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(changes, [""; 0], "{kind}: {about}");
    }
    let (mut one, mut other) = (expected.clone(), found.clone());
    // The order of columns in a table is not compared.
    one.catalog.tables.clear();
    other.catalog.tables.clear();
    assert_eq!(one, other, "{kind}: {about}");
    let texts = |picture: &Picture| -> Vec<_> {
        let tables = picture.catalog.tables.iter();
        tables
            .map(|it| (it.name.clone(), it.triggers.clone()))
            .collect()
    };
    assert_eq!(texts(expected), texts(found), "{kind}: {about}");
}

/// Counts statements and breaks the run off at one of them.
pub(crate) struct BreakAt {
    pub(crate) at: usize,
    pub(crate) seen: usize,
}

impl Observer for BreakAt {
    fn event(&mut self, event: &Event) -> ControlFlow<()> {
        if !is_point(event) {
            return ControlFlow::Continue(());
        }
        self.seen += 1;
        if self.seen == self.at {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// Whether a run is broken off, or killed, there: before and after a statement, between batches.
pub(crate) fn is_point(event: &Event) -> bool {
    matches!(
        event,
        Event::Statement(_) | Event::StatementDone | Event::Filled(_)
    )
}

/// Keeps every event.
#[derive(Default)]
pub(crate) struct Events(pub(crate) Vec<Event>);

impl Observer for Events {
    fn event(&mut self, event: &Event) -> ControlFlow<()> {
        self.0.push(event.clone());
        ControlFlow::Continue(())
    }
}
