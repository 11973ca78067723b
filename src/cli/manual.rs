//! `mercer completions` and `mercer man`: what is generated from the commands themselves.
//!
//! They open no store and ask nobody.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory, ValueEnum};
use clap_complete::Shell;

use super::Failure;
use super::arguments::CommandLine;
use super::output::to_stdout;

/// The shells that people use.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Completed {
    Bash,
    Zsh,
    Fish,
}

/// Print what makes a shell complete mercer's commands.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer completions bash > /etc/bash_completion.d/mercer
  mercer completions zsh > ~/.zfunc/_mercer
  mercer completions fish > ~/.config/fish/completions/mercer.fish")]
pub(super) struct Completions {
    /// Which shell.
    shell: Completed,
}

impl Completions {
    /// Prints it.
    pub(super) fn run(&self) -> Result<(), Failure> {
        let shell = match self.shell {
            Completed::Bash => Shell::Bash,
            Completed::Zsh => Shell::Zsh,
            Completed::Fish => Shell::Fish,
        };
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut CommandLine::command(), "mercer", &mut script);
        to_stdout(&String::from_utf8_lossy(&script))
    }
}

/// Write the manual: a man page for every command, or all of it as one text.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer man --out /usr/local/share/man/man1
  mercer man --markdown > reference.md")]
pub(super) struct Manual {
    /// Write man pages into this folder.
    #[arg(long, value_name = "FOLDER", required_unless_present = "markdown")]
    out: Option<PathBuf>,

    /// Print the reference of all commands as Markdown.
    #[arg(long, conflicts_with = "out")]
    markdown: bool,
}

impl Manual {
    /// Writes it.
    pub(super) fn run(&self) -> Result<(), Failure> {
        let command = CommandLine::command();
        match &self.out {
            None => to_stdout(&reference(command)),
            Some(folder) => {
                fs::create_dir_all(folder)?;
                Ok(clap_mangen::generate_to(command, folder)?)
            }
        }
    }
}

/// Every command with its help, in the order in which `mercer --help` names them.
fn reference(command: Command) -> String {
    let mut text = "\
# The command line

Every command of `mercer`, as `--help` tells it; written by `mercer man --markdown`. The global
options stand at the first command only, and every other one takes them too.
"
    .to_owned();
    // So that the text is the same whatever terminal it is written at.
    let mut command = command.term_width(100);
    command.build();
    section(&mut command, "mercer", &mut text);
    text
}

fn section(command: &mut Command, name: &str, text: &mut String) {
    let help = command.render_long_help().to_string();
    let help = plain(&help, name == "mercer");
    let level = "#".repeat(name.split(' ').count() + 1);
    let help = help.trim_end();
    write!(text, "\n{level} {name}\n\n```text\n{help}\n```\n").expect("a text takes any text");
    for inner in command.get_subcommands_mut() {
        if inner.get_name() != "help" && !inner.is_hide_set() {
            let name = format!("{name} {}", inner.get_name());
            section(inner, &name, text);
        }
    }
}

/// The text without spaces at the ends of its lines, and with or without the section `Global
/// options:`, which ends where another heading begins.
fn plain(help: &str, with_global_options: bool) -> String {
    let mut is_global = false;
    let mut kept: Vec<&str> = Vec::new();
    for line in help.lines() {
        if !line.is_empty() && !line.starts_with(' ') {
            is_global = line == "Global options:";
        }
        if with_global_options || !is_global {
            kept.push(line.trim_end());
        }
    }
    kept.join("\n")
}
