//! A backfill ends.

use mercer_migrator::{Event, RunError, upgrade};

use crate::stage::{Events, chain, lines, now, open, options, up};

fn backfill(set: &str, condition: &str) -> String {
    format!(
        "\n[[op]]\ndo = \"backfill\"\ntable = \"things\"\nset = \"{set}\"\n\
         where = \"{condition}\"\nbatch_size = 2\n"
    )
}

const FIRST: &str = r#"
[[op]]
do = "create_table"
table = "things"
columns = [
    { name = "id", type = "big_integer" },
    { name = "size", type = "integer" },
]
primary_key = ["id"]

[[op]]
do = "insert_rows"
table = "things"
columns = ["id", "size"]
key = ["id"]
rows = [[1, 0], [2, 0], [3, 0], [4, 0], [5, 0]]
"#;

#[tokio::test]
async fn a_backfill_tells_how_many_rows_it_has_filled() {
    let history = chain(&[FIRST, &backfill("size = 1", "size = 0")]);
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let mut events = Events::default();
        upgrade(&session, &history, "heads", &options(), now(), &mut events)
            .await
            .unwrap();
        let filled: Vec<u64> = events
            .0
            .iter()
            .filter_map(|event| match event {
                Event::Filled(rows) => Some(*rows),
                _ => None,
            })
            .collect();
        assert_eq!(filled, [2, 4, 5], "{}", place.kind);
        session.close().await;
    }
}

#[tokio::test]
async fn a_backfill_whose_rows_match_for_ever_is_refused_before_it_changes_any() {
    let history = chain(&[FIRST, &backfill("size = size + 1", "size >= 0")]);
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let error = up(&session, &history, "heads").await.unwrap_err();
        assert!(
            matches!(error, RunError::Endless { left: 5, .. }),
            "{error}"
        );
        let sizes = lines(&session, "things", &["size"]).await;
        assert_eq!(sizes, ["0", "0", "0", "0", "0"], "{}", place.kind);
        session.close().await;
    }
}

#[tokio::test]
async fn a_backfill_of_which_one_row_matches_for_ever_is_broken_off() {
    let history = chain(&[FIRST, &backfill("size = id - 3", "size = 0")]);
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let error = up(&session, &history, "heads").await.unwrap_err();
        assert!(
            matches!(error, RunError::Endless { left: 1, .. }),
            "{error}"
        );
        session.close().await;
    }
}
