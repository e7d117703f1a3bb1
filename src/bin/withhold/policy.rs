//! `withhold policy`: what a body has decided.

use crate::args::{Options, Policy, Style};
use crate::input;
use crate::output::{self, Failure, Files, Status};

pub(crate) fn run(command: &Policy, options: &Options) -> Result<Status, Failure> {
    let named = |policy: &Option<String>| input::policy(policy.as_deref().unwrap_or(options.policy()));
    match command {
        Policy::Show { policy } => {
            let policy = named(policy)?;
            if options.format == Style::Json {
                let value: toml::Value =
                    toml::from_str(policy.to_toml()).map_err(|error| Failure::Message(error.to_string()))?;
                output::print(&format!("{}\n", serde_json::to_string_pretty(&value).map_err(std::io::Error::from)?))?;
            } else {
                output::print(&format!(
                    "# {}\n# {}\n\n{}",
                    policy.layers().join(" → "),
                    policy.digest(),
                    policy.to_toml()
                ))?;
            }
        }
        Policy::Check { policy } => {
            let policy = named(policy)?.with_today(input::today(options)?);
            withhold::Engine::new(policy.clone())?;
            let notes = policy.lint();
            for note in &notes {
                output::print(&format!("{}: {note}\n", policy.name()))?;
            }
            output::note(&format!("{} {}: {} to look at", policy.name(), policy.version(), notes.len()));
            return Ok(if notes.is_empty() { Status::Fine } else { Status::Something });
        }
        Policy::Init { output: None } => output::print(withhold::Policy::template())?,
        Policy::Init { output: Some(path) } => {
            if path.exists() {
                return Err(Failure::Message(format!("{} is there already; name a new file", path.display())));
            }
            let mut files = Files::default();
            files.stage(path, |out| out.write_all(withhold::Policy::template().as_bytes()))?;
            files.commit()?;
        }
        Policy::Schema => output::print(&format!("{}\n", withhold::Policy::schema()))?,
        Policy::List => {
            for name in withhold::Policy::BUILTIN {
                let policy = withhold::Policy::builtin(name)?;
                output::print(&format!("{name} {} ({})\n", policy.version(), policy.layers().join(" → ")))?;
            }
        }
    }
    Ok(Status::Fine)
}
