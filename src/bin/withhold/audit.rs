//! `withhold audit`: what was withheld, checked and shown.

use std::path::Path;

use crate::args::{Audit, Options};
use crate::input;
use crate::output::{self, Failure, Status};

pub(crate) fn run(command: &Audit, options: &Options) -> Result<Status, Failure> {
    match command {
        Audit::Verify { audit, input, release } => verify(audit, input.as_deref(), release.as_deref(), options),
        Audit::Show { audit } => {
            output::print(&read(audit)?.to_text())?;
            Ok(Status::Fine)
        }
        Audit::Schedule { audit, csv } => {
            let audit = read(audit)?;
            output::print(&if *csv { audit.schedule_csv() } else { audit.schedule_markdown() })?;
            Ok(Status::Fine)
        }
        Audit::Schema => {
            output::print(&format!("{}\n", withhold::Audit::schema()))?;
            Ok(Status::Fine)
        }
    }
}

fn read(path: &Path) -> Result<withhold::Audit, Failure> {
    let name = path.display();
    let text = String::from_utf8(input::read(path)?).map_err(|_| Failure::Message(format!("{name}: not UTF-8")))?;
    withhold::Audit::from_json(&text).map_err(|error| Failure::Message(format!("{name}: {error}")))
}

fn verify(audit: &Path, input: Option<&Path>, release: Option<&Path>, options: &Options) -> Result<Status, Failure> {
    let audit = read(audit)?;
    let input = input.map(input::read).transpose()?;
    let release = release.map(input::read).transpose()?;
    // Only a policy that is named is claimed to be the one that decided.
    let policy = options.policy.as_deref().map(input::policy).transpose()?;
    let key = input::key(options)?;
    let verification = audit.verify(input.as_deref(), policy.as_ref(), release.as_deref(), key.as_ref());
    for (what, fits) in &verification.checks {
        output::print(&format!("{} {what}\n", if *fits { "yes" } else { "NO " }))?;
    }
    Ok(if verification.is_good() { Status::Fine } else { Status::Something })
}
