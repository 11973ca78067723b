//! Questions at the terminal, and how they end without an answer.

use console::style;
use inquire::validator::{ErrorMessage, Validation};
use inquire::{InquireError, Select, Text};

use crate::cli::Failure;

/// Why there is no answer.
pub(super) enum Stop {
    /// Escape: a screen back.
    Back,
    /// Ctrl-C: out of the menu.
    Leave,
    /// The store, or the terminal, said no: told, and asked again.
    Refused(Failure),
}

/// What somebody answered, or did instead.
pub(super) type Answer<T> = Result<T, Stop>;

impl<E: Into<Failure>> From<E> for Stop {
    fn from(error: E) -> Self {
        Stop::Refused(error.into())
    }
}

fn stopped(error: &InquireError) -> Stop {
    match error {
        InquireError::OperationCanceled => Stop::Back,
        // Ctrl-C; or the terminal is gone, and there is nobody to ask.
        _ => Stop::Leave,
    }
}

/// Lines of a list that are shown at once.
const LINES: usize = 12;

/// Says where somebody is.
pub(super) fn heading(title: &str) {
    println!("\n{}", style(format!("── {title} ──")).bold());
}

/// Says something that needs no answer.
pub(super) fn say(text: &str) {
    println!("{text}");
}

/// Lets one of a few things be chosen.
pub(super) fn choose<T: Copy>(question: &str, options: &[(&str, T)]) -> Answer<T> {
    let labels: Vec<&str> = options.iter().map(|(label, _)| *label).collect();
    let chosen = Select::new(question, labels)
        .with_page_size(LINES)
        .with_help_message("↑↓ or letters choose · Enter takes it · Esc goes back · Ctrl-C leaves")
        .raw_prompt()
        .map_err(|error| stopped(&error))?;
    Ok(options[chosen.index].1)
}

/// Lets one of several rows be picked.
pub(super) fn pick<T>(question: &str, rows: Vec<T>, label: impl Fn(&T) -> String) -> Answer<T> {
    let labels: Vec<String> = rows.iter().map(label).collect();
    let chosen = Select::new(question, labels)
        .with_page_size(LINES)
        .with_help_message("↑↓ or letters choose · Enter takes it · Esc goes back · Ctrl-C leaves")
        .raw_prompt()
        .map_err(|error| stopped(&error))?;
    let mut rows = rows;
    Ok(rows.swap_remove(chosen.index))
}

/// Asks for a text that has to be there.
pub(super) fn text(question: &str, help: &str) -> Answer<String> {
    typed(question, "", help, true)
}

/// Asks for a text; Enter alone leaves it out.
pub(super) fn optional(question: &str, help: &str) -> Answer<Option<String>> {
    let text = typed(question, "", help, false)?;
    Ok((!text.is_empty()).then_some(text))
}

/// Asks for a text; Enter alone takes what is suggested.
pub(super) fn suggested(question: &str, suggestion: &str, help: &str) -> Answer<String> {
    let help = format!("{help} · Enter alone: {suggestion} · Esc goes back");
    let question = format!("{question}:");
    let prompt = Text::new(&question).with_default(suggestion);
    let text = prompt
        .with_help_message(&help)
        .prompt()
        .map_err(|error| stopped(&error))?;
    Ok(text.trim().to_owned())
}

/// Asks for a text that stands there already, to be changed.
pub(super) fn typed(question: &str, now: &str, help: &str, required: bool) -> Answer<String> {
    let help = if help.is_empty() {
        "Esc goes back · Ctrl-C leaves".to_owned()
    } else {
        format!("{help} · Esc goes back")
    };
    let question = format!("{question}:");
    let mut prompt = Text::new(&question)
        .with_initial_value(now)
        .with_help_message(&help);
    if required {
        prompt = prompt.with_validator(|text: &str| {
            Ok(if text.trim().is_empty() {
                Validation::Invalid(ErrorMessage::Custom("it has to be there".to_owned()))
            } else {
                Validation::Valid
            })
        });
    }
    let text = prompt.prompt().map_err(|error| stopped(&error))?;
    Ok(text.trim().to_owned())
}

/// Asks whether something is so; nothing is taken for granted.
pub(super) fn confirm(question: &str, no: &str, yes: &str) -> Answer<bool> {
    choose(question, &[(no, false), (yes, true)])
}

/// Tells a refusal and goes on; only leaving ends more than the screen it came from.
pub(super) fn settle(done: Answer<()>) -> Answer<()> {
    match done {
        Err(Stop::Refused(failure)) => {
            failure.print(false);
            Ok(())
        }
        Ok(()) | Err(Stop::Back) => Ok(()),
        Err(Stop::Leave) => Err(Stop::Leave),
    }
}
