//! What loses data is done only when that is meant.

use mercer_migrator::{RunError, RunOptions, Silent, upgrade};

use crate::stage::{applied, chain, now, open, options, picture, same, up};

const FIRST: &str = r#"
[[op]]
do = "create_table"
table = "things"
columns = [
    { name = "id", type = "big_integer" },
    { name = "size", type = "integer", null = true },
]
primary_key = ["id"]
"#;

const DROP: &str = r#"
[[op]]
do = "drop_column"
table = "things"
column = { name = "size", type = "integer", null = true }
"#;

#[tokio::test]
async fn a_dropped_column_needs_a_word_in_the_file_or_of_the_caller() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let silent = chain(&[FIRST, DROP]);
        up(&session, &silent, "r1").await.unwrap();
        let before = picture(&session).await;
        let error = up(&session, &silent, "heads").await.unwrap_err();
        let RunError::Destructive {
            revision,
            operation: 1,
            what,
            table,
        } = &error
        else {
            panic!("{error}");
        };
        assert_eq!(
            (revision.as_str(), *what, table.as_str()),
            ("r2", "drop_column", "things")
        );
        assert!(error.to_string().contains("--allow-destructive"), "{error}");
        same(&before, &picture(&session).await, place.kind, "refused");
        let allowed = RunOptions {
            allow_destructive: true,
            ..options()
        };
        upgrade(&session, &silent, "heads", &allowed, now(), &mut Silent)
            .await
            .unwrap();
        assert_eq!(applied(&session).await, ["r1", "r2"]);
        session.close().await;
    }
}

#[tokio::test]
async fn nothing_before_the_loss_is_done_either() {
    let history = chain(&[FIRST, DROP]);
    let meant = chain(&[FIRST, &format!("destructive = \"unused\"\n{DROP}")]);
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        assert!(up(&session, &history, "heads").await.is_err());
        assert_eq!(applied(&session).await, [""; 0]);
        up(&session, &meant, "heads").await.unwrap();
        assert_eq!(applied(&session).await, ["r1", "r2"]);
        session.close().await;
    }
}
