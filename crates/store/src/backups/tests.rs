//! The rows of a dump are counted right, wherever its bytes are cut.

use super::System;
use super::counted::Counted;

const POSTGRES: &str = "COPY public.orders (id, note) FROM stdin;\n\
    1\t-- PostgreSQL database dump complete\n\
    2\tCOPY public.items (id) FROM stdin;\n\
    \\.\n\
    COPY public.\"Items\" (id) FROM stdin;\n\
    \\.\n\
    -- PostgreSQL database dump complete\n";

const MARIADB: &str = "CREATE TABLE `orders` (\n  `id` int\n) ENGINE=InnoDB;\n\
    INSERT INTO `orders` VALUES\n\
    (1,'it\\'s (a) note; -- Dump completed'),\n\
    (2,'''');\n\
    CREATE TABLE `items` (\n\
    -- Dump completed on 2026-11-21\n";

const MYSQL: &str = "CREATE TABLE `orders` (\n\
    INSERT INTO `orders` (`id`, `note`) VALUES (1,'a),(b'),(2,\"x\\\\\"),(3,f(1));\n\
    INSERT INTO `orders` VALUES (4,NULL);\n\
    -- Dump completed\n";

fn counted(system: System, dump: &str, piece: usize) -> Option<Vec<(String, u64)>> {
    let mut counted = Counted::new(system);
    for piece in dump.as_bytes().chunks(piece) {
        counted.take(piece);
    }
    Some(counted.finish()?.into_iter().collect())
}

#[test]
fn a_dump_tells_the_rows_of_each_table_wherever_it_is_cut() {
    let named = |rows: &[(&str, u64)]| {
        let own = |(name, count): &(&str, u64)| ((*name).to_owned(), *count);
        Some(rows.iter().map(own).collect::<Vec<_>>())
    };
    for piece in [1, 7, 10_000] {
        let rows = counted(System::Postgres, POSTGRES, piece);
        assert_eq!(rows, named(&[("Items", 0), ("orders", 2)]));
        let rows = counted(System::MySql, MARIADB, piece);
        assert_eq!(rows, named(&[("items", 0), ("orders", 2)]));
        let rows = counted(System::MySql, MYSQL, piece);
        assert_eq!(rows, named(&[("orders", 4)]));
    }
}

#[test]
fn a_dump_that_broke_off_is_none() {
    for (system, dump) in [(System::Postgres, POSTGRES), (System::MySql, MARIADB)] {
        let last = dump.trim_end().rfind('\n').map_or(0, |at| at + 1);
        assert_eq!(counted(system, &dump[..last], 100), None);
        assert_eq!(counted(system, "", 100), None);
    }
}
