//! Facts about the settings of the shop, on every database.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, refused, shops};
use futures_util::future::join_all;
use mercer_store::settings::{self, DECLARED, SetSetting, Setting, SettingError, SettingKind};
use serde_json::{Value, json};

fn to(value: Value) -> SetSetting {
    SetSetting {
        expected_version: None,
        value,
    }
}

fn expecting(expected_version: i64, value: &str) -> SetSetting {
    SetSetting {
        expected_version: Some(expected_version),
        value: json!(value),
    }
}

async fn get(shop: &Shop, name: &str) -> Setting {
    settings::get(&shop.store, name).await.unwrap()
}

async fn audited(shop: &Shop) -> i64 {
    let sql = "SELECT COUNT(*) AS n FROM audit_log WHERE subject LIKE 'setting %'";
    shop.number(sql).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_declared_setting_is_listed_with_its_default() {
    for shop in shops().await {
        let all = settings::list(&shop.store).await.unwrap();
        let names: Vec<&str> = all.iter().map(|setting| setting.declared.name).collect();
        let declared: Vec<&str> = DECLARED.iter().map(|declared| declared.name).collect();
        assert_eq!(names, declared, "{}", shop.kind());
        for setting in all {
            assert!(setting.is_default && setting.version == 0);
            assert_eq!(setting.value, setting.declared.default_value());
            assert_eq!(get(&shop, setting.declared.name).await, setting);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_is_set_changed_and_put_back_and_the_log_tells() {
    for shop in shops().await {
        let (kind, store) = (shop.kind(), shop.store.acting_as("olga"));
        let name = "store.name";
        let set = settings::set(&store, name, expecting(0, "  Mug & Söhne ☕ "))
            .await
            .unwrap();
        assert_eq!(set.text(), Some("Mug & Söhne ☕"), "{kind}");
        assert_eq!((set.is_default, set.version), (false, 1), "{kind}");
        assert_eq!(set.updated_by.as_deref(), Some("olga"), "{kind}");
        assert_eq!(get(&shop, name).await, set, "{kind}");

        shop.a_minute_later();
        let changed = settings::set(&store, name, expecting(1, "Mug"))
            .await
            .unwrap();
        assert_eq!(
            (changed.text(), changed.version),
            (Some("Mug"), 2),
            "{kind}"
        );
        assert!(changed.updated_at > set.updated_at, "{kind}");

        let back = settings::reset(&store, name, Some(2)).await.unwrap();
        assert_eq!((back.is_default, back.version), (true, 3), "{kind}");
        assert_eq!(back.value, back.declared.default_value(), "{kind}");
        assert_eq!(get(&shop, name).await, back, "{kind}");
        assert_eq!(audited(&shop).await, 3, "{kind}");
        // What is set to its default stays that when the default changes.
        let default = back.declared.default.unwrap();
        let again = settings::set(&store, name, expecting(3, default))
            .await
            .unwrap();
        assert!(!again.is_default && again.value == back.value, "{kind}");
        assert_eq!(audited(&shop).await, 4, "{kind}");
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_comes_too_late_is_refused() {
    for shop in shops().await {
        let store = &shop.store;
        let late = settings::set(store, "store.name", expecting(1, "Late"));
        refused!(shop, late, SettingError::VersionConflict(conflict)
            if (conflict.expected, conflict.current) == (1, 0));
        refused!(
            shop,
            settings::reset(store, "store.name", Some(1)),
            SettingError::VersionConflict(_)
        );
        settings::set(store, "store.name", to(json!("First")))
            .await
            .unwrap();
        let late = settings::set(store, "store.name", expecting(0, "Late"));
        refused!(shop, late, SettingError::VersionConflict(conflict)
            if (conflict.expected, conflict.current) == (0, 1));
        // The version goes on when a setting is put back: nobody's old version fits again.
        settings::reset(store, "store.name", None).await.unwrap();
        refused!(
            shop,
            settings::set(store, "store.name", expecting(0, "Late")),
            SettingError::VersionConflict(_)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn putting_back_what_was_never_set_changes_nothing() {
    for shop in shops().await {
        let back = settings::reset(&shop.store, "store.public_note", Some(0));
        assert!(back.await.unwrap().is_default);
        assert_eq!(shop.number("SELECT COUNT(*) AS n FROM settings").await, 0);
        assert_eq!(audited(&shop).await, 0, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_cannot_be_is_refused_by_the_settings_name() {
    for shop in shops().await {
        let store = &shop.store;
        for declared in DECLARED {
            let long = "x".repeat(declared.max_characters + 1);
            let mut wrong = vec![
                json!(""),
                json!("  "),
                json!("a\0b"),
                json!(null),
                json!(7),
                json!(["a"]),
                json!(long),
                json!("4111 1111 1111 1111"),
            ];
            match declared.kind {
                SettingKind::Line => wrong.push(json!("two\nlines")),
                SettingKind::Email => wrong.extend([json!("nobody"), json!("a@b")]),
                SettingKind::Text => {}
            }
            for value in wrong {
                refused!(shop, settings::set(store, declared.name, to(value.clone())),
                    SettingError::Invalid(invalid) if invalid.field == declared.name);
            }
        }
        let two_lines = to(json!("1 High Street\nBath"));
        settings::set(store, "store.legal_address", two_lines)
            .await
            .unwrap();
        let email = settings::set(store, "store.support_email", to(json!("Help@Example.COM")));
        assert_eq!(email.await.unwrap().text(), Some("help@example.com"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_setting_is_refused_with_the_nearest_name() {
    for shop in shops().await {
        let store = &shop.store;
        for (wrong, advice) in [
            ("store.nmae", "did you mean \"store.name\"?"),
            ("Store.Name", "did you mean \"store.name\"?"),
            ("support_email", "did you mean \"store.support_email\"?"),
            ("colour", "the settings are store.name, store.legal_name"),
            ("", "the settings are store.name, store.legal_name"),
        ] {
            let refused = settings::set(store, wrong, to(json!("x")))
                .await
                .unwrap_err();
            let words = refused.to_string();
            assert!(words.contains(advice), "{words}");
            assert!(matches!(refused, SettingError::Unknown { .. }));
            refused!(
                shop,
                settings::get(store, wrong),
                SettingError::Unknown { .. }
            );
            refused!(
                shop,
                settings::reset(store, wrong, None),
                SettingError::Unknown { .. }
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_first_changes_at_once_each_counts() {
    for shop in shops().await {
        let kind = shop.kind();
        let all = join_all((0..8).map(|number| {
            let value = to(json!(format!("Shop {number}")));
            settings::set(&shop.store, "store.name", value)
        }));
        for set in all.await {
            set.unwrap();
        }
        assert_eq!(get(&shop, "store.name").await.version, 8, "{kind}");
        assert_eq!(audited(&shop).await, 8, "{kind}");
        // With the version that all of them read, one gets through.
        let all = join_all((0..8).map(|number| {
            let value = expecting(8, &format!("Shop {}", number + 10));
            settings::set(&shop.store, "store.name", value)
        }));
        let through = all.await.into_iter().flatten().count();
        assert_eq!(through, 1, "{kind}");
        shop.assert_books_are_right().await;
    }
}
