//! What the model does not know is carried as the database's own text.

mod declared;

use mercer_database::Kind;
use mercer_migrator::{ColumnType, IndexTerm, inspect};

#[tokio::test]
async fn types_that_the_model_does_not_know_are_carried_as_text() {
    for place in mercer_testing::databases().await {
        let (own, expected) = match place.kind {
            Kind::Sqlite => ("REAL", "REAL"),
            Kind::Postgres => ("numeric(10,2)[]", "numeric(10,2)[]"),
            Kind::MySql => ("enum('a','b')", "enum('a','b') COLLATE utf8mb4_bin"),
        };
        let sql = format!(
            "CREATE TABLE odd (id INTEGER NOT NULL PRIMARY KEY, own {own}, \
             price DECIMAL(10, 2) DEFAULT 1.5, made BIGINT GENERATED ALWAYS AS (id * 2) STORED)"
        );
        place.execute(&sql).await;
        let live = inspect(&place.database).await.expect("readable");
        let columns = &live.tables[0].columns;
        assert_eq!(
            columns[1].column_type,
            ColumnType::Other(expected.to_owned())
        );
        assert_eq!(columns[2].column_type, ColumnType::Decimal(10, 2));
        let default = columns[2].default.as_deref().expect("a default");
        assert!(default.starts_with("1.5"), "{default}");
        assert_eq!(columns[3].column_type, ColumnType::BigInteger);
        let made = columns[3].default.as_deref().expect("an expression");
        assert!(made.starts_with("GENERATED ALWAYS AS"), "{made}");
        assert!(made.ends_with(" STORED"), "{made}");
    }
}

#[tokio::test]
async fn indexes_made_by_hand_appear_with_their_text() {
    for place in declared::databases().await {
        let (expression, predicate) = match place.kind {
            Kind::MySql => ("nickname(10)", ""),
            _ => ("lower(nickname)", " WHERE low > 3"),
        };
        place
            .execute(&format!(
                "CREATE INDEX mine ON things ({expression}, day DESC){predicate}"
            ))
            .await;
        place
            .execute("CREATE UNIQUE INDEX only_one ON things (day, low DESC)")
            .await;
        let changes = declared::changes(&place).await;
        assert_eq!(
            declared::named(&changes),
            ["drop_index things.mine", "drop_index things.only_one"],
            "{}",
            place.kind
        );
        let live = inspect(&place.database).await.expect("readable");
        let things = live
            .tables
            .iter()
            .find(|t| t.name == "things")
            .expect("things");
        let index = |name| {
            things
                .indexes
                .iter()
                .find(|i| i.name == name)
                .expect("an index")
        };
        let mine = index("mine");
        let IndexTerm::Expression(text) = &mine.parts[0].term else {
            panic!("{}: {mine:?}", place.kind);
        };
        assert!(text.contains("nickname"), "{text}");
        assert_eq!(mine.parts[1].term, IndexTerm::Column("day".to_owned()));
        // MariaDB before 10.8 reads DESC and forgets it; this one keeps it.
        assert!(mine.parts[1].descending, "{}", place.kind);
        assert_eq!(mine.predicate.is_some(), place.kind != Kind::MySql);
        assert!(index("only_one").unique && !mine.unique);
    }
}

#[tokio::test]
async fn unnamed_constraints_are_found_with_what_they_say() {
    for place in mercer_testing::databases().await {
        place
            .execute(
                "CREATE TABLE plain (a BIGINT NOT NULL UNIQUE, b BIGINT CHECK (b > 0), \
                 c BIGINT, CHECK (a <> b), FOREIGN KEY (c) REFERENCES plain (a))",
            )
            .await;
        let live = inspect(&place.database).await.expect("readable");
        let plain = &live.tables[0];
        assert!(plain.primary_key.is_empty());
        assert_eq!(plain.uniques[0].columns, ["a"]);
        assert_eq!(plain.checks.len(), 2, "{}: {:?}", place.kind, plain.checks);
        assert_eq!(plain.foreign_keys[0].parent_columns, ["a"]);
        let empty = mercer_migrator::Schema::default();
        let changes = mercer_migrator::compare(&empty, &live, place.kind);
        assert_eq!(declared::named(&changes), ["drop_table plain.plain"]);
    }
}
