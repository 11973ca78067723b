//! The names of a setting.

/// A setting that can be given in `mercer.toml` and in the environment.
#[derive(Debug)]
pub(crate) struct Key {
    /// Its path in `mercer.toml`, such as `server.port`.
    pub(crate) name: &'static str,
    /// Its environment variable, such as `PORT`.
    pub(crate) variable: &'static str,
    /// What holds when it is given nowhere.
    pub(crate) default: &'static str,
}
