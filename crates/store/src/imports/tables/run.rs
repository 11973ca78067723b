//! Import a table, from its file to its summary.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::apply::{Applied, apply};
use super::begun;
use super::context::Context;
use super::decode::{Decoded, Guess};
use super::groups::{Group, Grouping};
use super::layout::Layout;
use super::outcome::Outcome;
use super::products::{Remembered, adapt};
use super::records::{Form, Records};
use super::refused::Refused;
use super::rehearsal::Rehearsal;
use super::row::Row;
use crate::Store;
use crate::exports::Subject;
use crate::imports::source::Source;
use crate::imports::summary::NAMED_REJECTIONS;
use crate::imports::{ImportError, Progress, Rejection};

/// Groups that are taken in at a time, where they do not depend on each other.
const AT_ONCE: usize = 32;

/// A file to be imported.
#[derive(Clone, Debug)]
pub struct TableImport {
    /// What its rows are.
    pub subject: Subject,
    /// The file: CSV or JSON lines, plain or compressed by gzip, in any of the usual encodings.
    pub path: PathBuf,
    /// Columns of the file and what they are here, where that is not seen by their names.
    pub mapping: Vec<(String, String)>,
    /// Whether the comma is the decimal mark; seen by the numbers when `None`.
    pub decimal_comma: Option<bool>,
    /// Whether every row is checked and nothing is kept.
    pub dry_run: bool,
    /// Where refused rows go.
    pub refused: PathBuf,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct TableSummary {
    /// Rows of the file that were read by this run.
    pub rows: u64,
    /// Rows that an earlier run, which was stopped, had done already.
    pub done_before: u64,
    /// What came new: a product, a customer, an order.
    pub added: u64,
    /// What was there and changed.
    pub changed: u64,
    /// What was there as the file says.
    pub unchanged: u64,
    /// Rows that tell nothing of the subject.
    pub ignored: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Why, of the first 1,000 of them.
    pub rejections: Vec<Rejection>,
    /// The file with the refused rows.
    pub refused_file: Option<PathBuf>,
    /// Whether nothing was kept.
    pub dry_run: bool,
}

/// A file as its first reading found it.
struct Looked {
    layout: Layout,
    encoding: &'static encoding_rs::Encoding,
    form: Form,
    fingerprint: String,
}

/// Reads a file and tells what its columns are; imports nothing.
pub async fn look(import: &TableImport) -> Result<Layout, ImportError> {
    Ok(look_at(import).await?.layout)
}

/// Imports a file row by row. Run again it goes on where it was stopped, and once more changes
/// nothing. After some rows `progress` is told how many are done, and may stop the import.
///
/// # Errors
/// A file that cannot be read, or whose columns are not those that are needed. Rows that are
/// refused are no error: they are in the summary and in the file that `refused` names.
pub async fn import_table<P>(
    store: &Store,
    import: &TableImport,
    mut progress: P,
) -> Result<TableSummary, ImportError>
where
    P: FnMut(Progress) -> ControlFlow<()> + Send,
{
    let looked = look_at(import).await?;
    let layout = Arc::new(looked.layout.clone());
    let acting = if import.dry_run {
        store.accompanied_by(Arc::new(Rehearsal))
    } else {
        store.clone()
    };
    let context = Arc::new(Context::new(acting, import.dry_run));
    let begun = if import.dry_run {
        None
    } else {
        Some(begun::begin(store, import.subject, &looked.fingerprint).await?)
    };
    let skipped = begun.as_ref().map_or(0, |begun| begun.position);
    let skipped = u64::try_from(skipped).unwrap_or(0);
    let mut tally = Tally {
        summary: TableSummary {
            done_before: skipped,
            dry_run: import.dry_run,
            ..TableSummary::default()
        },
        refused: Refused::new(&import.refused, skipped > 0),
    };
    let mut incoming = reading(import.path.clone(), looked, skipped);
    while let Some(works) = incoming.recv().await {
        let works = works.map_err(|reason| ImportError::Unreadable { reason })?;
        for applied in taken(&context, &layout, works).await? {
            tally.count(&layout, applied)?;
        }
        let done = tally.summary.done_before + tally.summary.rows;
        if let Some(begun) = &begun {
            begun::note(store, begun, done, false).await?;
        }
        if progress(Progress { done, total: 0 }).is_break() {
            return Err(ImportError::Stopped);
        }
    }
    if let Some(begun) = &begun {
        let done = tally.summary.done_before + tally.summary.rows;
        begun::note(store, begun, done, true).await?;
    }
    tally.summary.refused_file = tally.refused.path().map(Path::to_owned);
    Ok(tally.summary)
}

async fn look_at(import: &TableImport) -> Result<Looked, ImportError> {
    let import = import.clone();
    let looking = tokio::task::spawn_blocking(move || look_now(&import));
    looking.await.map_err(|error| ImportError::Unreadable {
        reason: error.to_string(),
    })?
}

/// The first reading: the encoding, the fingerprint, the header.
fn look_now(import: &TableImport) -> Result<Looked, ImportError> {
    let unreadable = |reason: String| ImportError::Unreadable { reason };
    let mut source = open(&import.path).map_err(unreadable)?;
    let mut guess = Guess::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = source
            .read(&mut buffer)
            .map_err(|error| unreadable(error.to_string()))?;
        guess.take(&buffer[..length], length == 0);
        if length == 0 {
            break;
        }
    }
    let encoding = guess.finish();
    let mut start = Vec::new();
    let decoded = Decoded::new(open(&import.path).map_err(unreadable)?, encoding);
    decoded
        .take(1 << 16)
        .read_to_end(&mut start)
        .map_err(|error| unreadable(error.to_string()))?;
    let form = Form::of(&String::from_utf8_lossy(&start));
    let content = Decoded::new(open(&import.path).map_err(unreadable)?, encoding);
    let records = Records::open(&form, Box::new(content)).map_err(unreadable)?;
    let mapped = Layout::map(import.subject, &records.header, &import.mapping);
    let (shape, columns) = mapped.map_err(ImportError::Columns)?;
    let layout = Layout {
        subject: import.subject,
        shape,
        format: form.format,
        encoding: encoding.name(),
        delimiter: char::from(form.delimiter),
        columns,
        // Where cells are divided by semicolons, the comma is in the numbers.
        decimal_comma: import
            .decimal_comma
            .or((form.delimiter == b';').then_some(true)),
    };
    let mapping = format!("{:?} {:?}", layout.columns, layout.decimal_comma);
    let fingerprint = fingerprint(&source.fingerprint(), &mapping);
    Ok(Looked {
        layout,
        encoding,
        form,
        fingerprint,
    })
}

/// The same file read in another way is another import.
fn fingerprint(of_file: &str, mapping: &str) -> String {
    crate::secret::hash(&format!("{of_file} {mapping}"))
}

fn open(path: &Path) -> Result<Source, String> {
    let opened = File::open(path).and_then(Source::open);
    opened.map_err(|error| format!("{}: {error}", path.display()))
}

type Works = Result<Vec<Work>, String>;

/// Reads the file on a thread of its own, some groups ahead of those that are taken in.
fn reading(path: PathBuf, looked: Looked, skip: u64) -> mpsc::Receiver<Works> {
    let (sender, receiver) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        let mut outgoing = Outgoing {
            layout: &looked.layout,
            remembered: Remembered::default(),
            skip,
            works: Vec::new(),
            keys: HashSet::new(),
            sender,
        };
        if let Err(reason) = outgoing.read(&path, &looked) {
            // Nobody to tell if the import is over.
            drop(outgoing.sender.blocking_send(Err(reason)));
        }
    });
    receiver
}

/// A group, and what the shape makes of its rows; `None` if they tell nothing of the subject.
struct Work {
    group: Group,
    adapted: Option<HashMap<&'static str, String>>,
}

/// Groups on their way, as many at a time as do not depend on each other.
struct Outgoing<'a> {
    layout: &'a Layout,
    remembered: Remembered,
    /// How many rows are done already.
    skip: u64,
    works: Vec<Work>,
    keys: HashSet<String>,
    sender: mpsc::Sender<Works>,
}

impl Outgoing<'_> {
    fn read(&mut self, path: &Path, looked: &Looked) -> Result<(), String> {
        let content = Decoded::new(open(path)?, looked.encoding);
        let mut records = Records::open(&looked.form, Box::new(content))?;
        let mut grouping = Grouping::default();
        while let Some(record) = records.next()? {
            if let Some(group) = grouping.take(self.layout, record)
                && self.add(group).is_break()
            {
                return Ok(());
            }
        }
        if let Some(group) = grouping.finish() {
            let _ = self.add(group);
        }
        let _ = self.send();
        Ok(())
    }

    fn add(&mut self, group: Group) -> ControlFlow<()> {
        let row = Row::new(self.layout, &group.records[0]);
        let adapted = adapt(self.layout.shape, row, &mut self.remembered);
        let rows = group.records.len() as u64;
        if self.skip >= rows {
            self.skip -= rows;
            return ControlFlow::Continue(());
        }
        let is_repeated = !self.keys.insert(group.key.clone());
        if is_repeated || self.works.len() >= AT_ONCE {
            self.send()?;
            self.keys.insert(group.key.clone());
        }
        self.works.push(Work { group, adapted });
        ControlFlow::Continue(())
    }

    fn send(&mut self) -> ControlFlow<()> {
        self.keys.clear();
        let works = std::mem::take(&mut self.works);
        match self.sender.blocking_send(Ok(works)) {
            Ok(()) => ControlFlow::Continue(()),
            // The import is over.
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// Takes in some groups, whose keys differ: beside each other where they have nothing to do with
/// each other, so that they share the wait for the disk.
async fn taken(
    context: &Arc<Context>,
    layout: &Arc<Layout>,
    works: Vec<Work>,
) -> Result<Vec<(Work, Applied)>, ImportError> {
    let mut done = Vec::with_capacity(works.len());
    if !matches!(layout.subject, Subject::Products | Subject::Stock) {
        for work in works {
            let applied = step(context, layout, &work).await?;
            done.push((work, applied));
        }
        return Ok(done);
    }
    let mut running = JoinSet::new();
    for (index, work) in works.into_iter().enumerate() {
        let (context, layout) = (Arc::clone(context), Arc::clone(layout));
        running.spawn(async move {
            let applied = step(&context, &layout, &work).await;
            (index, work, applied)
        });
    }
    let mut ended = Vec::new();
    while let Some(joined) = running.join_next().await {
        let (index, work, applied) = joined.map_err(|error| ImportError::Unreadable {
            reason: error.to_string(),
        })?;
        ended.push((index, work, applied?));
    }
    ended.sort_unstable_by_key(|(index, ..)| *index);
    done.extend(ended.into_iter().map(|(_, work, applied)| (work, applied)));
    Ok(done)
}

async fn step(
    context: &Arc<Context>,
    layout: &Arc<Layout>,
    work: &Work,
) -> Result<Applied, ImportError> {
    match &work.adapted {
        None => Ok(Ok(Outcome::Ignored)),
        Some(adapted) => apply(context, layout, &work.group, adapted).await,
    }
}

/// What became of the rows so far.
struct Tally {
    summary: TableSummary,
    refused: Refused,
}

impl Tally {
    fn count(
        &mut self,
        layout: &Layout,
        (work, applied): (Work, Applied),
    ) -> Result<(), ImportError> {
        let summary = &mut self.summary;
        let rows = work.group.records.len() as u64;
        summary.rows += rows;
        match applied {
            Ok(Outcome::Added) => summary.added += 1,
            Ok(Outcome::Changed) => summary.changed += 1,
            Ok(Outcome::Unchanged) => summary.unchanged += 1,
            Ok(Outcome::Ignored) => summary.ignored += rows,
            Err(rejection) => {
                summary.refused += rows;
                for record in &work.group.records {
                    self.refused.add(layout, record, &rejection)?;
                }
                if summary.rejections.len() < NAMED_REJECTIONS {
                    summary.rejections.push(rejection);
                }
            }
        }
        Ok(())
    }
}
