//! What can be typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// Decide what may leave a press office or a Freedom-of-Information desk, and keep a record of what was withheld.
#[derive(Parser, Debug)]
#[command(name = "withhold", version, max_term_width = 100, after_help = AFTER)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) options: Options,
}

const AFTER: &str = "\
Examples:
  withhold check statement.txt                        what would be withheld, where and why
  withhold release statement.txt -o out.txt --audit audit.json --schedule schedule.md
  cat note.txt | withhold release -
  withhold pipe < lines.jsonl > released.jsonl
  withhold explain UK_NINO

Exit codes: check 0 nothing, 1 something; release 0 released, 1 refused; 2 trouble everywhere.";

impl Options {
    /// Returns the policy that is named, or the default.
    pub(crate) fn policy(&self) -> &str {
        self.policy.as_deref().unwrap_or("press")
    }
}

/// Options of every command.
#[derive(ClapArgs, Clone, Debug)]
pub(crate) struct Options {
    /// A built-in policy (press, foi, court, internal) or a policy file; press if none is named
    #[arg(long, global = true, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,
    /// A file with the secret key of tokens, aliases and digests; at least 16 bytes
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// A register of people who must not appear: blind (see `register build`), or in clear as CSV or JSON Lines
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) register: Option<PathBuf>,
    /// A file with the key of a blind register, or `fd:N` for a descriptor that is open
    #[arg(long, global = true, value_name = "FILE|fd:N")]
    pub(crate) register_key: Option<PathBuf>,
    /// How results are printed
    #[arg(long, global = true, value_enum, default_value_t = Style::Text)]
    pub(crate) format: Style,
    /// How the input is to be read; else its extension tells, else it is text
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub(crate) input_format: Option<InputFormat>,
    /// The name that messages give to standard input; its extension tells the format
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,
    /// The day on which permissions are judged, if not today
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<withhold::Date>,
    /// When to use colour; NO_COLOR is honoured
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Style {
    Text,
    Json,
    /// check only: SARIF 2.1.0
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    Text,
    Markdown,
    Html,
    Json,
    Jsonl,
    Csv,
}

impl From<InputFormat> for withhold::Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Text => Self::Text,
            InputFormat::Markdown => Self::Markdown,
            InputFormat::Html => Self::Html,
            InputFormat::Json => Self::Json,
            InputFormat::Jsonl => Self::JsonLines,
            InputFormat::Csv => Self::Csv,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Show what would be withheld, where and why (exit 0 nothing, 1 something, 2 trouble)
    Check(Check),
    /// Release a document, or refuse it (exit 0 released, 1 refused, 2 trouble)
    Release(Release),
    /// JSON Lines in and out: one process for other services
    Pipe(Pipe),
    /// Show, check or start a policy
    #[command(subcommand)]
    Policy(Policy),
    /// Explain a kind, a detector row or a rule
    Explain(Explain),
    /// Tables of counts: what can be worked out of them, and tables that withstand it
    #[command(subcommand)]
    Table(Table),
    /// Records, one row a person: how easily somebody is singled out, and records made coarser until they may go out
    #[command(subcommand)]
    Records(Records),
    /// The register of people who must not appear: make the blind form, check it, tell of it
    #[command(subcommand)]
    Register(Register),
    /// Verify or print an audit
    #[command(subcommand)]
    Audit(Audit),
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(ClapArgs, Debug)]
#[command(after_help = CHECK)]
pub(crate) struct Check {
    /// Files to check; `-` or none is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Show the values; only on a terminal
    #[arg(long)]
    pub(crate) show_text: bool,
    /// How many files are read at a time; 0 is one for each core
    #[arg(short, long, value_name = "N", default_value_t = 1)]
    pub(crate) jobs: usize,
    /// An earlier release, or a table (CSV) that goes out too: its numbers are put beside those of the document; repeatable
    #[arg(long, value_name = "FILE")]
    pub(crate) known: Vec<PathBuf>,
}

const CHECK: &str = "\
Examples:
  withhold check statement.txt notes.md
  withhold check --jobs 0 --format sarif *.txt > findings.sarif
  cat record.json | withhold check --stdin-filename record.json

Exit codes: 0 nothing, 1 something, 2 trouble with any file (the others are still shown).";

const RELEASE: &str = "\
Examples:
  withhold release statement.txt -o out.txt --audit audit.json --schedule schedule.md
  withhold release --policy foi --key-file key answer.csv > answer.released.csv
  withhold release july.txt --known june.txt --known by-ward.csv -o out.txt
  withhold release export.txt -o out.txt --audit audit.json --quiet       some gigabytes, in bounded memory

A plain text of more than 8 MB is read window by window, several times; what one window withholds is withheld in all. Its
entries are in the audit file, not on the screen. With --known or --schedule it is read in one piece, which takes some ten
times its size in memory, as do standard input and other formats.

Exit codes: 0 released, 1 refused, 2 trouble. At 1 and 2 nothing is written.";

const POLICY: &str = "\
Examples:
  withhold policy init -o ours.toml
  withhold policy check ours.toml
  withhold policy show ours.toml --format json

Exit codes: 0 done, 1 something worth a second thought (check), 2 trouble.";

const EXPLAIN: &str = "\
Examples:
  withhold explain                      every kind and what finds it
  withhold explain UK_NINO              what it is, the harm, and what the policy does with it
  withhold explain names --policy foi   a rule of the policy

Exit codes: 0 done, 2 trouble.";

const AUDIT: &str = "\
Examples:
  withhold audit verify audit.json --input statement.txt --release out.txt --policy press
  withhold audit schedule audit.json --csv > schedule.csv

Exit codes: 0 done, fits; 1 does not fit (verify); 2 trouble.";

#[derive(ClapArgs, Debug)]
#[command(after_help = RELEASE)]
pub(crate) struct Release {
    /// The file to release; `-` or none is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Where the released document goes; else standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Where the audit goes, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) audit: Option<PathBuf>,
    /// Where the publishable schedule goes: CSV if the name ends in .csv, else Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) schedule: Option<PathBuf>,
    /// Print no audit on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// An earlier release, or a table (CSV) that goes out too: its numbers are put beside those of the document; repeatable
    #[arg(long, value_name = "FILE")]
    pub(crate) known: Vec<PathBuf>,
    /// When to read a plain text window by window, in bounded memory: auto does so for files of more than 8 MB
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) windows: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

#[derive(ClapArgs, Debug)]
#[command(after_help = PIPE)]
pub(crate) struct Pipe {
    /// Leave out text, record and audit
    #[arg(long)]
    pub(crate) findings_only: bool,
    /// How many lines are worked on at a time; 0 is one for each core. Answers stay in order
    #[arg(short, long, value_name = "N", default_value_t = 1)]
    pub(crate) jobs: usize,
}

const PIPE: &str = "\
Each input line is {\"id\": …, \"text\": \"…\"} or {\"id\": …, \"record\": {…}}. Each output line, in input order, is
{\"id\", \"outcome\": \"released\"|\"refused\"|\"error\", \"text\"|\"record\", \"findings\": [{\"start\", \"end\", \"kind\", \"role\",
\"confidence\", \"score\", \"detector\"}], \"audit\", \"error\"}. start and end are UTF-8 bytes of the input text, half-open; in a
record they count in the value at \"pointer\". A bad line gives an error line and the rest go on.

Example:
  printf '{\"id\": 1, \"text\": \"Ring 07700 900123.\"}\\n' | withhold pipe

Exit codes: 0 every line was answered, with errors too; 2 trouble.";

#[derive(Subcommand, Debug)]
#[command(after_help = POLICY)]
pub(crate) enum Policy {
    /// Print a policy with its layers, resolved
    Show {
        /// Name or file; else the one of --policy
        policy: Option<String>,
    },
    /// Read a policy and say what is worth a second thought (exit 1 if anything)
    Check {
        /// Name or file; else the one of --policy
        policy: Option<String>,
    },
    /// Print a policy to start from
    Init {
        /// Where it goes; else standard output
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Print the JSON Schema of policy files
    Schema,
    /// List the built-in policies
    List,
}

#[derive(ClapArgs, Debug)]
#[command(after_help = EXPLAIN)]
pub(crate) struct Explain {
    /// A kind (UK_NINO), a row (uk-nino) or a rule of the policy (names); none lists all kinds
    pub(crate) what: Option<String>,
}

#[derive(Subcommand, Debug)]
#[command(after_help = AUDIT)]
pub(crate) enum Audit {
    /// Check an audit against what it speaks of (exit 0 fits, 1 does not, 2 trouble); the policy is checked if --policy is given
    Verify {
        /// The audit, JSON
        audit: PathBuf,
        /// The input that was read
        #[arg(long, value_name = "FILE")]
        input: Option<PathBuf>,
        /// The document that was released
        #[arg(long, value_name = "FILE")]
        release: Option<PathBuf>,
    },
    /// Print an audit as text
    Show {
        /// The audit, JSON
        audit: PathBuf,
    },
    /// Print the publishable schedule
    Schedule {
        /// The audit, JSON
        audit: PathBuf,
        /// As CSV instead of Markdown
        #[arg(long)]
        csv: bool,
    },
    /// Print the JSON Schema of audits
    Schema,
}

const REGISTER: &str = "\
Examples:
  head -c 32 /dev/urandom > register.key
  withhold register build people.csv -o people.register --register-key register.key
  withhold register check people.register --register-key register.key --list people.csv
  withhold release statement.txt --register people.register --register-key register.key

The blind form holds keyed digests alone. Whoever has it and the key can ask for one name after another and cannot read it;
keep the key apart from it. A key that does not fit is trouble, never an empty register.

Exit codes: 0 done; 1 an entry is not found (check), a detail is not looked for (build); 2 trouble.";

#[derive(Subcommand, Debug)]
#[command(after_help = REGISTER)]
pub(crate) enum Register {
    /// Make the blind form of a list in clear (exit 0 done, 1 done and some detail is too short to look for, 2 trouble)
    #[command(after_help = REGISTER)]
    Build {
        /// The list, CSV or JSON Lines; `-` or none is standard input
        #[arg(value_name = "LIST")]
        list: Option<PathBuf>,
        /// Where the blind register goes
        #[arg(short, long, value_name = "OUT")]
        output: PathBuf,
        /// What audits call this state of the register; else the date
        #[arg(long, value_name = "VERSION")]
        as_version: Option<String>,
    },
    /// Check that a register is whole and its key fits, and that it finds what a list holds (exit 0 it does, 1 not all, 2 trouble)
    #[command(after_help = REGISTER)]
    Check {
        /// The blind register
        #[arg(value_name = "REGISTER")]
        file: PathBuf,
        /// The list in clear that it was made of
        #[arg(long, value_name = "LIST")]
        list: Option<PathBuf>,
        /// Print what audits call each entry beside its id in the list
        #[arg(long, requires = "list")]
        references: bool,
    },
    /// Print version, size and digest of a register
    #[command(after_help = REGISTER)]
    Info {
        /// The blind register
        #[arg(value_name = "REGISTER")]
        file: PathBuf,
    },
}

const RECORDS: &str = "\
Examples:
  withhold records check people.csv
  withhold records check people.csv --quasi age,sex,town --sensitive offence --unique-sets 3
  withhold records release people.csv --k 11 --direct name --hierarchy town=towns.csv -o out.csv --audit out.json

Columns that are not named are guessed; the guess is told. Once any quasi-identifier or sensitive column is named, those
that are named are all. A direct identifier is never released.

Exit codes: check 0 nothing, 1 something falls short; release 0 released, 1 refused; 2 trouble. At 1 and 2 nothing is written.";

#[derive(Subcommand, Debug)]
#[command(after_help = RECORDS)]
pub(crate) enum Records {
    /// Measure k, l, t and the chances of being recognised (exit 0 nothing, 1 something falls short, 2 trouble)
    #[command(after_help = RECORDS)]
    Check {
        #[command(flatten)]
        data: RecordsData,
        /// Everybody from whom the records come, CSV with the same quasi-identifiers
        #[arg(long, value_name = "FILE")]
        population: Option<PathBuf>,
        /// Also look for minimal sets of up to so many columns that single somebody out
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=8))]
        unique_sets: Option<u8>,
    },
    /// Make records coarser until they may go out (exit 0 released, 1 refused, 2 trouble)
    #[command(after_help = RECORDS)]
    Release {
        #[command(flatten)]
        data: RecordsData,
        /// How: the best levels of all, or row by row; the lattice if it is small enough
        #[arg(long, value_enum)]
        method: Option<RecordsMethod>,
        /// The greatest share of people that may be left out
        #[arg(long, value_name = "SHARE", default_value_t = 0.02, value_parser = share)]
        suppress_limit: f64,
        /// The steps of a column, CSV without a header: a value, then its label on each step up
        #[arg(long, value_name = "COLUMN=FILE")]
        hierarchy: Vec<String>,
        /// Where the released records go; else standard output
        #[arg(short, long, value_name = "OUT")]
        output: Option<PathBuf>,
        /// Where the measures and losses go, as JSON
        #[arg(long, value_name = "FILE")]
        audit: Option<PathBuf>,
        /// Print no measures on standard error
        #[arg(short, long)]
        quiet: bool,
    },
}

/// The records and what is asked of them.
#[derive(ClapArgs, Debug)]
pub(crate) struct RecordsData {
    /// The records, CSV with a header; `-` or none is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Columns that identify somebody together with others
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(crate) quasi: Vec<String>,
    /// Columns that must not be learned of anybody
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(crate) sensitive: Vec<String>,
    /// Columns that identify somebody by themselves
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(crate) direct: Vec<String>,
    /// Columns that are none of these
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(crate) other: Vec<String>,
    /// The column that says how many people a row stands for
    #[arg(long, value_name = "COLUMN")]
    pub(crate) count: Option<String>,
    /// The profile whose k and l hold; `sensitive-le5` asks for k 11
    #[arg(long, value_name = "NAME", default_value = "foi-lt5")]
    pub(crate) profile: String,
    /// The fewest people that must be alike in all quasi-identifiers; else the profile's
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) k: Option<u64>,
    /// The diversity of every sensitive column: a number of distinct values, entropy:L or recursive:C:L; else the profile's
    #[arg(long, value_name = "L")]
    pub(crate) l: Option<withhold::stats::records::Diversity>,
    /// The greatest distance of a group from everybody, 0 to 1; else t is told only
    #[arg(long, value_name = "T", value_parser = share)]
    pub(crate) t: Option<f64>,
    /// Sensitive columns whose values are ranked in the order in which they first stand in the file
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(crate) ordered: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RecordsMethod {
    Lattice,
    Mondrian,
}

fn share(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

const TABLE: &str = "\
Examples:
  withhold table check offences.csv
  withhold table check offences.csv by-age.csv --earlier june.csv --profile sensitive-le5
  withhold table release offences.csv -o out.csv --audit out.json
  withhold table release offences.csv --method round --profile round5 --key-file key

Totals are recognised by their names (Total, All) and by their sums; [c], *, <5, [low], .. and - are read with their meaning.
Several tables are taken together. With several, -o names a folder.

Exit codes: check 0 nothing, 1 something falls short; release 0 released, 1 refused; 2 trouble. At 1 and 2 nothing is written.";

#[derive(Subcommand, Debug)]
#[command(after_help = TABLE)]
pub(crate) enum Table {
    /// Say what must not be printed and what can be worked out (exit 0 nothing, 1 something falls short, 2 trouble)
    #[command(after_help = TABLE)]
    Check {
        #[command(flatten)]
        data: TableData,
        /// Where the check goes as JSON, with what is left of every hidden number
        #[arg(long, value_name = "FILE")]
        audit: Option<PathBuf>,
    },
    /// Hide, round or join until nothing can be worked out (exit 0 released, 1 refused, 2 trouble)
    #[command(after_help = TABLE)]
    Release {
        #[command(flatten)]
        data: TableData,
        /// What is done: numbers hidden, numbers rounded, or categories joined; else what the profile asks for
        #[arg(long, value_enum)]
        method: Option<TableMethod>,
        /// Hide totals as readily as other numbers
        #[arg(long)]
        hide_totals: bool,
        /// Where the released table goes (a folder for several); else standard output
        #[arg(short, long, value_name = "OUT")]
        output: Option<PathBuf>,
        /// Where the audit goes as JSON, with what is left of every hidden number
        #[arg(long, value_name = "FILE")]
        audit: Option<PathBuf>,
        /// Print nothing on standard error
        #[arg(short, long)]
        quiet: bool,
    },
}

/// The tables and what they are held to.
#[derive(ClapArgs, Debug)]
pub(crate) struct TableData {
    /// The tables, CSV with a header; `-` or none is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Tables that are out already; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) earlier: Vec<PathBuf>,
    /// The profile: foi-lt5, sensitive-le5, health-7r5, research-10 or round5
    #[arg(long, value_name = "NAME", default_value = "foi-lt5")]
    pub(crate) profile: String,
    /// How many columns on the left hold labels; else told from the cells
    #[arg(long, value_name = "N")]
    pub(crate) labels: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableMethod {
    Suppress,
    Round,
    Redesign,
}
