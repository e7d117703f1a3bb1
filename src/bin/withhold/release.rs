//! `withhold release`: the document, or the reasons why not. Nothing is written unless it is released.

use std::path::{Path, PathBuf};

use withhold::{Outcome, View};

use crate::args::{Options, Release, Style};
use crate::input;
use crate::output::{self, Failure, Files, Status};

pub(crate) fn run(args: &Release, options: &Options) -> Result<Status, Failure> {
    if options.format == Style::Sarif {
        return Err(Failure::Message("SARIF is a format of `check`; use --format text or json".to_owned()));
    }
    reject_overlaps(args, options)?;
    let engine = input::engine(options)?;
    let document = input::document(args.file.as_deref(), options)?;
    let outcome = engine
        .release(&document.bytes, document.format)
        .map_err(|error| Failure::Message(format!("{}: {error}", document.name)))?;
    if !args.quiet || matches!(outcome, Outcome::Refused(_)) {
        let json = options.format == Style::Json;
        output::notes(|out| {
            outcome.audit().write(if json { View::Json } else { View::Text }, out)?;
            if json { writeln!(out) } else { Ok(()) }
        });
    }
    let Outcome::Released(release) = outcome else { return Ok(Status::Something) };
    let mut files = Files::default();
    if let Some(path) = &args.audit {
        files.stage(path, |out| {
            release.audit().write(View::Json, out)?;
            writeln!(out)
        })?;
    }
    if let Some(path) = &args.schedule {
        files.stage(path, |out| release.audit().write(schedule_for(path), out))?;
    }
    match args.output.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(path) => files.stage(path, |out| out.write_all(release.bytes()))?,
        // Whoever reads it has it before the audit appears.
        None => output::stdout(release.bytes())?,
    }
    files.commit()?;
    Ok(Status::Fine)
}

fn schedule_for(path: &Path) -> View {
    let csv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if csv { View::ScheduleCsv } else { View::ScheduleMarkdown }
}

/// Refuses to write over what is read, into something that is no file, or two things into one file.
fn reject_overlaps(args: &Release, options: &Options) -> Result<(), Failure> {
    let input = args.file.as_deref().filter(|path| path.as_os_str() != "-");
    let policy = options.policy.as_deref().map(Path::new);
    let read = [(input, "the input"), (options.key_file.as_deref(), "the key"), (policy, "the policy")];
    let outputs: Vec<&PathBuf> = [&args.output, &args.audit, &args.schedule].into_iter().flatten().collect();
    for (index, path) in outputs.iter().enumerate() {
        let shown = path.display();
        for (other, what) in read {
            if other.is_some_and(|other| is_same(other, path)) {
                return Err(Failure::Message(format!("{shown} is {what}; write to another file")));
            }
        }
        if input.is_none() && is_stdin(path) {
            return Err(Failure::Message(format!("{shown} is the input; write to another file")));
        }
        if path.symlink_metadata().is_ok_and(|data| !data.is_file() && !data.is_symlink()) {
            return Err(Failure::Message(format!("{shown} is no ordinary file; write to another one")));
        }
        if outputs.iter().skip(index + 1).any(|other| is_same(other, path)) {
            return Err(Failure::Message(format!("{shown} is named twice; give each output a file of its own")));
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

/// Returns whether standard input is read from the file at `path`.
#[cfg(unix)]
fn is_stdin(path: &Path) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let stdin = std::io::stdin().as_fd().try_clone_to_owned().map(std::fs::File::from);
    let id = |data: std::fs::Metadata| (data.dev(), data.ino());
    let own = stdin.and_then(|stdin| stdin.metadata()).map(id).ok();
    own.is_some() && path.metadata().map(id).ok() == own
}

#[cfg(not(unix))]
fn is_stdin(_: &Path) -> bool {
    false
}

#[cfg(not(unix))]
fn is_same_inode(_: &Path, _: &Path) -> bool {
    false
}
