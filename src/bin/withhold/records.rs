//! `withhold records`: data sets with a row a person.

use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use withhold::risk::Profile;
use withhold::stats::records::{
    ColumnRole, Diversity, Hierarchy, Method, Recoding, Records, RecordsOutcome, Requirement,
};

use crate::args::{Options, Records as Command, RecordsData, RecordsMethod, Style};
use crate::input;
use crate::output::{self, Failure, Files, Status};
use crate::overlap;

pub(crate) fn run(command: &Command, options: &Options) -> Result<Status, Failure> {
    if options.format == Style::Sarif {
        return Err(Failure::Message("SARIF is a format of `check`; use --format text or json".to_owned()));
    }
    match command {
        Command::Check { data, population, unique_sets } => {
            check(data, population.as_deref(), unique_sets.unwrap_or(0), options)
        }
        Command::Release { .. } => release(command, options),
    }
}

fn check(data: &RecordsData, population: Option<&Path>, unique_sets: u8, options: &Options) -> Result<Status, Failure> {
    let requirement = requirement(data)?.with_unique_sets(usize::from(unique_sets));
    let records = records(data, options)?;
    let check = match population {
        Some(path) => records.check_against(&named(read(Some(path), options), path)?, &requirement)?,
        None => records.check(&requirement)?,
    };
    output::print(&match options.format {
        Style::Json => format!("{}\n", check.to_json()),
        _ => check.to_text(),
    })?;
    Ok(if check.passes() { Status::Fine } else { Status::Something })
}

fn release(command: &Command, options: &Options) -> Result<Status, Failure> {
    let Command::Release { data, method, suppress_limit, hierarchy, output, audit, quiet } = command else {
        return Ok(Status::Trouble);
    };
    let input = data.file.as_deref().filter(|path| path.as_os_str() != "-");
    let steps: Vec<(&str, &Path)> = hierarchy.iter().map(|pair| column_and_file(pair)).collect::<Result<_, _>>()?;
    let outputs: Vec<&Path> = [output, audit].into_iter().flatten().map(|path| path.as_path()).collect();
    let read: Vec<(Option<&Path>, &str)> =
        [(input, "the input")].into_iter().chain(steps.iter().map(|(_, path)| (Some(*path), "a hierarchy"))).collect();
    overlap::reject(&outputs, &read, input.is_none())?;

    let mut recoding = Recoding::new().with_limit(*suppress_limit);
    if let Some(method) = method {
        recoding = recoding.with_method(match method {
            RecordsMethod::Lattice => Method::Lattice,
            RecordsMethod::Mondrian => Method::Mondrian,
        });
    }
    for (column, path) in steps {
        let text = input::utf8(path)?;
        recoding = recoding.with_hierarchy(column, named(Hierarchy::from_csv(&text).map_err(Failure::from), path)?);
    }
    let requirement = requirement(data)?;
    match records(data, options)?.release(&requirement, &recoding)? {
        RecordsOutcome::Refused(refusal) => {
            for reason in refusal.reasons() {
                output::note(&format!("refused: {reason}"));
            }
            if !quiet {
                output::note(&refusal.check().to_text());
            }
            Ok(Status::Something)
        }
        RecordsOutcome::Released(release) => {
            let report = serde_json::json!({ "check": release.check(), "loss": release.loss() });
            let report = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
            if !quiet {
                let text = || format!("{}{}", release.loss().to_text(), release.check().to_text());
                output::note(&if options.format == Style::Json { report.clone() } else { text() });
            }
            let mut files = Files::default();
            if let Some(path) = audit {
                files.stage(path, |out| writeln!(out, "{report}"))?;
            }
            match output.as_deref().filter(|path| path.as_os_str() != "-") {
                Some(path) => files.stage(path, |out| out.write_all(release.csv().as_bytes()))?,
                None => output::stdout(release.csv().as_bytes())?,
            }
            files.commit()?;
            Ok(Status::Fine)
        }
    }
}

fn column_and_file(pair: &str) -> Result<(&str, &Path), Failure> {
    let found = pair.split_once('=').filter(|(column, file)| !column.is_empty() && !file.is_empty());
    let (column, file) = found.ok_or_else(|| {
        Failure::Message(format!("--hierarchy {pair}: name a column and a file, such as town=towns.csv"))
    })?;
    Ok((column, Path::new(file)))
}

/// Puts the name of the file before what is wrong with it.
fn named<T>(done: Result<T, Failure>, path: &Path) -> Result<T, Failure> {
    done.map_err(|failure| match failure {
        Failure::Message(message) if !message.starts_with(&path.display().to_string()) => {
            Failure::Message(format!("{}: {message}", path.display()))
        }
        other => other,
    })
}

fn requirement(data: &RecordsData) -> Result<Requirement, Failure> {
    let profile = Profile::builtin(&data.profile)?;
    let distinct = Diversity::Distinct(u32::try_from(profile.l).unwrap_or(u32::MAX));
    let mut requirement =
        Requirement::new().with_k(data.k.unwrap_or(profile.k)).with_diversity(data.l.unwrap_or(distinct));
    if let Some(t) = data.t {
        requirement = requirement.with_closeness(t);
    }
    Ok(data.ordered.iter().fold(requirement, |requirement, column| requirement.with_ordered(column)))
}

/// Reads the records with the roles that are named.
fn records(data: &RecordsData, options: &Options) -> Result<Records, Failure> {
    let records = read(data.file.as_deref(), options)?;
    let count: &[String] = data.count.as_slice();
    let named = [
        (&data.direct[..], ColumnRole::Direct),
        (&data.quasi[..], ColumnRole::Quasi),
        (&data.sensitive[..], ColumnRole::Sensitive),
        (&data.other[..], ColumnRole::Other),
        (count, ColumnRole::Count),
    ];
    let roles = named.iter().flat_map(|(columns, role)| columns.iter().map(|name| (name.trim(), *role)));
    let mut seen: Vec<(&str, ColumnRole)> = Vec::new();
    for (name, role) in roles.clone() {
        if let Some((_, other)) = seen.iter().find(|(known, _)| *known == name) {
            return Err(Failure::Message(format!("column {name:?} is named as {other} and as {role}; name it once")));
        }
        seen.push((name, role));
    }
    Ok(records.with_roles(roles)?)
}

/// Streams records from a file or standard input, with a bar when somebody is looking and there is much to read.
fn read(path: Option<&Path>, options: &Options) -> Result<Records, Failure> {
    let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
        let name = options.stdin_filename.as_deref().unwrap_or("<stdin>");
        return named(Records::from_csv(std::io::stdin().lock()).map_err(Failure::from), Path::new(name));
    };
    if path.is_dir() {
        return Err(Failure::Message(format!("{} is a folder; name the file in it", path.display())));
    }
    let file = File::open(path).map_err(|error| Failure::Message(format!("{}: {error}", path.display())))?;
    let len = file.metadata().map_or(0, |data| data.len());
    let bar = progress(len);
    let reader: Box<dyn Read> = Box::new(bar.wrap_read(file));
    let records = Records::from_csv(reader);
    bar.finish_and_clear();
    named(records.map_err(Failure::from), path)
}

/// From so many bytes on reading takes a moment.
const LARGE: u64 = 16 << 20;

fn progress(len: u64) -> ProgressBar {
    let is_seen = len > LARGE && std::io::stderr().is_terminal();
    let target = if is_seen { ProgressDrawTarget::stderr_with_hz(4) } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{bytes}/{total_bytes} {wide_bar} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(len), target).with_style(style)
}
