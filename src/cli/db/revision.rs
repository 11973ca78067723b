//! `mercer db revision`.

use std::io::IsTerminal;
use std::path::Path;

use chrono::{DateTime, SubsecRound, Utc};
use clap::Args;
use mercer_migrator::{
    History, Operation, Plan, PlanOptions, Rename, Revision, State, check_id, new_id, plan,
    write_new,
};
use serde::Serialize;

use super::Place;
use super::{autogenerate, declared};
use crate::cli::Failure;
use crate::cli::output::Output;

/// Write a new revision into your folder.
///
/// Without --autogenerate it does nothing yet: `mercer db edit` fills it in. With it, the revision
/// does what brings the database in step with what the program declares, or, with --target-url,
/// what makes it look like another database of the same kind. Read it before you apply it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer db revision -m \"Suppliers\"
  mercer db revision -m \"As in staging\" --autogenerate --target-url sqlite:staging.db
  mercer db revision -m \"Names\" --autogenerate --rename customers.phone=telephone")]
pub(in crate::cli) struct NewRevision {
    /// What it is for, in a few words; they become part of the file's name.
    #[arg(
        short,
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    message: String,

    /// Find out what has to be done by comparing.
    #[arg(long)]
    autogenerate: bool,

    /// Compare with this database instead of the program's declarations; of the same kind.
    #[arg(long, value_name = "URL", requires = "autogenerate")]
    target_url: Option<String>,

    /// Take the schema that the revisions describe for the database's. No database is asked.
    #[arg(long, requires = "autogenerate")]
    from_history: bool,

    /// What was renamed: the table `suppliers=vendors`, the column `customers.phone=telephone`. On a
    /// terminal you are asked about what looks like it.
    #[arg(long, value_name = "OLD=NEW", requires = "autogenerate", value_parser = Rename::parse)]
    rename: Vec<Rename>,

    /// The revision to follow instead of the newest one of the branch "site"; `base` begins a
    /// branch.
    #[arg(long, value_name = "REVISION")]
    head: Option<String>,

    /// Allow --head to be a revision that others follow already: a new branch.
    #[arg(long, requires = "head")]
    splice: bool,

    /// A name for the branch that begins here.
    #[arg(long, value_name = "LABEL")]
    branch_label: Vec<String>,

    /// The new revision's id instead of a random one.
    #[arg(long, value_name = "ID")]
    rev_id: Option<String>,

    /// A revision of another branch that must be applied before.
    #[arg(long, value_name = "REVISION")]
    depends_on: Vec<String>,
}

/// What was written; no revision and no file where nothing differs.
#[derive(Serialize)]
pub(super) struct Written {
    revision: Option<String>,
    file: Option<String>,
    down_revision: Vec<String>,
    operations: Vec<String>,
    warnings: Vec<String>,
}

/// The branch of the owner's revisions.
const SITE: &str = "site";

impl NewRevision {
    /// Writes the revision.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        need_folder(place)?;
        let history = place.history()?;
        let applied = if self.autogenerate && !self.from_history {
            Some(place.applied().await?)
        } else {
            None
        };
        let state = match &applied {
            Some(applied) => Some(applied.state(&history)?),
            None => None,
        };
        let mut revision = self.empty(&history, state.as_ref())?;
        let mut warnings = Vec::new();
        if self.autogenerate {
            if let Some(state) = &state {
                self.refuse_behind(&history, state, &revision)?;
            }
            let plan = self.compare(place, &history, output).await?;
            if let Some(rename) = plan.unused_renames.first() {
                // Written without it, the revision would drop the one and create the other.
                return Err(Failure::wrong_call(format!(
                    "--rename {rename} fits nothing: the old name is not there, or the new one is \
                     not wanted"
                ))
                .hint("without --rename the command tells what it suspects"));
            }
            revision.operations = plan.operations;
            warnings = plan.warnings;
            warnings.extend(autogenerate::losses(&revision.operations));
        }
        let written = if self.autogenerate && revision.operations.is_empty() {
            Written::nothing(warnings)
        } else {
            refuse_misfit(&history, &revision)?;
            let path = write_new(place.folder(), &revision)?;
            Written::of(&revision, &path, warnings)
        };
        written.show(output)
    }

    fn empty(&self, history: &History, state: Option<&State<'_>>) -> Result<Revision, Failure> {
        let graph = history.graph();
        let mut branch_labels = self.branch_label.clone();
        let mut depends_on = Vec::new();
        for label in &branch_labels {
            checked_id("--branch-label", label)?;
        }
        for target in &self.depends_on {
            depends_on.extend(names(graph.resolve(target, None)?));
        }
        let down: Vec<String> = match &self.head {
            Some(head) => names(graph.place(Some(head), self.splice)?),
            None if graph.labels().any(|(label, _)| label == SITE) => {
                names(graph.place(Some(&format!("{SITE}@head")), false)?)
            }
            None => {
                // The first one of the owner's: it comes after the program's as they are now, or,
                // where any database is made to look like another, after what that one has.
                branch_labels.push(SITE.to_owned());
                let before = match state.filter(|_| self.target_url.is_some()) {
                    Some(state) => state.current_heads(),
                    None => graph.heads(),
                };
                let before = names(before).into_iter();
                depends_on.extend(before.filter(|id| !self.depends_on.contains(id)));
                Vec::new()
            }
        };
        Ok(Revision {
            id: match &self.rev_id {
                Some(id) => checked_id("--rev-id", id)?,
                None => new_id(),
            },
            down,
            branch_labels,
            depends_on,
            message: self.message.clone(),
            created: now(),
            operations: Vec::new(),
            down_operations: None,
            irreversible: None,
            destructive: None,
        })
    }

    /// What is not applied yet would be found missing and written a second time.
    fn refuse_behind(
        &self,
        history: &History,
        state: &State<'_>,
        revision: &Revision,
    ) -> Result<(), Failure> {
        let mut pending = state.pending();
        if self.target_url.is_some() {
            let mut needed = Vec::new();
            for id in revision.down.iter().chain(&revision.depends_on) {
                needed.push(id.as_str());
                needed.extend(history.graph().ancestors(id)?);
            }
            pending.retain(|id| needed.contains(id));
        }
        if pending.is_empty() {
            return Ok(());
        }
        let message = format!(
            "the database does not have these revisions yet: {}",
            pending.join(", ")
        );
        Err(Failure::refused(message).hint(
            "apply them first with `mercer db upgrade`, or compare with what the revisions \
             describe: --from-history",
        ))
    }

    async fn compare(
        &self,
        place: &Place<'_>,
        history: &History,
        output: &Output,
    ) -> Result<Plan, Failure> {
        let kind = place.url().kind();
        let live = if self.from_history {
            history.replay_all()?
        } else {
            autogenerate::live_or_empty(place.url()).await?
        };
        let target = match &self.target_url {
            Some(url) => Some(autogenerate::target(place, url, kind).await?),
            None => None,
        };
        let find = |renames: Vec<Rename>| match &target {
            None => declared::steps(history, &live, kind, renames),
            Some(target) => {
                let options = PlanOptions {
                    known: None,
                    renames,
                };
                Ok(plan(&live, target, kind, &options))
            }
        };
        let asks =
            !output.is_json() && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        let mut renames = self.rename.clone();
        let mut refused: Vec<Rename> = Vec::new();
        loop {
            let found = find(renames.clone())?;
            let mut suspects = found.suspected_renames.iter();
            match suspects.find(|suspect| asks && !refused.contains(suspect)) {
                Some(suspect) if autogenerate::confirm(suspect)? => renames.push(suspect.clone()),
                Some(suspect) => refused.push(suspect.clone()),
                None => return Ok(found),
            }
        }
    }
}

fn names(ids: Vec<&str>) -> Vec<String> {
    ids.into_iter().map(str::to_owned).collect()
}

/// An id or a label that somebody chose.
pub(super) fn checked_id(option: &str, id: &str) -> Result<String, Failure> {
    match check_id(id) {
        Ok(()) => Ok(id.to_owned()),
        Err(expected) => Err(
            Failure::wrong_call(format!("{option}: {id:?} cannot be a name"))
                .hint(format!("write {expected}")),
        ),
    }
}

/// Revisions are written to the second.
pub(super) fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(0)
}

/// Refuses a revision that does not fit the history, or that could not be read again.
pub(super) fn refuse_misfit(history: &History, revision: &Revision) -> Result<(), Failure> {
    Revision::parse(&revision.print(), "the new revision")?;
    let mut revisions = history.revisions().to_vec();
    revisions.push(revision.clone());
    History::new(revisions)?;
    Ok(())
}

/// Refuses to write where there is no folder.
pub(super) fn need_folder(place: &Place<'_>) -> Result<(), Failure> {
    if place.folder().is_dir() {
        return Ok(());
    }
    Err(
        Failure::refused(format!("there is no folder {}", place.folder().display()))
            .hint("`mercer db init` makes it"),
    )
}

impl Written {
    /// What was written where.
    pub(super) fn of(revision: &Revision, path: &Path, warnings: Vec<String>) -> Self {
        Written {
            revision: Some(revision.id.clone()),
            file: Some(path.display().to_string()),
            down_revision: revision.down.clone(),
            operations: revision.operations.iter().map(described).collect(),
            warnings,
        }
    }

    fn nothing(warnings: Vec<String>) -> Self {
        Written {
            revision: None,
            file: None,
            down_revision: Vec::new(),
            operations: Vec::new(),
            warnings,
        }
    }

    /// Prints it.
    pub(super) fn show(&self, output: &Output) -> Result<(), Failure> {
        for warning in &self.warnings {
            output.message(&format!("Note: {warning}"));
        }
        output.show(self, |written| match &written.file {
            None => "Nothing differs; no revision is written.\n".to_owned(),
            Some(file) => {
                let mut text = format!("Wrote {file}\n");
                for operation in &written.operations {
                    text.push_str("  ");
                    text.push_str(operation);
                    text.push('\n');
                }
                text
            }
        })?;
        if let Some(revision) = &self.revision {
            output.message(
                &if self.operations.is_empty() && self.down_revision.len() < 2 {
                    format!("It does nothing yet. Next: mercer db edit {revision}")
                } else {
                    "Read it, then apply it: mercer db upgrade".to_owned()
                },
            );
        }
        Ok(())
    }
}

/// An operation in a list.
pub(super) fn described(operation: &Operation) -> String {
    let kind = operation.kind();
    let what = match (operation.table(), operation.name()) {
        ("", name) => name.to_owned(),
        (table, name) if name == table || name.is_empty() => table.to_owned(),
        (table, name) => format!("{table}.{name}"),
    };
    match operation {
        Operation::RenameTable { to, .. }
        | Operation::RenameColumn { to, .. }
        | Operation::RenameIndex { to, .. } => format!("{kind} {what} to {to}"),
        _ => format!("{kind} {what}").trim_end().to_owned(),
    }
}
