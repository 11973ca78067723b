//! A database that was just created from the declarations is in step with them.

mod declared;

use mercer_database::Kind;
use mercer_migrator::{Schema, check, inspect};

#[tokio::test]
async fn a_fresh_database_is_in_step() {
    for place in declared::databases().await {
        let changes = declared::changes(&place).await;
        let words: Vec<_> = changes.iter().map(ToString::to_string).collect();
        assert!(words.is_empty(), "{}: {words:#?}", place.kind);
    }
}

#[tokio::test]
async fn the_live_model_tells_names_keys_and_numbering() {
    for place in declared::databases().await {
        let live = inspect(&place.database).await.expect("readable");
        let names: Vec<_> = live.tables.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names, ["parts", "shelves", "things"], "{}", place.kind);
        let parts = &live.tables[0];
        assert_eq!(parts.primary_key, ["thing_id", "line"]);
        assert_eq!(parts.clustered, place.kind == Kind::Sqlite);
        assert!(!parts.identity && live.tables[2].identity);
        assert_eq!(parts.foreign_keys[0].name, "parts_thing_id_foreign");
        assert_eq!(live.tables[2].checks.len(), 8, "{}", place.kind);
        assert_eq!(live.tables[2].uniques.len(), 2, "{}", place.kind);
    }
}

#[tokio::test]
async fn a_schema_read_from_a_database_and_created_in_another_is_the_same() {
    for place in declared::databases().await {
        let mut live = inspect(&place.database).await.expect("readable");
        // Parents first.
        live.tables.rotate_left(1);
        let other = mercer_testing::TestDatabase::fresh(place.kind)
            .await
            .expect("the server was there a moment ago");
        declared::create(&other.database, &live)
            .await
            .expect("creatable");
        assert_eq!(check(&other.database, &live).await.expect("readable"), []);
    }
}

#[tokio::test]
async fn an_empty_database_lacks_every_table() {
    for place in mercer_testing::databases().await {
        let changes = declared::changes(&place).await;
        assert_eq!(
            declared::named(&changes),
            [
                "create_table shelves.shelves",
                "create_table things.things",
                "create_table parts.parts"
            ]
        );
        assert_eq!(changes[0].to_string(), "table shelves is missing");
        let nothing = Schema::default();
        assert_eq!(
            check(&place.database, &nothing).await.expect("readable"),
            []
        );
    }
}

/// What Mercer does not know is reported, and is no drift.
#[tokio::test]
async fn a_table_that_is_not_declared_is_no_drift() {
    for place in declared::databases().await {
        place.execute("CREATE TABLE mine (a INTEGER)").await;
        let changes = declared::changes(&place).await;
        assert_eq!(declared::named(&changes), ["drop_table mine.mine"]);
        assert!(!changes[0].is_drift());
    }
}
