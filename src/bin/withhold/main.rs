//! The `withhold` binary: a thin shell around the library. All finding, deciding and proving is the library's.

mod args;
mod audit;
mod check;
mod explain;
mod input;
mod long;
mod numbers;
mod output;
mod overlap;
mod pipe;
mod policy;
mod records;
mod register;
mod release;
mod sarif;
mod table;

use std::process::ExitCode;

use args::{Args, Command};
use clap::{CommandFactory, Parser};
use output::{Failure, Status};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to stdout with 0, mistakes to stderr with 2.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    output::choose_color(args.options.color);
    let done = match &args.command {
        Command::Check(check) => check::run(check, &args.options),
        Command::Release(release) => release::run(release, &args.options),
        Command::Pipe(pipe) => pipe::run(pipe, &args.options),
        Command::Policy(policy) => policy::run(policy, &args.options),
        Command::Explain(explain) => explain::run(explain, &args.options),
        Command::Records(records) => records::run(records, &args.options),
        Command::Table(table) => table::run(table, &args.options),
        Command::Register(register) => register::run(register, &args.options),
        Command::Audit(audit) => audit::run(audit, &args.options),
        Command::Completions { shell } => completions(*shell),
        Command::Man => man(),
    };
    match done {
        Ok(status) => status.into(),
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(Failure::Message(message)) => {
            output::note(&format!("withhold: {message}"));
            Status::Trouble.into()
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "withhold", &mut script);
    output::stdout(&script)?;
    Ok(Status::Fine)
}

fn man() -> Result<Status, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    output::stdout(&page)?;
    Ok(Status::Fine)
}
