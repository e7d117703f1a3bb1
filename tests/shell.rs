//! The binary, run as a user runs it.
#![cfg(feature = "cli")]
#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const FOUND: &str = "My number is 07700 900123.\n";
const CLEAN: &str = "The council met on Tuesday.\n";
const REFUSING: &str = "[policy]\nname = \"no\"\nversion = \"1\"\n[default]\ntreatment = \"refuse\"\nground = \"s.40(2)\"\n";

/// A folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_withhold"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that does not read its input closes it.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn check_tells_by_its_exit_code() {
    let folder = folder("check");
    let (found, clean) = (folder.join("found.txt"), folder.join("clean.txt"));
    fs::write(&found, FOUND).unwrap();
    fs::write(&clean, CLEAN).unwrap();
    let (found, clean) = (found.to_str().unwrap(), clean.to_str().unwrap());
    assert_eq!(code(&run(&["check", clean], b"")), 0);
    let output = run(&["check", clean, found], b"");
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("found.txt:1:14: PHONE_NUMBER"), "{}", out(&output));
    assert!(out(&output).contains("^^^^^"));
    assert!(!out(&output).contains("900123"), "values are masked");
    assert!(!out(&run(&["check", "--show-text", found], b"")).contains("900123"), "and shown on a terminal only");
    assert_eq!(code(&run(&["check", found, "missing.txt"], b"")), 2);
    assert_eq!(code(&run(&["check"], FOUND.as_bytes())), 1);
    assert_eq!(code(&run(&["check", "-"], CLEAN.as_bytes())), 0);
    assert_eq!(code(&run(&["check"], b"a\xffb")), 2);
    assert_eq!(code(&run(&["check"], b"")), 0);
    assert_eq!(code(&run(&["check", "--no-such-option"], b"")), 2);
}

#[test]
fn check_speaks_json_and_sarif() {
    let json: Value = serde_json::from_slice(&run(&["check", "--format", "json"], FOUND.as_bytes()).stdout).unwrap();
    let finding = &json["files"][0]["findings"][0];
    assert_eq!((finding["start"].as_u64(), finding["end"].as_u64()), (Some(13), Some(25)));
    let sarif: Value = serde_json::from_slice(&run(&["check", "--format", "sarif"], FOUND.as_bytes()).stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "PHONE_NUMBER");
}

#[test]
fn release_writes_the_document_and_nothing_else_to_stdout() {
    let output = run(&["release", "-"], FOUND.as_bytes());
    assert_eq!(code(&output), 0);
    assert_eq!(out(&output), "My number is [telephone number withheld].\n");
    assert!(err(&output).contains("one item withheld"));
    let output = run(&["release", "--quiet"], CLEAN.as_bytes());
    assert_eq!((out(&output).as_str(), err(&output).as_str()), (CLEAN, ""));
}

#[test]
fn release_writes_all_its_files_or_none() {
    let folder = folder("release");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    fs::write(path("in.txt"), FOUND).unwrap();
    fs::write(path("no.toml"), REFUSING).unwrap();
    let files = || {
        let mut names: Vec<String> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let (input, o, a, s) = (path("in.txt"), path("out.txt"), path("audit.json"), path("schedule.csv"));
    let refused = run(&["release", &input, "-o", &o, "--audit", &a, "--policy", &path("no.toml")], b"");
    assert_eq!(code(&refused), 1);
    assert!(err(&refused).contains("refuses a document"), "{}", err(&refused));
    assert_eq!(files(), ["in.txt", "no.toml"], "nothing is written at 1");
    let nowhere = path("missing/audit.json");
    assert_eq!(code(&run(&["release", &input, "-o", &o, "--audit", &nowhere], b"")), 2);
    assert_eq!(files(), ["in.txt", "no.toml"], "nothing is written at 2");
    assert_eq!(code(&run(&["release", &input, "-o", &o, "--audit", &a, "--schedule", &s], b"")), 0);
    assert_eq!(files(), ["audit.json", "in.txt", "no.toml", "out.txt", "schedule.csv"]);
    assert!(fs::read_to_string(&s).unwrap().starts_with("number,where,what"));
    let fits = run(&["audit", "verify", &a, "--input", &input, "--release", &o, "--policy", "press"], b"");
    assert_eq!(code(&fits), 0, "{}", out(&fits));
    fs::write(&o, "changed").unwrap();
    assert_eq!(code(&run(&["audit", "verify", &a, "--release", &o], b"")), 1);
    assert_eq!(code(&run(&["audit", "verify", &input], b"")), 2);
}

#[test]
fn release_never_writes_over_its_input() {
    let folder = folder("over");
    let input = folder.join("in.txt");
    fs::write(&input, FOUND).unwrap();
    fs::hard_link(&input, folder.join("hard.txt")).unwrap();
    let spelled = folder.join(".").join("in.txt");
    let mut outputs = vec![input.clone(), folder.join("hard.txt"), spelled];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&input, folder.join("soft.txt")).unwrap();
        outputs.push(folder.join("soft.txt"));
    }
    for output in outputs {
        let answer = run(&["release", input.to_str().unwrap(), "-o", output.to_str().unwrap()], b"");
        assert_eq!(code(&answer), 2, "{}", output.display());
        assert_eq!(fs::read_to_string(&input).unwrap(), FOUND);
    }
}

#[test]
fn pipe_keeps_order_and_goes_on_after_a_broken_line() {
    let mut input = String::new();
    for index in 0..10_000 {
        match index {
            4_321 => input.push_str("{\"id\": 4321, \"text\": \n"),
            _ if index % 7 == 0 => input.push_str(&format!("{{\"id\":{index},\"record\":{{\"phone\": \"07700 900123\"}}}}\n")),
            _ => input.push_str(&format!("{{\"id\":{index},\"text\":\"“Ring” 07700 900{:03}.\"}}\n", index % 1000)),
        }
    }
    let output = run(&["pipe", "--findings-only"], input.as_bytes());
    assert_eq!(code(&output), 0);
    let lines: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 10_000);
    let errors: Vec<&Value> = lines.iter().filter(|line| line["outcome"] == "error").collect();
    assert_eq!(errors.len(), 1);
    for (index, line) in lines.iter().enumerate().filter(|(index, _)| *index != 4_321) {
        assert_eq!(line["id"], index);
        let finding = &line["findings"][0];
        let wanted = if index % 7 == 0 { (0, 12) } else { ("“Ring” ".len() as u64, "“Ring” 07700 900123".len() as u64) };
        assert_eq!((finding["start"].as_u64().unwrap(), finding["end"].as_u64().unwrap()), wanted, "{line}");
        assert!(line.get("text").is_none() && line.get("audit").is_none());
    }
}

#[test]
fn pipe_answers_each_kind_of_line() {
    let input = b"{\"id\":\"a\",\"text\":\"Ring 07700 900123.\"}\n\n\xff\n{\"id\":[1]}\n{\"id\":null,\"record\":{\"n\":1.50,  \"t\":\"Ring 07700 900123.\"}}\n";
    let lines: Vec<String> = out(&run(&["pipe"], input)).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 4);
    let first: Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(first["text"], "Ring [telephone number withheld].");
    assert_eq!(first["audit"]["audit"], "withhold-audit/1");
    assert!(lines[1].contains("\"error\"") && lines[2].contains("\"id\":[1]"));
    assert!(lines[3].contains("\"record\":{\"n\":1.50,  \"t\":\"Ring [telephone number withheld].\"}"), "{}", lines[3]);
}

#[test]
fn policies_explain_themselves() {
    let shown = out(&run(&["policy", "show", "press"], b""));
    assert!(shown.contains("foi 2026.1 → press 2026.1") && shown.contains("complainant-anonymity"));
    assert_eq!(out(&run(&["policy", "list"], b"")).lines().count(), 4);
    assert_eq!(code(&run(&["policy", "check", "press"], b"")), 0);
    let folder = folder("policies");
    let file = folder.join("own.toml");
    assert_eq!(code(&run(&["policy", "init", "-o", file.to_str().unwrap()], b"")), 0);
    assert_eq!(code(&run(&["policy", "check", file.to_str().unwrap(), "--date", "2026-11-25"], b"")), 0);
    assert_eq!(code(&run(&["policy", "check", file.to_str().unwrap(), "--date", "2031-11-25"], b"")), 1);
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("kinds =", "kindz =")).unwrap();
    let wrong = run(&["check", "--policy", file.to_str().unwrap()], b"x");
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("did you mean `kinds`?") && err(&wrong).contains("line "), "{}", err(&wrong));
    let near = run(&["check", "--policy", "pres"], b"x");
    assert!(code(&near) == 2 && err(&near).contains("did you mean `press`?"));
    assert!(out(&run(&["explain", "UK_NINO"], b"")).contains("uk-nino"));
    assert!(out(&run(&["explain", "names"], b"")).contains("[[rule]]"));
    let typo = run(&["explain", "UK_NIMO"], b"");
    assert!(code(&typo) == 2 && err(&typo).contains("UK_NINO"));
}

#[test]
fn keys_make_tokens_and_bad_keys_are_told() {
    let folder = folder("keys");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    fs::write(path("key"), "0123456789abcdef0123\n").unwrap();
    fs::write(path("short"), "short\n").unwrap();
    fs::write(path("token.toml"), REFUSING.replace("refuse", "token")).unwrap();
    let token = out(&run(&["release", "-q", "--policy", &path("token.toml"), "--key-file", &path("key")], FOUND.as_bytes()));
    assert!(token.starts_with("My number is [PHONE_NUMBER:"), "{token}");
    let bad = run(&["release", "--key-file", &path("short")], FOUND.as_bytes());
    assert!(code(&bad) == 2 && err(&bad).contains("at least 16"), "{}", err(&bad));
}

#[test]
fn the_example_in_the_readme_is_current() {
    let root = env!("CARGO_MANIFEST_DIR");
    let output = run(&["release", &format!("{root}/examples/statement.txt")], b"");
    assert_eq!(out(&output), fs::read_to_string(format!("{root}/examples/statement.released.txt")).unwrap());
}

#[test]
fn help_completions_and_the_manual_are_there() {
    assert!(out(&run(&["--help"], b"")).contains("withhold release"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(out(&run(&["completions", shell], b"")).contains("withhold"));
    }
    assert!(out(&run(&["man"], b"")).contains(".TH withhold"));
}
