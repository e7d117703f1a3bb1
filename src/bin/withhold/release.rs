//! `withhold release`: the document, or the reasons why not. Nothing is written unless it is released.

use std::path::Path;

use withhold::{Outcome, View};

use crate::args::{Options, Release, Style};
use crate::input;
use crate::output::{self, Failure, Files, Status};
use crate::{long, overlap};

pub(crate) fn run(args: &Release, options: &Options) -> Result<Status, Failure> {
    if options.format == Style::Sarif {
        return Err(Failure::Message("SARIF is a format of `check`; use --format text or json".to_owned()));
    }
    let input = args.file.as_deref().filter(|path| path.as_os_str() != "-");
    let policy = options.policy.as_deref().map(Path::new);
    let outputs: Vec<&Path> =
        [&args.output, &args.audit, &args.schedule].into_iter().flatten().map(|path| path.as_path()).collect();
    let mut read = vec![
        (input, "the input"),
        (options.key_file.as_deref(), "the key"),
        (policy, "the policy"),
        (options.register.as_deref(), "the register"),
        (options.register_key.as_deref(), "the key of the register"),
    ];
    read.extend(args.known.iter().map(|path| (Some(path.as_path()), "an earlier release")));
    overlap::reject(&outputs, &read, input.is_none())?;
    let engine = input::engine(options)?;
    if let Some(path) = long::wanted(args, options, input)? {
        return long::run(args, options, &engine, path);
    }
    let document = input::document(args.file.as_deref(), options)?;
    let known = input::known(&args.known, options, engine.policy().profiles())?;
    let outcome = engine
        .release_with(&document.bytes, document.format, &known)
        .map_err(|error| Failure::Message(format!("{}: {error}", document.name)))?;
    let mut files = Files::default();
    if let Outcome::Released(release) = &outcome {
        write(args, release, &mut files)?;
    }
    if !args.quiet || matches!(outcome, Outcome::Refused(_)) {
        let json = options.format == Style::Json;
        output::notes(|out| {
            outcome.audit().write(if json { View::Json } else { View::Text }, out)?;
            if json { writeln!(out) } else { Ok(()) }
        });
    }
    files.commit()?;
    Ok(if matches!(outcome, Outcome::Released(_)) { Status::Fine } else { Status::Something })
}

/// Writes the document to standard output, or beside its place with what goes with it.
fn write(args: &Release, release: &withhold::Release, files: &mut Files) -> Result<(), Failure> {
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
        Some(path) => files.stage(path, |out| out.write_all(release.bytes())),
        // Whoever reads it has it before the audit appears.
        None => output::stdout(release.bytes()),
    }
}

fn schedule_for(path: &Path) -> View {
    let csv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if csv { View::ScheduleCsv } else { View::ScheduleMarkdown }
}
