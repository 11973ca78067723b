//! Upgrade, downgrade, stamp and current, where nothing goes wrong.

use chrono::{DateTime, Utc};
use mercer_migrator::{
    BOOKKEEPING_TABLES, Direction, Event, History, RunError, StateError, current, stamp, upgrade,
};

use crate::stage::{Events, applied, chain, down, ids, now, open, options, picture, revision, up};

fn table(name: &str) -> String {
    format!(
        "\n[[op]]\ndo = \"create_table\"\ntable = \"{name}\"\n\
         columns = [{{ name = \"id\", type = \"big_integer\" }}]\nprimary_key = [\"id\"]\n"
    )
}

fn three() -> History {
    chain(&[&table("a"), &table("b"), &table("c")])
}

fn tables(picture: &crate::stage::Picture) -> Vec<&str> {
    let tables = picture.catalog.tables.iter();
    tables.map(|table| table.name.as_str()).collect()
}

#[tokio::test]
async fn a_database_goes_to_any_revision_and_says_where_it_stands() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let history = three();
        let state = current(&session).await.unwrap();
        assert!(!state.managed && !state.holds_tables && state.revisions.is_empty());
        let report = up(&session, &history, "+1").await.unwrap();
        assert_eq!(ids(&report), ["r1"]);
        assert_eq!(tables(&picture(&session).await), ["a"]);
        let report = up(&session, &history, "heads").await.unwrap();
        assert_eq!(ids(&report), ["r2", "r3"]);
        assert_eq!(tables(&picture(&session).await), ["a", "b", "c"]);
        let state = current(&session).await.unwrap();
        assert!(state.managed && state.holds_tables && state.unfinished.is_none());
        for (row, revision) in state.revisions.iter().zip(history.revisions()) {
            assert_eq!(
                (&row.revision, &row.message),
                (&revision.id, &revision.message)
            );
            assert_eq!((row.hash.clone(), row.applied_at), (revision.hash(), now()));
        }
        let report = up(&session, &history, "heads").await.unwrap();
        assert_eq!(report, mercer_migrator::Report::default(), "nothing to do");
        let report = down(&session, &history, "-1").await.unwrap();
        assert_eq!(ids(&report), ["r3"]);
        let report = down(&session, &history, "base").await.unwrap();
        assert_eq!(ids(&report), ["r2", "r1"]);
        assert_eq!(tables(&picture(&session).await), [""; 0]);
        let report = down(&session, &history, "base").await.unwrap();
        assert!(report.revisions.is_empty());
        assert!(up(&session, &history, "nonsense").await.is_err());
        session.close().await;
    }
}

#[tokio::test]
async fn branches_are_upgraded_together_dependencies_first() {
    let base = [
        revision(
            "core1",
            "",
            &format!("branch_labels = [\"core\"]{}", table("core_one")),
        ),
        revision("core2", "core1", &table("core_two")),
        revision(
            "site1",
            "",
            &format!(
                "branch_labels = [\"site\"]\ndepends_on = [\"core2\"]{}",
                table("site_one")
            ),
        ),
    ];
    let history = History::new(base.to_vec()).unwrap();
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let report = up(&session, &history, "site@head").await.unwrap();
        assert_eq!(ids(&report), ["core1", "core2", "site1"]);
        let state = current(&session).await.unwrap();
        let mut heads = state.state(&history).unwrap().current_heads();
        heads.sort_unstable();
        assert_eq!(heads, ["core2", "site1"]);
        // What it depends on cannot go without it.
        let report = down(&session, &history, "core1").await.unwrap();
        assert_eq!(ids(&report), ["site1", "core2"]);
        let report = up(&session, &history, "heads").await.unwrap();
        assert_eq!(ids(&report), ["core2", "site1"]);
        session.close().await;
    }
}

#[tokio::test]
async fn a_run_tells_what_it_does() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let mut events = Events::default();
        let history = three();
        upgrade(&session, &history, "r1", &options(), now(), &mut events)
            .await
            .unwrap();
        let [
            Event::Revision {
                id,
                message,
                direction,
            },
            Event::Statement(sql),
            Event::StatementDone,
            Event::Done { id: done, .. },
        ] = &events.0[..]
        else {
            panic!("{}: {:?}", place.kind, events.0);
        };
        assert_eq!((id.as_str(), message.as_str()), ("r1", "It's r1"));
        assert_eq!((*direction, done.as_str()), (Direction::Up, "r1"));
        assert!(sql.starts_with("CREATE TABLE"), "{sql}");
        session.close().await;
    }
}

#[tokio::test]
async fn a_stamp_writes_the_books_and_nothing_else() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let history = three();
        let to = |target: &str| vec![target.to_owned()];
        let recorded = stamp(&session, &history, &to("r2"), false, &options(), now()).await;
        let mut recorded = recorded.unwrap();
        recorded.sort();
        assert_eq!(recorded, ["r1", "r2"]);
        assert_eq!(tables(&picture(&session).await), [""; 0], "{}", place.kind);
        let later: DateTime<Utc> = now() + chrono::Duration::seconds(1);
        stamp(&session, &history, &to("heads"), false, &options(), later)
            .await
            .unwrap();
        let state = current(&session).await.unwrap();
        let moments: Vec<_> = state.revisions.iter().map(|row| row.applied_at).collect();
        assert_eq!(moments, [now(), now(), later], "{}", place.kind);
        stamp(&session, &history, &to("r1"), false, &options(), now())
            .await
            .unwrap();
        assert_eq!(applied(&session).await, ["r1"]);
        stamp(&session, &history, &to("base"), false, &options(), now())
            .await
            .unwrap();
        assert_eq!(applied(&session).await, [""; 0]);
        // A revision that the history lacks stays in the way until it is purged.
        crate::stage::execute(
            &session,
            "INSERT INTO mercer_revisions VALUES ('x9', 'h', 'm', '2026-11-21 00:00:00', 0)",
        )
        .await;
        let ahead = stamp(&session, &history, &to("r1"), false, &options(), now()).await;
        assert!(
            matches!(ahead, Err(RunError::State(StateError::Ahead { .. }))),
            "{ahead:?}"
        );
        stamp(&session, &history, &to("r1"), true, &options(), now())
            .await
            .unwrap();
        assert_eq!(applied(&session).await, ["r1"]);
        assert_eq!(BOOKKEEPING_TABLES.len(), 2);
        session.close().await;
    }
}
