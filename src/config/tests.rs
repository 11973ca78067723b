//! Which source wins, and what a wrong value is told.

use std::error::Error;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::setting::Source;
use super::{Config, ConfigError, Inputs, KEYS, Override, Row};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A working folder with files in it, an environment, and a command line.
struct Machine {
    folder: TempDir,
    inputs: Inputs,
}

impl Machine {
    fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let inputs = Inputs {
            folder: folder.path().to_owned(),
            ..Inputs::default()
        };
        Ok(Machine { folder, inputs })
    }

    fn file(self, name: &str, text: &str) -> Result<Self> {
        fs::write(self.folder.path().join(name), text)?;
        Ok(self)
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.inputs
            .environment
            .insert(name.to_owned(), value.into());
        self
    }

    fn option(mut self, option: &'static str, key: &'static str, value: &str) -> Self {
        let value = value.to_owned();
        self.inputs.overrides.push(Override { option, key, value });
        self
    }

    fn config_option(mut self, path: &str) -> Self {
        self.inputs.file = Some(path.into());
        self
    }

    fn load(&self) -> std::result::Result<Config, ConfigError> {
        Config::load(&self.inputs)
    }

    /// The message of the error that loading ends in.
    fn complaint(&self) -> String {
        match self.load() {
            Ok(config) => format!("no error but {:?}", config.show()),
            Err(error) => error.to_string(),
        }
    }
}

fn row(config: &Config, key: &str) -> Option<Row> {
    config.show().into_iter().find(|row| row.key == key)
}

#[test]
fn nothing_given_means_the_defaults() -> Result {
    let config = Machine::new()?.load()?;
    assert_eq!(config.database.url.value.to_string(), "sqlite:mercer.db");
    assert_eq!(config.database.pool_size.value, 16);
    assert_eq!(config.server.socket_address(), "127.0.0.1:8080".parse()?);
    assert_eq!(config.store.currency.value.code(), "GBP");
    assert!(!config.store.prices_include_tax.value);
    assert_eq!(config.log.filter.value, "info");
    assert!(config.show().iter().all(|row| row.source == "default"));
    Ok(())
}

#[test]
fn each_source_beats_the_one_below() -> Result {
    let machine = Machine::new()?.file("mercer.toml", "[server]\n\nport = 1")?;
    let config = machine.load()?;
    assert_eq!(config.server.port.value, 1);
    assert_eq!(config.server.port.source.to_string(), "mercer.toml line 3");

    let machine = machine.file(".env", "PORT=2")?;
    let config = machine.load()?;
    assert_eq!(config.server.port.value, 2);
    assert_eq!(config.server.port.source, Source::DotEnv("PORT"));

    let machine = machine.variable("PORT", "3");
    let config = machine.load()?;
    assert_eq!(config.server.port.value, 3);
    assert_eq!(config.server.port.source, Source::Environment("PORT"));

    let machine = machine.option("--port", "server.port", "4");
    let config = machine.load()?;
    assert_eq!(config.server.port.value, 4);
    assert_eq!(config.server.port.source, Source::CommandLine("--port"));
    Ok(())
}

#[test]
fn an_empty_variable_counts_as_not_set() -> Result {
    let machine = Machine::new()?.file(".env", "PORT=\nMERCER_LOG=warn")?;
    let config = machine.variable("MERCER_LOG", "").load()?;
    assert_eq!(config.server.port.source, Source::Default);
    assert_eq!(config.log.filter.value, "warn");
    Ok(())
}

#[test]
fn a_given_port_leaves_the_address_alone() -> Result {
    let config = Machine::new()?.variable("PORT", "80").load()?;
    assert_eq!(config.server.socket_address(), "127.0.0.1:80".parse()?);
    Ok(())
}

#[test]
fn prices_that_include_tax_are_a_plain_true_or_a_variable() -> Result {
    let config = Machine::new()?.file("mercer.toml", "[store]\nprices_include_tax = true")?;
    assert!(config.load()?.store.prices_include_tax.value);
    let config = config.variable("MERCER_PRICES_INCLUDE_TAX", "false");
    assert!(!config.load()?.store.prices_include_tax.value);
    Ok(())
}

#[test]
fn loading_leaves_the_process_environment_alone() -> Result {
    let machine = Machine::new()?.file(".env", "MERCER_POOL_SIZE=7")?;
    assert_eq!(machine.load()?.database.pool_size.value, 7);
    assert_eq!(std::env::var_os("MERCER_POOL_SIZE"), None);
    Ok(())
}

#[test]
fn a_wrong_value_names_its_source() -> Result {
    let not_a_port = r#""abc" is not a port number (0 to 65535)"#;
    let machine = Machine::new()?.variable("PORT", "abc");
    assert_eq!(
        machine.complaint(),
        format!("PORT in the environment: {not_a_port}")
    );
    let machine = Machine::new()?.file(".env", "PORT=abc")?;
    assert_eq!(machine.complaint(), format!("PORT in .env: {not_a_port}"));
    let machine = Machine::new()?.file("mercer.toml", "[server]\n# web\nport = \"abc\"")?;
    assert_eq!(
        machine.complaint(),
        format!("mercer.toml line 3, server.port: {not_a_port}")
    );
    let machine = Machine::new()?.option("--port", "server.port", "abc");
    assert_eq!(machine.complaint(), format!("--port: {not_a_port}"));
    Ok(())
}

#[test]
fn how_often_backups_are_made_is_a_number_with_a_unit() -> Result {
    for (text, seconds, shown) in [
        ("90s", 90, "90s"),
        ("30m", 1_800, "30m"),
        ("24h", 86_400, "1d"),
        ("7d", 604_800, "7d"),
    ] {
        let config = Machine::new()?.variable("MERCER_BACKUP_EVERY", text);
        let every = config.load()?.backup.every.value;
        assert_eq!(every.duration().map(|every| every.as_secs()), Some(seconds));
        assert_eq!(every.to_string(), shown);
    }
    let every = Machine::new()?.load()?.backup.every.value;
    assert_eq!(
        (every.duration(), every.to_string().as_str()),
        (None, "none")
    );
    Ok(())
}

#[test]
fn values_out_of_range_are_refused() -> Result {
    for (variable, value, expected) in [
        ("PORT", "65536", "is not a port number"),
        ("PORT", "-1", "is not a port number"),
        ("MERCER_ADDRESS", "localhost", "is not an IP address"),
        ("MERCER_POOL_SIZE", "0", "(1 to 1000)"),
        ("MERCER_POOL_SIZE", "1001", "(1 to 1000)"),
        ("MERCER_CURRENCY", "gbp", "three capital letters"),
        ("MERCER_PRICES_INCLUDE_TAX", "yes", "neither true nor false"),
        ("MERCER_BACKUP_EVERY", "6", "30m, 6h, 1d or none"),
        ("MERCER_BACKUP_EVERY", "0s", "30m, 6h, 1d or none"),
        ("MERCER_BACKUP_EVERY", "366d", "up to a year"),
        ("MERCER_BACKUP_KEEP", "0", "(1 to 10000)"),
        ("MERCER_LOG", "info,=", "is not a log filter"),
        ("DATABASE_URL", "oracle://host/shop", "scheme \"oracle\""),
    ] {
        let complaint = Machine::new()?.variable(variable, value).complaint();
        let beginning = format!("{variable} in the environment: ");
        assert!(complaint.starts_with(&beginning), "{complaint}");
        assert!(complaint.contains(expected), "{complaint}");
    }
    Ok(())
}

#[test]
fn a_value_of_the_wrong_shape_is_refused() -> Result {
    for text in ["port = [80]", "port = {}", "port = 1979-05-27"] {
        let machine = Machine::new()?.file("mercer.toml", &format!("[server]\n{text}"))?;
        assert_eq!(
            machine.complaint(),
            "mercer.toml line 2, server.port: write one value, as text in quotes or as a number"
        );
    }
    let complaint = Machine::new()?.file("mercer.toml", "server.port = true")?;
    assert!(complaint.complaint().contains("\"true\" is not a port"));
    Ok(())
}

#[test]
fn an_unknown_setting_is_refused_with_advice() -> Result {
    for (text, expected) in [
        (
            "[server]\nprot = 80",
            r#"line 2: there is no setting "server.prot"; did you mean "server.port"?"#,
        ),
        (
            "\nport = 80",
            r#"line 2: there is no setting "port"; did you mean "server.port"?"#,
        ),
        (
            "databse_url = 'sqlite:x.db'",
            r#"line 1: there is no setting "databse_url"; did you mean "database_url"?"#,
        ),
        (
            "[sevrer]\nport = 80",
            r#"line 1: there is no setting "sevrer"; did you mean the section [server]?"#,
        ),
        (
            "[pictures]",
            r#"line 1: there is no setting "pictures"; the sections are [database], [server], [authentication], [openid], [mail], [store], [backup], [log]"#,
        ),
        (
            "colour = 'red'",
            "line 1: there is no setting \"colour\"; the settings are database_url, \
             database.replica_url, database.pool_size, database.migrations, server.address, server.port, \
             server.public_url, server.trusted_proxies, server.max_connections, server.max_requests, \
             server.cors_origins, server.metrics, authentication.keys_folder, openid.provider, \
             openid.issuer, openid.client_id, openid.client_secret, mail.smtp_url, mail.from, \
             mail.folder, store.currency, store.prices_include_tax, backup.folder, backup.every, \
             backup.keep, log.filter",
        ),
    ] {
        let complaint = Machine::new()?.file("mercer.toml", text)?.complaint();
        assert_eq!(complaint, format!("mercer.toml {expected}"));
    }
    Ok(())
}

#[test]
fn a_file_that_cannot_be_understood_names_the_line() -> Result {
    let machine = Machine::new()?.file("mercer.toml", "[server]\nport = = 80")?;
    let complaint = machine.complaint();
    assert!(complaint.starts_with("mercer.toml line 2: "), "{complaint}");

    let machine = Machine::new()?.file(".env", "# ports\nPORT=80\nTOKEN='hunter2\n")?;
    assert_eq!(
        machine.complaint(),
        ".env line 3: write NAME=value, with quotes around a value that has spaces"
    );
    Ok(())
}

#[test]
fn a_named_file_replaces_mercer_toml_and_must_exist() -> Result {
    let machine = Machine::new()?
        .file("mercer.toml", "server.port = 1")?
        .file("other.toml", "store.currency = 'EUR'")?
        .config_option("other.toml");
    let config = machine.load()?;
    assert_eq!(config.server.port.source, Source::Default);
    assert_eq!(
        config.store.currency.source.to_string(),
        "other.toml line 1"
    );
    assert_eq!(
        machine.config_option("absent.toml").complaint(),
        "cannot read absent.toml: there is no such file"
    );
    Ok(())
}

#[test]
fn a_password_is_never_shown() -> Result {
    let good = Machine::new()?.variable("DATABASE_URL", "postgres://mercer:hunter2@db/shop");
    let config = good.load()?;
    let shown = row(&config, "database_url").map(|row| row.value);
    assert_eq!(shown.as_deref(), Some("postgres://mercer:***@db/shop"));
    assert!(!serde_json::to_string(&config.show())?.contains("hunter2"));
    assert!(!format!("{config:?}").contains("hunter2"));

    let bad = Machine::new()?.variable("DATABASE_URL", "postgres://mercer:hunter2@db");
    assert!(!bad.complaint().contains("hunter2"), "{}", bad.complaint());
    Ok(())
}

#[test]
fn the_rows_are_readable_by_programs() -> Result {
    let config = Machine::new()?.variable("PORT", "80").load()?;
    let json = serde_json::to_value(config.show())?;
    assert_eq!(
        json[5],
        serde_json::json!({
            "key": "server.port", "value": "80", "source": "PORT in the environment",
        })
    );
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_value_that_is_no_text_is_refused() -> Result {
    use std::os::unix::ffi::OsStringExt;

    let mut machine = Machine::new()?;
    let value = std::ffi::OsString::from_vec(b"sqlite:caf\xe9.db".to_vec());
    let name = "DATABASE_URL".to_owned();
    machine.inputs.environment.insert(name, value);
    assert_eq!(
        machine.complaint(),
        "DATABASE_URL in the environment: it is not UTF-8 text"
    );
    Ok(())
}

/// The examples hold every setting with its default, so that copying one changes nothing.
#[test]
fn the_examples_hold_every_setting_with_its_default() -> Result {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let toml = fs::read_to_string(project.join("mercer.example.toml"))?;
    let config = Machine::new()?.file("mercer.toml", &toml)?.load()?;
    for (row, key) in config.show().iter().zip(KEYS) {
        assert!(row.source.starts_with("mercer.toml line"), "{row:?}");
        assert_eq!(row.value, key.default);
    }
    let dot_env = fs::read_to_string(project.join(".env.example"))?;
    let config = Machine::new()?.file(".env", &dot_env)?.load()?;
    for (row, key) in config.show().iter().zip(KEYS) {
        assert_eq!(row.source, format!("{} in .env", key.variable));
        assert_eq!(row.value, key.default);
    }
    Ok(())
}

#[test]
fn the_readme_names_every_setting() -> Result {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))?;
    for key in KEYS {
        let line = format!(
            "| `{}` | `{}` | `{}` |",
            key.name, key.variable, key.default
        );
        assert!(readme.contains(&line), "README.md lacks {line}");
    }
    Ok(())
}

#[test]
fn origins_are_those_of_web_sites() -> Result {
    let config = |text: &str| -> Result<Config> {
        let toml = format!("[server]\ncors_origins = \"{text}\"\n");
        Ok(Machine::new()?.file("mercer.toml", &toml)?.load()?)
    };
    for (text, shown) in [
        ("none", "none"),
        ("*", "*"),
        ("https://shop.example", "https://shop.example"),
        (
            "https://shop.example, http://localhost:3000",
            "https://shop.example,http://localhost:3000",
        ),
    ] {
        let origins = config(text)?.server.cors_origins.value;
        assert_eq!(origins.to_string(), shown);
    }
    for wrong in [
        "shop.example",
        "https://shop.example/",
        "https://Shop.example",
        "https://",
        "ftp://shop.example",
        "https://a.example,",
    ] {
        let toml = format!("[server]\ncors_origins = \"{wrong}\"\n");
        let complaint = Machine::new()?.file("mercer.toml", &toml)?.complaint();
        let advice = "is not the origin of a web site, such as https://shop.example";
        assert!(complaint.contains(advice), "{complaint}");
    }
    Ok(())
}
