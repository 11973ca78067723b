//! What is said about copied tables, compared with what the servers do.

use mercer_database::{Kind, Session};
use mercer_migrator::{Column, ColumnType, Operation, PrimaryKey, create_table};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};

use super::{
    add_column, alone, check, column, drop_column, optional, require, retype, schema, unique,
};

/// An operation, and what stands after ALTER TABLE for it.
type Case = (Operation, String);

fn retyped(name: &str, to: ColumnType, words: &str) -> Case {
    (retype(name, to), words.to_owned())
}

fn added(default: &str) -> Case {
    let to_add = Column {
        default: Some(default.to_owned()),
        ..optional("extra", ColumnType::Text(40))
    };
    let word = if default.starts_with("GENERATED") {
        ""
    } else {
        "DEFAULT"
    };
    (
        add_column(to_add),
        format!("ADD COLUMN extra VARCHAR(40) {word} {default}"),
    )
}

fn on_both() -> Vec<Case> {
    vec![
        added("'none'"),
        added("GENERATED ALWAYS AS (name) STORED"),
        (
            add_column(optional("extra", ColumnType::BigInteger)),
            "ADD COLUMN extra BIGINT".to_owned(),
        ),
        (unique(&["name"]), "ADD UNIQUE (name)".to_owned()),
        (drop_column(column("note")), "DROP COLUMN note".to_owned()),
    ]
}

async fn fresh_table(session: &Session) {
    run(session, "DROP TABLE IF EXISTS things").await;
    for declared in schema().tables {
        for sql in create_table(&declared, session.kind()) {
            run(session, &sql).await;
        }
    }
    run(
        session,
        "INSERT INTO things (id, name, amount) VALUES (1, 'a', 1)",
    )
    .await;
}

fn is_said(operation: &Operation, kind: Kind) -> bool {
    alone(std::slice::from_ref(operation), kind)
        .iter()
        .any(|finding| finding == "1 notice table_rewrite")
}

/// On PostgreSQL a table whose rows were copied has another file.
#[tokio::test]
async fn postgres_copies_the_rows_where_the_findings_say_so() {
    let Some(place) = TestDatabase::fresh(Kind::Postgres).await else {
        return;
    };
    let text = |name: &str, to: ColumnType, words: &str| {
        let words = format!("ALTER COLUMN {name} TYPE {words} COLLATE \"C\"");
        retyped(name, to, &words)
    };
    let other = |name: &str, to: ColumnType, words: &str| {
        retyped(name, to, &format!("ALTER COLUMN {name} TYPE {words}"))
    };
    let mut cases = on_both();
    cases.extend([
        text("name", ColumnType::Text(200), "VARCHAR(200)"),
        text("name", ColumnType::Text(50), "VARCHAR(50)"),
        text("name", ColumnType::LongText, "TEXT"),
        text("note", ColumnType::Text(50), "VARCHAR(50)"),
        other("price", ColumnType::Decimal(14, 4), "DECIMAL(14,4)"),
        other("price", ColumnType::Decimal(14, 5), "DECIMAL(14,5)"),
        other("amount", ColumnType::Integer, "INTEGER"),
        other("made_at", ColumnType::Date, "DATE"),
        added("now()"),
        added("gen_random_uuid()"),
        (require("name"), "ALTER COLUMN name SET NOT NULL".to_owned()),
        (check("amount > 0"), "ADD CHECK (amount > 0)".to_owned()),
    ]);
    let session = place.database.session().await.expect("a session");
    for (operation, words) in cases {
        fresh_table(&session).await;
        let before = file_of_things(&session).await;
        run(&session, &format!("ALTER TABLE things {words}")).await;
        let copied = file_of_things(&session).await != before;
        assert_eq!(is_said(&operation, Kind::Postgres), copied, "{words}");
    }
}

async fn file_of_things(session: &Session) -> String {
    let sql = "SELECT CAST(pg_relation_filenode('things') AS TEXT) AS answer";
    text_of(session, sql).await
}

async fn text_of(session: &Session, sql: &str) -> String {
    let statement = Statement::from_string(session.get_database_backend(), sql);
    let row = session.query_one_raw(statement).await.expect("readable");
    row.expect("a row").try_get("", "answer").expect("a text")
}

async fn run(session: &Session, sql: &str) {
    session.execute_unprepared(sql).await.expect(sql);
}

/// MariaDB can be told to refuse what copies the rows. MySQL has no word for that.
#[tokio::test]
async fn mariadb_copies_the_rows_where_the_findings_say_so() {
    let Some(place) = TestDatabase::fresh(Kind::MySql).await else {
        return;
    };
    let session = place.database.session().await.expect("a session");
    let version = text_of(&session, "SELECT VERSION() AS answer").await;
    if !version.contains("MariaDB") {
        return;
    }
    let modified = |name: &str, to: ColumnType, words: &str| {
        retyped(name, to, &format!("MODIFY {name} {words}"))
    };
    let key = |columns: &[&str]| PrimaryKey {
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        ..PrimaryKey::default()
    };
    let mut cases = on_both();
    cases.extend([
        modified(
            "name",
            ColumnType::Text(200),
            "VARCHAR(200) COLLATE utf8mb4_bin",
        ),
        modified(
            "name",
            ColumnType::Text(90),
            "VARCHAR(90) COLLATE utf8mb4_bin",
        ),
        modified("name", ColumnType::LongText, "TEXT COLLATE utf8mb4_bin"),
        modified("price", ColumnType::Decimal(14, 4), "DECIMAL(14,4)"),
        modified("amount", ColumnType::Integer, "INTEGER"),
        (
            require("name"),
            "MODIFY name VARCHAR(100) COLLATE utf8mb4_bin NOT NULL".to_owned(),
        ),
        (check("amount > 0"), "ADD CHECK (amount > 0)".to_owned()),
        (
            Operation::AlterPrimaryKey {
                table: "things".to_owned(),
                from: key(&["id"]),
                to: key(&["amount", "id"]),
            },
            "DROP PRIMARY KEY, ADD PRIMARY KEY (amount, id)".to_owned(),
        ),
    ]);
    for (operation, words) in cases {
        fresh_table(&session).await;
        let sql = format!("ALTER TABLE things {words}");
        let in_place = format!("{sql}, ALGORITHM=NOCOPY");
        let copied = session.execute_unprepared(&in_place).await.is_err();
        if copied {
            // It is the way that was refused, not the words.
            run(&session, &sql).await;
        }
        assert_eq!(is_said(&operation, Kind::MySql), copied, "{words}");
    }
}
