//! `withhold release`: the document, or the reasons why not. Nothing is written unless it is released.

use std::path::{Path, PathBuf};

use withhold::{Audit, Outcome};

use crate::args::{Options, Release, Style};
use crate::input;
use crate::output::{self, Failure, Files, Status};

pub(crate) fn run(args: &Release, options: &Options) -> Result<Status, Failure> {
    if options.format == Style::Sarif {
        return Err(Failure::Message("SARIF is a format of `check`; use --format text or json".to_owned()));
    }
    reject_overlaps(args)?;
    let engine = input::engine(options)?;
    let document = input::document(args.file.as_deref(), options)?;
    let outcome = engine
        .release(&document.bytes, document.format)
        .map_err(|error| Failure::Message(format!("{}: {error}", document.name)))?;
    if !args.quiet || matches!(outcome, Outcome::Refused(_)) {
        let audit = outcome.audit();
        output::note(&if options.format == Style::Json { audit.to_json() } else { audit.to_text() });
    }
    let Outcome::Released(release) = outcome else { return Ok(Status::Something) };
    let mut files = Files::default();
    if let Some(path) = &args.audit {
        files.stage(path, format!("{}\n", release.audit().to_json()).as_bytes())?;
    }
    if let Some(path) = &args.schedule {
        files.stage(path, schedule(release.audit(), path).as_bytes())?;
    }
    match &args.output {
        Some(path) => {
            files.stage(path, release.bytes())?;
            files.commit()?;
        }
        None => {
            files.commit()?;
            output::stdout(release.bytes())?;
        }
    }
    Ok(Status::Fine)
}

fn schedule(audit: &Audit, path: &Path) -> String {
    let csv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if csv { audit.schedule_csv() } else { audit.schedule_markdown() }
}

/// Refuses to write over the input, or two things into one file.
fn reject_overlaps(args: &Release) -> Result<(), Failure> {
    let input = args.file.as_deref().filter(|path| path.as_os_str() != "-");
    let outputs: Vec<&PathBuf> = [&args.output, &args.audit, &args.schedule].into_iter().flatten().collect();
    for (index, path) in outputs.iter().enumerate() {
        if input.is_some_and(|input| is_same(input, path)) {
            return Err(Failure::Message(format!("{} is the input; write to another file", path.display())));
        }
        if outputs.iter().skip(index + 1).any(|other| is_same(other, path)) {
            return Err(Failure::Message(format!(
                "{} is named twice; give each output a file of its own",
                path.display()
            )));
        }
    }
    Ok(())
}

/// Returns whether two paths lead to one file, by whatever way.
fn is_same(one: &Path, other: &Path) -> bool {
    let full = |path: &Path| {
        path.canonicalize().ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(folder.canonicalize().ok()?.join(path.file_name()?))
        })
    };
    one == other || full(one).is_some_and(|one| Some(one) == full(other)) || is_same_inode(one, other)
}

#[cfg(unix)]
fn is_same_inode(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.metadata().ok().map(|data| (data.dev(), data.ino()));
    id(one).is_some_and(|one| Some(one) == id(other))
}

#[cfg(not(unix))]
fn is_same_inode(_: &Path, _: &Path) -> bool {
    false
}
