//! `withhold register`: the blind form of a list of protected people.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use withhold::register::{Blind, Builder, Entry, Register};

use crate::args::{Options, Register as Command, Style};
use crate::input;
use crate::output::{self, Failure, Files, Status};
use crate::overlap;

pub(crate) fn run(command: &Command, options: &Options) -> Result<Status, Failure> {
    if options.format == Style::Sarif {
        return Err(Failure::Message("SARIF is a format of `check`; use --format text or json".to_owned()));
    }
    match command {
        Command::Build { list, output, as_version } => build(list.as_deref(), output, as_version.as_deref(), options),
        Command::Check { file, list, references } => check(file, list.as_deref(), *references, options),
        Command::Info { file } => info(file, options),
    }
}

fn build(list: Option<&Path>, output: &Path, version: Option<&str>, options: &Options) -> Result<Status, Failure> {
    let list = list.filter(|path| path.as_os_str() != "-");
    let read = [(list, "the list"), (options.register_key.as_deref(), "the key of the register")];
    overlap::reject(&[output], &read, list.is_none())?;
    let key = input::register_key(options)?;
    let today = input::today(options)?.to_string();
    let mut builder = Builder::new(&key, version.unwrap_or(&today))?;
    builder.add_all(reader(list)?).map_err(|error| named(list, &error))?;
    let blind: Blind = builder.finish()?;
    let mut files = Files::default();
    files.stage(output, |out| out.write_all(blind.as_bytes()))?;
    files.commit()?;
    output::note(&format!(
        "{} entries, {} forms and details, {} bytes, {}",
        blind.entries(),
        blind.records(),
        blind.as_bytes().len(),
        blind.digest()
    ));
    match blind.not_looked_for() {
        0 => Ok(Status::Fine),
        count => {
            output::note(&format!(
                "withhold: {count} details are too short or not understood; they are not looked for"
            ));
            Ok(Status::Something)
        }
    }
}

fn check(file: &Path, list: Option<&Path>, references: bool, options: &Options) -> Result<Status, Failure> {
    let register = Arc::new(blind(file, options)?);
    output::note(&format!("{}: the key fits, nothing was changed", file.display()));
    let Some(path) = list else { return Ok(Status::Fine) };
    let (mut index, mut missing) = (0_u32, 0_u32);
    let mut table = String::new();
    let mut failed = None;
    let take = |entry: Entry| {
        let reference = register.reference(index);
        let found = details(&entry).any(|detail| match register.mentions(detail, None) {
            Ok(mentions) => {
                mentions.iter().any(|mention| mention.reference.as_ref().is_none_or(|own| *own == reference))
            }
            Err(error) => {
                failed.get_or_insert(error);
                false
            }
        });
        missing += u32::from(!found);
        if references {
            table += &format!("{reference}\t{}\n", entry.id);
        }
        index += 1;
        Ok(())
    };
    let mut bytes = Vec::new();
    reader(Some(path))?.read_to_end(&mut bytes)?;
    let is_json = bytes.trim_ascii_start().starts_with(b"{");
    let done = if is_json { Entry::each_in_json_lines(&*bytes, take) } else { Entry::each_in_csv(&*bytes, take) };
    done.map_err(|error| named(Some(path), &error))?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    output::print(&table)?;
    output::note(&format!("{} of {index} entries are found by one of their details alone", index - missing));
    Ok(if missing == 0 && index == register.entries() { Status::Fine } else { Status::Something })
}

/// Returns every detail of an entry, as a text of its own.
fn details(entry: &Entry) -> impl Iterator<Item = &str> {
    let lists = [&entry.names, &entry.addresses, &entry.vehicles, &entry.telephones, &entry.handles, &entry.emails];
    let others = entry.identifiers.iter().map(|identifier| identifier.value.as_str());
    lists.into_iter().flatten().map(String::as_str).chain(others)
}

fn info(file: &Path, options: &Options) -> Result<Status, Failure> {
    let register = blind(file, options)?;
    let expired = register.expired(input::today(options)?);
    let text = match options.format {
        Style::Json => {
            let value = serde_json::json!({
                "version": register.version(),
                "digest": register.digest(),
                "entries": register.entries(),
                "expired": expired,
                "records": register.records(),
                "bytes": register.len(),
            });
            format!("{}\n", serde_json::to_string_pretty(&value).map_err(std::io::Error::from)?)
        }
        _ => format!(
            "version  {}\ndigest   {}\nentries  {} ({expired} expired)\nrecords  {}\nbytes    {}\n",
            register.version(),
            register.digest(),
            register.entries(),
            register.records(),
            register.len()
        ),
    };
    output::print(&text)?;
    Ok(Status::Fine)
}

fn blind(file: &Path, options: &Options) -> Result<Register, Failure> {
    let key = input::register_key(options)?;
    Register::open(input::read(file)?, &key).map_err(|error| named(Some(file), &error))
}

fn reader(list: Option<&Path>) -> Result<Box<dyn Read>, Failure> {
    let Some(path) = list else { return Ok(Box::new(std::io::stdin().lock())) };
    if path.is_dir() {
        return Err(Failure::Message(format!("{} is a folder; name the list in it", path.display())));
    }
    let file = File::open(path).map_err(|error| Failure::Message(format!("{}: {error}", path.display())))?;
    Ok(Box::new(file))
}

fn named(path: Option<&Path>, error: &withhold::Error) -> Failure {
    let name = path.map_or_else(|| "<stdin>".to_owned(), |path| path.display().to_string());
    Failure::Message(format!("{name}: {error}"))
}
