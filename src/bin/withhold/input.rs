//! Reading: files, standard input, policies, keys, the date.

use std::fs;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use withhold::register::Register;
use withhold::risk::{Known, Profiles};
use withhold::stats::table::Table;
use withhold::{Date, Engine, Format, Key, Policy};

use crate::args::Options;
use crate::output::Failure;

/// A document to be read.
pub(crate) struct Document {
    /// Its name in messages.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) format: Format,
}

/// Reads a file, or standard input for `-` and for nothing.
pub(crate) fn document(path: Option<&Path>, options: &Options) -> Result<Document, Failure> {
    let file = path.filter(|path| path.as_os_str() != "-");
    let (name, bytes) = match file {
        Some(path) => (path.display().to_string(), read(path)?),
        None => {
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|error| Failure::Message(format!("standard input: {error}")))?;
            (options.stdin_filename.clone().unwrap_or_else(|| "<stdin>".to_owned()), bytes)
        }
    };
    Ok(Document { name, bytes, format: format(file, options) })
}

/// Returns how a file, or standard input, is to be read.
pub(crate) fn format(file: Option<&Path>, options: &Options) -> Format {
    let told = file.map(Path::to_owned).or_else(|| options.stdin_filename.as_ref().map(PathBuf::from));
    let extension = told.as_deref().and_then(Path::extension).and_then(|end| end.to_str());
    let asked = options.input_format.map(Format::from);
    asked.or_else(|| extension.and_then(Format::from_extension)).unwrap_or_default()
}

/// Returns how many threads `--jobs` asks for.
pub(crate) fn jobs(asked: usize) -> NonZeroUsize {
    NonZeroUsize::new(asked).unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        return Err(Failure::Message(format!("{} is a folder; name the files in it", path.display())));
    }
    fs::read(path).map_err(|error| Failure::Message(format!("{}: {error}", path.display())))
}

/// Reads what is out already: tables of counts where the name ends in .csv, else documents.
pub(crate) fn known(paths: &[PathBuf], options: &Options, profiles: &Profiles) -> Result<Known, Failure> {
    let mut known = Known::new();
    for path in paths {
        let document = document(Some(path), &Options { input_format: None, ..options.clone() })?;
        let failure = |error: withhold::Error| {
            let (name, message) = (&document.name, error.to_string());
            Failure::Message(if message.contains(name.as_str()) { message } else { format!("{name}: {message}") })
        };
        known = match document.format {
            Format::Csv => {
                let table = Table::from_csv(&document.name, &document.bytes).map_err(failure)?;
                known.with_table(&table, profiles).map_err(failure)?
            }
            format => known.with_document(&document.name, &document.bytes, format).map_err(failure)?,
        };
    }
    Ok(known)
}

/// Returns the engine that the options ask for.
pub(crate) fn engine(options: &Options) -> Result<Engine, Failure> {
    let mut builder = Engine::builder(policy(options.policy())?).today(today(options)?);
    if let Some(key) = key(options)? {
        builder = builder.key(key);
    }
    if options.register.is_none() && options.register_key.is_some() {
        let message = "--register-key is for a register; name it with --register too, or leave the key out";
        return Err(Failure::Message(message.to_owned()));
    }
    if let Some(path) = &options.register {
        builder = builder.register(Arc::new(register(path, options)?));
    }
    Ok(builder.build()?)
}

/// Returns the register in that file, blind or in clear.
pub(crate) fn register(path: &Path, options: &Options) -> Result<Register, Failure> {
    let bytes = read(path)?;
    let opened = if Register::is_blind(&bytes) {
        Register::open(bytes, &register_key(options)?)
    } else if options.register_key.is_some() {
        let message = "this is no blind register; leave out --register-key for a list in clear";
        return Err(Failure::Message(format!("{}: {message}", path.display())));
    } else {
        Register::clear_from(&bytes, "clear")
    };
    opened.map_err(|error| Failure::Message(format!("{}: {error}", path.display())))
}

/// Returns the key of the register.
pub(crate) fn register_key(options: &Options) -> Result<Key, Failure> {
    let named = options.register_key.as_deref();
    let path = named.ok_or_else(|| Failure::Message("name the key of the register with --register-key".to_owned()))?;
    key_in(path)
}

/// Returns the policy of that name, or the one in that file; layers of a file are found beside it.
pub(crate) fn policy(name: &str) -> Result<Policy, Failure> {
    let path = Path::new(name);
    let is_file = path.is_file() || name.contains(['/', '\\', '.']);
    if !is_file {
        return Ok(Policy::builtin(name)?);
    }
    let text = utf8(path)?;
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let mut load = |layer: &str| {
        let beside = folder.join(layer);
        match utf8(&beside) {
            Ok(text) => Ok(text),
            Err(Failure::Message(message)) if beside.exists() => Err(withhold::Error::policy(message)),
            // The message of the library names the built-in policies and the near one.
            Err(_) => Policy::builtin(layer).map(|policy| policy.to_toml().to_owned()),
        }
    };
    Ok(Policy::from_toml_with(&text, name, &mut load)?)
}

/// Reads a file of UTF-8 text.
pub(crate) fn utf8(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|error| {
        Failure::Message(format!("{}: not UTF-8 at byte {}", path.display(), error.utf8_error().valid_up_to()))
    })
}

/// Returns the key, less the line break at its end.
pub(crate) fn key(options: &Options) -> Result<Option<Key>, Failure> {
    options.key_file.as_deref().map(key_in).transpose()
}

/// Returns the key in a file, or in the descriptor that `fd:N` names.
fn key_in(path: &Path) -> Result<Key, Failure> {
    let descriptor = path.to_str().and_then(|name| name.strip_prefix("fd:"));
    let number = descriptor.filter(|number| number.bytes().all(|b| b.is_ascii_digit()));
    let opened = number.map(|number| PathBuf::from(format!("/dev/fd/{number}")));
    let mut bytes = read(opened.as_deref().unwrap_or(path))?;
    while bytes.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
        bytes.pop();
    }
    Key::new(bytes).map_err(|error| Failure::Message(format!("{}: {error}", path.display())))
}

/// Returns the date of the options, or today's: only the binary reads the clock.
pub(crate) fn today(options: &Options) -> Result<Date, Failure> {
    if let Some(date) = options.date {
        return Ok(date);
    }
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    date_of_day(seconds / 86_400)
        .ok_or_else(|| Failure::Message("the clock shows no usable date; give --date".to_owned()))
}

/// Returns the date of a day counted from 1 January 1970 (H. Hinnant, `civil_from_days`).
fn date_of_day(day: u64) -> Option<Date> {
    let day = day + 719_468;
    let era = day / 146_097;
    let of_era = day % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (day, date) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_782, "2026-11-25")] {
            assert_eq!(date_of_day(day).map(|date| date.to_string()).as_deref(), Some(date));
        }
    }
}
