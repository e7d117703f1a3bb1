//! The binary with a register: made, checked, told of, and asked by `check`, `release` and `pipe`.

#![cfg(feature = "cli")]
#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

mod folder;

use std::io::Write;
use std::process::Stdio;

use folder::{Folder, code, err, out};
use serde_json::Value;

const LIST: &str = include_str!("../examples/register.csv");
const KEY: &str = "0123456789abcdef0123456789abcdef\n";
const TEXT: &str = "Witnesses include darren oakfield.\n";

/// A folder with a list, a key and the blind register of the list.
fn made(test: &str) -> Folder {
    let folder = Folder::new(test).with("list.csv", LIST).with("key", KEY).with("in.txt", TEXT);
    let output =
        folder.run(&["register", "build", "list.csv", "-o", "blind", "--register-key", "key", "--as-version", "7"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("3 entries"), "{}", err(&output));
    folder
}

#[test]
fn a_register_is_made_checked_and_told_of() {
    let folder = made("register-made");
    let output =
        folder.run(&["register", "check", "blind", "--register-key", "key", "--list", "list.csv", "--references"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).lines().any(|line| line.ends_with("\tmappa-17")), "{}", out(&output));
    let output = folder.run(&["register", "info", "blind", "--register-key", "key", "--format", "json"]);
    let info: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((info["version"].as_str(), info["entries"].as_u64()), (Some("7"), Some(3)));
    let later =
        folder.run(&["register", "info", "blind", "--register-key", "key", "--format", "json", "--date", "2032-01-01"]);
    let info: Value = serde_json::from_slice(&later.stdout).unwrap();
    assert_eq!(info["expired"].as_u64(), Some(1));
}

#[test]
fn check_release_and_pipe_ask_it() {
    let folder = made("register-asked");
    let with = ["--register", "blind", "--register-key", "key", "--policy", "foi"];
    let output = folder.run(&[&["check", "in.txt"], &with[..]].concat());
    assert!(code(&output) == 1 && out(&output).contains("PERSON (witness, certain)"), "{}", out(&output));
    let output = folder.run(&[&["release", "in.txt", "--audit", "audit.json"], &with[..]].concat());
    assert!(code(&output) == 0 && !out(&output).contains("oakfield"), "{}", err(&output));
    let audit: Value = serde_json::from_str(&folder.read("audit.json")).unwrap();
    assert_eq!(audit["register"]["version"].as_str(), Some("7"));
    assert!(err(&output).contains("3 entries"), "{}", err(&output));
    let mut child =
        folder.command(&[&["pipe"], &with[..]].concat()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"{\"id\": 1, \"text\": \"Oakfield, D. M.\"}\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let line: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(line["findings"][0]["role"].as_str(), Some("witness"), "{line}");
}

#[test]
fn a_list_in_clear_needs_no_key_and_takes_none() {
    let folder = made("register-clear");
    let output = folder.run(&["check", "in.txt", "--register", "list.csv", "--policy", "foi"]);
    assert!(out(&output).contains("PERSON (witness, certain)"), "{}", err(&output));
    let output = folder.run(&["check", "in.txt", "--register", "list.csv", "--register-key", "key"]);
    assert!(code(&output) == 2 && err(&output).contains("no blind register"), "{}", err(&output));
}

#[test]
fn without_the_right_key_nothing_is_released() {
    let folder = made("register-wrong-key").with("wrong", "another key of the same kind 123\n");
    for (key, said) in [(Some("wrong"), "the key does not fit"), (None, "--register-key")] {
        let mut args = vec!["release", "in.txt", "-o", "out.txt", "--register", "blind"];
        args.extend(key.map(|key| ["--register-key", key]).into_iter().flatten());
        let output = folder.run(&args);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains(said), "{}", err(&output));
    }
    let mut bytes = std::fs::read(folder.0.join("blind")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let folder = folder.with("changed", bytes);
    let output = folder.run(&["release", "in.txt", "-o", "out.txt", "--register", "changed", "--register-key", "key"]);
    assert!(code(&output) == 2 && err(&output).contains("was changed"), "{}", err(&output));
    assert!(!folder.names().contains(&"out.txt".to_owned()));
}

#[test]
fn nothing_is_written_over_the_list_the_key_or_the_register() {
    let folder = made("register-over");
    let blind = std::fs::read(folder.0.join("blind")).unwrap();
    for (args, kept) in [
        (&["register", "build", "list.csv", "-o", "list.csv", "--register-key", "key"][..], "the list"),
        (&["register", "build", "list.csv", "-o", "key", "--register-key", "key"][..], "the key"),
        (&["release", "in.txt", "-o", "blind", "--register", "blind", "--register-key", "key"][..], "the register"),
    ] {
        let output = folder.run(args);
        assert!(code(&output) == 2 && err(&output).contains(kept), "{}", err(&output));
    }
    assert!(folder.read("list.csv") == LIST && folder.read("key") == KEY);
    assert_eq!(std::fs::read(folder.0.join("blind")).unwrap(), blind);
}

#[test]
fn what_is_wrong_with_a_list_is_told_by_line_and_not_quoted() {
    let folder = Folder::new("register-bad")
        .with("bad.csv", "id,role,name\na,witness,Ann Moss\nb,Oakfield,Moss\n")
        .with("key", KEY);
    let output = folder.run(&["register", "build", "bad.csv", "-o", "blind", "--register-key", "key"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("line 3") && !err(&output).contains("Oakfield"), "{}", err(&output));
    assert!(!folder.names().contains(&"blind".to_owned()));
    let folder = folder.with("short.csv", "id,name,telephone\na,Ann Mossfield,123\n");
    let output = folder.run(&["register", "build", "short.csv", "-o", "blind", "--register-key", "key"]);
    assert!(code(&output) == 1 && err(&output).contains("1 details"), "{}", err(&output));
}

/// A key can be handed on without standing in any file that the program opens by name.
#[cfg(target_os = "linux")]
#[test]
fn a_key_comes_from_a_descriptor() {
    let folder = made("register-fd");
    let mut command = std::process::Command::new("sh");
    let program = env!("CARGO_BIN_EXE_withhold");
    let script = format!("{program} register info blind --register-key fd:3 3<key");
    let output = command.args(["-c", &script]).current_dir(&folder.0).output().unwrap();
    assert_eq!(code(&output), 0, "{}", err(&output));
}
