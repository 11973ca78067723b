//! Several questions of which one command is made.

use super::ask::{self, Answer, Stop};
use super::desk::Desk;

/// One question, and the option that its answer becomes.
pub(super) struct Field {
    question: &'static str,
    /// `--name`; nothing for the word without an option.
    option: &'static str,
    help: &'static str,
    required: bool,
    suggestion: Option<&'static str>,
    was: String,
    value: String,
}

impl Field {
    /// It has to be answered.
    pub(super) fn required(question: &'static str, option: &'static str) -> Self {
        Field {
            required: true,
            ..Field::optional(question, option)
        }
    }

    /// Enter alone leaves it out.
    pub(super) fn optional(question: &'static str, option: &'static str) -> Self {
        Field {
            question,
            option,
            help: "",
            required: false,
            suggestion: None,
            was: String::new(),
            value: String::new(),
        }
    }

    /// Says what is expected.
    pub(super) fn help(self, help: &'static str) -> Self {
        Field { help, ..self }
    }

    /// What it is now; it stays so unless somebody changes it.
    pub(super) fn now(self, value: &str) -> Self {
        Field {
            was: value.to_owned(),
            value: value.to_owned(),
            ..self
        }
    }

    /// What Enter alone means.
    pub(super) fn suggest(self, suggestion: &'static str) -> Self {
        Field {
            suggestion: Some(suggestion),
            ..self
        }
    }

    fn ask(&mut self) -> Answer<()> {
        let help = match (self.help, self.required) {
            ("", false) => "Enter leaves it out",
            (help, _) => help,
        };
        // Once something was typed, that stands there when it is asked again.
        if let Some(suggestion) = self.suggestion.take() {
            self.value = ask::suggested(self.question, suggestion, help)?;
            return Ok(());
        }
        self.value = ask::typed(self.question, &self.value, help, self.required)?;
        Ok(())
    }

    /// As a command has it.
    fn words(&self) -> Vec<String> {
        if self.value == self.was {
            return Vec::new();
        }
        match self.option {
            "" => vec![self.value.clone()],
            // A value that looks like an option has to be tied to its own.
            option if self.value.starts_with('-') => vec![format!("{option}={}", self.value)],
            option => vec![option.to_owned(), self.value.clone()],
        }
    }
}

/// Asks all of it and runs the command. When the store refuses, it tells why and asks again, with
/// what was typed.
pub(super) async fn fill_in(desk: &Desk<'_>, words: &[&str], mut fields: Vec<Field>) -> Answer<()> {
    loop {
        for field in &mut fields {
            field.ask()?;
        }
        let is_edit = fields.iter().any(|field| !field.was.is_empty());
        let answers: Vec<String> = fields.iter().flat_map(Field::words).collect();
        if is_edit && answers.is_empty() {
            ask::say("Nothing was changed.");
            return Ok(());
        }
        let answers = answers.iter().map(String::as_str);
        let line: Vec<&str> = words.iter().copied().chain(answers).collect();
        match desk.run(&line).await {
            Err(Stop::Refused(failure)) => {
                failure.print(false);
                ask::say("Once more, with what you typed:");
            }
            done => return done,
        }
    }
}
