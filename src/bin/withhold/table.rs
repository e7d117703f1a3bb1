//! `withhold table`: tables of counts of people.

use std::path::{Path, PathBuf};

use withhold::risk::Profile;
use withhold::stats::table::{self, Table, TableMethod, TableOptions, TableOutcome, TableRelease};

use crate::args::{Options, Style, Table as Command, TableData, TableMethod as Method};
use crate::input;
use crate::output::{self, Failure, Files, Status};
use crate::overlap;

pub(crate) fn run(command: &Command, options: &Options) -> Result<Status, Failure> {
    if options.format == Style::Sarif {
        return Err(Failure::Message("SARIF is a format of `check`; use --format text or json".to_owned()));
    }
    match command {
        Command::Check { data, audit } => check(data, audit.as_deref(), options),
        Command::Release { .. } => release(command, options),
    }
}

/// Tables as they were read.
struct Read {
    own: Vec<Table>,
    earlier: Vec<Table>,
    profile: Profile,
}

fn read(data: &TableData, options: &Options) -> Result<Read, Failure> {
    let one = |path: Option<&Path>| -> Result<Table, Failure> {
        let document = input::document(path, options)?;
        let table = Table::with_labels(&document.name, &document.bytes, data.labels);
        table.map_err(|error| Failure::Message(format!("{}: {error}", document.name)))
    };
    let own = if data.files.is_empty() {
        vec![one(None)?]
    } else {
        data.files.iter().map(|path| one(Some(path))).collect::<Result<_, _>>()?
    };
    let earlier = data.earlier.iter().map(|path| one(Some(path))).collect::<Result<_, _>>()?;
    Ok(Read { own, earlier, profile: Profile::builtin(&data.profile)? })
}

/// Refuses to write over what is read.
fn reject_overlaps(data: &TableData, options: &Options, outputs: &[&Path]) -> Result<(), Failure> {
    let files = data.files.iter().filter(|path| path.as_os_str() != "-").map(|path| (Some(path.as_path()), "an input"));
    let earlier = data.earlier.iter().map(|path| (Some(path.as_path()), "an earlier table"));
    let key = [(options.key_file.as_deref(), "the key")];
    let read: Vec<(Option<&Path>, &str)> = files.chain(earlier).chain(key).collect();
    let is_from_stdin = data.files.is_empty() || data.files.iter().any(|path| path.as_os_str() == "-");
    overlap::reject(outputs, &read, is_from_stdin)
}

fn check(data: &TableData, audit: Option<&Path>, options: &Options) -> Result<Status, Failure> {
    reject_overlaps(data, options, &audit.into_iter().collect::<Vec<_>>())?;
    let Read { own, earlier, profile } = read(data, options)?;
    let check = table::check(&own, &earlier, &profile)?;
    output::print(&match options.format {
        Style::Json => format!("{}\n", check.to_json()),
        _ => check.to_text(),
    })?;
    if let Some(path) = audit {
        let mut files = Files::default();
        files.stage(path, |out| writeln!(out, "{}", check.to_json()))?;
        files.commit()?;
    }
    Ok(if check.passes() { Status::Fine } else { Status::Something })
}

fn release(command: &Command, options: &Options) -> Result<Status, Failure> {
    let Command::Release { data, method, hide_totals, output, audit, quiet } = command else {
        return Ok(Status::Trouble);
    };
    let output = output.as_deref().filter(|path| path.as_os_str() != "-");
    let places = places(&data.files, output)?;
    let outputs: Vec<&Path> = places.iter().map(PathBuf::as_path).chain(audit.as_deref()).collect();
    reject_overlaps(data, options, &outputs)?;

    let mut how = TableOptions::new();
    if let Some(method) = method {
        how = how.with_method(match method {
            Method::Suppress => TableMethod::Suppress,
            Method::Round => TableMethod::Round,
            Method::Redesign => TableMethod::Redesign,
        });
    }
    if *hide_totals {
        how = how.with_totals_hidden();
    }
    if let Some(key) = input::key(options)? {
        how = how.with_key(key);
    }
    let Read { own, earlier, profile } = read(data, options)?;
    match table::release(&own, &earlier, &profile, &how)? {
        TableOutcome::Refused(refusal) => {
            for reason in refusal.reasons() {
                output::note(&format!("refused: {reason}"));
            }
            Ok(Status::Something)
        }
        TableOutcome::Released(release) => {
            if !quiet {
                output::note(&if options.format == Style::Json { release.audit_json() } else { report(&release) });
            }
            let mut files = Files::default();
            if let Some(path) = audit {
                files.stage(path, |out| writeln!(out, "{}", release.audit_json()))?;
            }
            for (table, place) in release.tables().iter().zip(&places) {
                files.stage(place, |out| out.write_all(table.csv.as_bytes()))?;
            }
            if places.is_empty() {
                release.tables().iter().try_for_each(|table| output::stdout(table.csv.as_bytes()))?;
            }
            files.commit()?;
            Ok(Status::Fine)
        }
    }
}

/// Returns where each table goes: OUT for one, files of the same names in the folder OUT for several.
fn places(files: &[PathBuf], output: Option<&Path>) -> Result<Vec<PathBuf>, Failure> {
    if files.len() < 2 {
        return Ok(output.map(Path::to_owned).into_iter().collect());
    }
    let folder = output.filter(|path| path.is_dir()).ok_or_else(|| {
        Failure::Message("several tables need a folder to go to: -o FOLDER, which has to exist".to_owned())
    })?;
    files
        .iter()
        .map(|file| {
            let name = file.file_name().filter(|_| file.as_os_str() != "-");
            name.map(|name| folder.join(name)).ok_or_else(|| {
                Failure::Message("among several tables standard input has no name; write it to a file".to_owned())
            })
        })
        .collect()
}

fn report(release: &TableRelease) -> String {
    let changes: String = release.changes().iter().map(|change| format!("{change}\n")).collect();
    let fewest = if release.is_fewest() { "" } else { "note: there may be a safe table with fewer hidden numbers\n" };
    format!("{changes}{fewest}{}", release.check().to_text())
}
