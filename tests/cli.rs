//! The binary, as somebody would run it: exit codes, what stands on which stream, what is written and what is not.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

mod folder;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use folder::{Folder, code, err, out};

const PHONE: &str = "My number is 07700 900123.\n";
const NUMBER: &str = "07700 900123";
const CLEAN: &str = "The council met on Tuesday.\n";

/// Runs `pipe` over `input`, which a thread writes so that neither side waits for a full pipe.
fn pipe(test: &str, args: &[&str], input: Vec<u8>) -> (i32, Vec<Value>) {
    let mut child = Folder::new(test).command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let lines = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (code(&output), lines)
}

#[test]
fn check_tells_by_its_exit_code() {
    let folder = Folder::new("check-codes").with("phone.txt", PHONE).with("clean.txt", CLEAN).with("empty.txt", "");
    assert_eq!(code(&folder.run(&["check", "clean.txt"])), 0);
    assert_eq!(code(&folder.run(&["check", "empty.txt"])), 0);
    assert_eq!(code(&folder.run(&["check", "phone.txt"])), 1);
    assert_eq!(code(&folder.run(&["check", "clean.txt", "phone.txt"])), 1);
    assert_eq!(code(&folder.run(&["check", "phone.txt", "missing.txt"])), 2);
}

#[test]
fn check_says_where_and_why_and_masks_the_value() {
    let folder = Folder::new("check-text").with("phone.txt", PHONE);
    let output = folder.run(&["check", "phone.txt"]);
    let text = out(&output);
    assert!(text.starts_with("phone.txt:1:14: PHONE_NUMBER ("), "{text}");
    assert!(text.contains("My number is █████."), "{text}");
    assert!(!text.contains("900123") && !err(&output).contains("900123"), "{text}");
}

#[test]
fn check_shows_values_only_on_a_terminal() {
    let folder = Folder::new("check-show").with("phone.txt", PHONE);
    let output = folder.run(&["check", "--show-text", "phone.txt"]);
    assert!(!out(&output).contains(NUMBER));
    assert!(err(&output).contains("--show-text"));
}

/// The way in which a number gives something away is told, with what may be said instead; the number is not.
#[test]
fn check_says_how_numbers_tell_and_not_what() {
    let folder = Folder::new("check-numbers").with("nine.txt", "Nine are missing; two are overseas.\n");
    let text = out(&folder.run(&["check", "nine.txt"]));
    assert!(
        text.contains("complement: the remainder can be worked out; may be said: No breakdown is given."),
        "{text}"
    );
    assert!(!text.contains("= 7") && !text.contains("two") && !text.contains("seven"), "{text}");
}

/// A statement and a table that are safe alone and not together; a table that is none is trouble, and nothing is written.
#[test]
fn what_is_known_is_put_beside_the_document() {
    let folder = Folder::new("known")
        .with("july.txt", "We go on. There were 12 registered offenders in Northfield.\n")
        .with("june.txt", "There were 14 registered offenders in Northfield.\n")
        .with("wards.csv", "Ward,Registered offenders\nEastgate,[c]\nNorthfield,[c]\nSouthway,40\nTotal,55\n")
        .with("broken.csv", "Ward,Offenders\nEastgate,10\nTotal,11\n");
    assert_eq!(code(&folder.run(&["check", "july.txt"])), 0);
    for known in ["june.txt", "wards.csv"] {
        let checked = folder.run(&["check", "july.txt", "--known", known]);
        assert_eq!(code(&checked), 1, "{known}");
        assert!(!out(&checked).contains("12") && !out(&checked).contains("= 3"), "{}", out(&checked));
        let released = folder.run(&["release", "july.txt", "--known", known, "--quiet"]);
        assert_eq!((code(&released), out(&released).as_str()), (0, "We go on.\n"), "{known}");
    }
    let trouble = folder.run(&["release", "july.txt", "--known", "broken.csv", "-o", "out.txt"]);
    assert_eq!(code(&trouble), 2);
    assert!(err(&trouble).contains("broken.csv") && err(&trouble).contains("line 3"), "{}", err(&trouble));
    assert!(!folder.names().contains(&"out.txt".to_owned()));
    let over = folder.run(&["release", "july.txt", "--known", "june.txt", "-o", "june.txt"]);
    assert_eq!(code(&over), 2);
}

/// Two values in one excerpt: the one that the line is not about is masked as well.
#[test]
fn check_masks_the_neighbours_too() {
    let folder = Folder::new("check-two").with("two.txt", "Call 07700 900123 or 07700 900456 today.\n");
    let text = out(&folder.run(&["check", "two.txt"]));
    assert!(text.contains("two.txt:1:"), "{text}");
    assert!(!text.contains("900123") && !text.contains("900456"), "{text}");
}

/// An excerpt is cut between characters, whatever their length in bytes, and stays short on a long line.
#[test]
fn check_cuts_excerpts_between_characters() {
    for pad in 0..4 {
        let line = format!("{}{} call {NUMBER} now {}\n", "x".repeat(pad), "€".repeat(90_000), "€".repeat(90_000));
        let folder = Folder::new(&format!("check-cut-{pad}")).with("long.txt", line);
        let text = out(&folder.run(&["check", "long.txt"]));
        assert!(text.contains("█████") && !text.contains('\u{fffd}'), "{text}");
        assert!(text.lines().all(|line| line.chars().count() < 200), "an excerpt is clipped");
    }
}

#[test]
fn trouble_in_one_file_leaves_the_others_shown() {
    let folder = Folder::new("trouble").with("phone.txt", PHONE).with("bad.txt", b"ab\xffc");
    let output = folder.run(&["check", "bad.txt", ".", "missing.txt", "phone.txt"]);
    assert_eq!(code(&output), 2);
    assert!(out(&output).contains("phone.txt:1:14"));
    let notes = err(&output);
    assert!(notes.contains("withhold: bad.txt: ") && notes.contains("byte 2"), "{notes}");
    assert!(notes.contains("folder") && notes.contains("withhold: missing.txt: "), "{notes}");
}

#[test]
fn check_json_counts_bytes_of_the_input() {
    let folder = Folder::new("check-json").with("é.txt", format!("é {PHONE}"));
    let output = folder.run(&["check", "--format", "json", "é.txt"]);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let finding = &log["files"][0]["findings"][0];
    assert_eq!((finding["start"].as_u64(), finding["end"].as_u64()), (Some(16), Some(28)));
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(1), Some(16)));
    assert!(!out(&output).contains(NUMBER));
}

/// SARIF 2.1.0: every result's rule is described (3.19.23), and a location is a URI (3.4.3).
#[test]
fn check_sarif_describes_its_rules_and_names_files_by_uri() {
    let folder = Folder::new("check-sarif").with("a#b%20é.txt", PHONE);
    let output = folder.run(&["check", "--format", "sarif", "a#b%20é.txt"]);
    assert!(!out(&output).contains(NUMBER));
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let rule = rules.iter().find(|rule| rule["id"] == result["ruleId"]).expect("the rule is described");
        assert!(rule["shortDescription"]["text"].is_string(), "{rule}");
        let location = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(location, "a%23b%2520%C3%A9.txt");
    }
}

#[test]
fn release_writes_document_audit_and_schedule() {
    let folder = Folder::new("release").with("in.txt", PHONE);
    for schedule in ["s.md", "s.csv"] {
        let args = ["release", "in.txt", "-o", "out.txt", "--audit", "a.json", "--schedule", schedule];
        let output = folder.run(&args);
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert!(output.stdout.is_empty() && !err(&output).is_empty());
    }
    assert_eq!(folder.names(), ["a.json", "in.txt", "out.txt", "s.csv", "s.md"]);
    let audit: Value = serde_json::from_str(&folder.read("a.json")).unwrap();
    assert_eq!(audit["entries"].as_array().unwrap().len(), 1);
    for name in ["a.json", "out.txt", "s.csv", "s.md"] {
        assert!(!folder.read(name).contains(NUMBER), "{name}");
    }
    assert_eq!(folder.read("in.txt"), PHONE);
}

#[test]
fn release_keeps_clean_bytes_on_standard_output() {
    let folder = Folder::new("release-clean").with("clean.txt", CLEAN).with("empty.txt", "");
    let output = folder.run(&["release", "-q", "clean.txt"]);
    assert_eq!((code(&output), out(&output).as_str(), err(&output).as_str()), (0, CLEAN, ""));
    let output = folder.run(&["release", "-q", "empty.txt"]);
    assert_eq!((code(&output), output.stdout.len()), (0, 0));
}

#[test]
fn release_reads_long_texts_window_by_window() {
    let folder = Folder::new("release-long").with("in.txt", PHONE).with("strict.toml", REFUSING).with("in.md", PHONE);
    let args = ["release", "in.txt", "--windows", "always", "-o", "out.txt", "--audit", "a.json"];
    let output = folder.run(&args);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("one item withheld") && !err(&output).contains(NUMBER), "{}", err(&output));
    assert_eq!(folder.read("out.txt"), out(&folder.run(&["release", "-q", "in.txt"])));
    let verified = ["audit", "verify", "a.json", "--input", "in.txt", "--release", "out.txt", "--policy", "press"];
    assert_eq!(code(&folder.run(&verified)), 0, "{}", err(&folder.run(&verified)));
    let on_screen = folder.run(&["release", "in.txt", "--windows", "always", "--format", "json"]);
    assert_eq!(out(&on_screen), folder.read("out.txt"));
    assert_eq!(serde_json::from_str::<Value>(&err(&on_screen)).unwrap()["entries"], 1);

    let before = folder.names();
    let refused = folder.run(&[&args[..4], &["-o", "no.txt", "--audit", "b.json", "--policy", "strict.toml"]].concat());
    assert_eq!(code(&refused), 1, "{}", err(&refused));
    let other_format = folder.run(&["release", "in.md", "--windows", "always", "-o", "no.txt"]);
    assert_eq!(code(&other_format), 2);
    assert!(err(&other_format).contains("--windows always"), "{}", err(&other_format));
    assert_eq!(folder.names(), before);
}

/// A policy of the test's own, so that a refusal does not hang on what the built-in ones say.
const REFUSING: &str = "[policy]\nname = \"strict\"\nversion = \"1\"\nextends = [\"press\"]\n
[[bar]]\nid = \"no-telephones\"\nkinds = [\"PHONE_NUMBER\"]\ntreatment = \"refuse\"\nground = \"s.40(2)\"\n";

#[test]
fn a_refusal_writes_nothing() {
    let folder = Folder::new("refusal").with("in.txt", PHONE).with("strict.toml", REFUSING);
    let policy = ["--policy", "strict.toml"];
    let args = ["release", "in.txt", "-o", "out.txt", "--audit", "a.json", "--schedule", "s.md"];
    let output = folder.run(&[&args[..], &policy].concat());
    assert_eq!(code(&output), 1, "{}", err(&output));
    assert!(output.stdout.is_empty() && !err(&output).is_empty());
    assert!(!err(&output).contains(NUMBER));
    assert_eq!(folder.names(), ["in.txt", "strict.toml"]);
    assert_eq!(code(&folder.run(&[&["check", "in.txt"][..], &policy].concat())), 1);
}

#[test]
fn trouble_writes_nothing() {
    let folder = Folder::new("release-trouble").with("in.txt", PHONE).with("bad.txt", b"\xff");
    for args in [
        &["release", "bad.txt", "-o", "out.txt", "--audit", "a.json"][..],
        &["release", "missing.txt", "-o", "out.txt"],
        &["release", "in.txt", "-o", "no-such-folder/out.txt", "--audit", "a.json"],
        &["release", "in.txt", "--audit", "a.json", "-o", "."],
        &["release", "in.txt", "-o", "out.txt", "--audit", "out.txt"],
        &["release", "in.txt", "-o", "out.txt", "--audit", "a.json", "--schedule", "./a.json"],
    ] {
        let output = folder.run(args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(!err(&output).contains("Released"), "{args:?}");
        assert_eq!(folder.names(), ["bad.txt", "in.txt"], "{args:?}");
    }
}

/// The audit must not stand there as if the document had gone out.
#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_writes_no_audit() {
    let folder = Folder::new("full").with("in.txt", PHONE);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let status = folder.command(&["release", "-q", "in.txt", "--audit", "a.json"]).stdout(full).status().unwrap();
    assert_eq!(status.code(), Some(2));
    assert_eq!(folder.names(), ["in.txt"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_over_the_input() {
    let folder = Folder::new("over").with("in.txt", PHONE);
    fs::hard_link(folder.0.join("in.txt"), folder.0.join("hard.txt")).unwrap();
    std::os::unix::fs::symlink("in.txt", folder.0.join("soft.txt")).unwrap();
    for other in ["in.txt", "./in.txt", "hard.txt", "soft.txt"] {
        for option in ["-o", "--audit", "--schedule"] {
            let output = folder.run(&["release", "in.txt", option, other]);
            assert_eq!(code(&output), 2, "{option} {other}");
            assert_eq!(folder.read("in.txt"), PHONE, "{option} {other}");
        }
    }
}

/// The input is the input by whichever way it comes in.
#[cfg(unix)]
#[test]
fn nothing_is_written_over_the_file_behind_standard_input() {
    let folder = Folder::new("over-stdin").with("in.txt", PHONE);
    let stdin = fs::File::open(folder.0.join("in.txt")).unwrap();
    let output = folder.run_with(&["release", "-q", "-o", "in.txt"], stdin.into());
    assert_eq!(folder.read("in.txt"), PHONE);
    assert_eq!(code(&output), 2);
}

/// A lost key cannot be made again: every token and digest made with it would be orphaned.
#[test]
fn nothing_is_written_over_the_key_or_the_policy() {
    let key = "0123456789abcdef0123\n";
    let folder = Folder::new("over-key").with("in.txt", PHONE).with("key", key).with("strict.toml", REFUSING);
    let output = folder.run(&["release", "-q", "in.txt", "--key-file", "key", "-o", "key"]);
    assert_eq!(folder.read("key"), key);
    assert_eq!(code(&output), 2);
    let loose = REFUSING.replace("\"refuse\"", "\"remove\"");
    fs::write(folder.0.join("loose.toml"), &loose).unwrap();
    let output = folder.run(&["release", "-q", "in.txt", "--policy", "loose.toml", "-o", "loose.toml"]);
    assert_eq!(folder.read("loose.toml"), loose);
    assert_eq!(code(&output), 2);
}

/// A socket stands for every special file: renaming over `/dev/null` would break the machine.
#[cfg(unix)]
#[test]
fn a_special_file_is_not_replaced() {
    let folder = Folder::new("special").with("in.txt", PHONE);
    let _socket = std::os::unix::net::UnixListener::bind(folder.0.join("s")).unwrap();
    folder.run(&["release", "-q", "in.txt", "-o", "s"]);
    let kind = fs::symlink_metadata(folder.0.join("s")).unwrap().file_type();
    assert!(!kind.is_file());
}

#[test]
fn pipe_answers_in_order_and_goes_on_after_a_bad_line() {
    let mut input = Vec::new();
    for id in 0..1_000 {
        match id {
            300 => input.extend_from_slice(b"{\"id\": 300, \"text\": \"hidden-words\n\n"),
            600 => input.extend_from_slice(b"{\"id\": 600, \"text\": \"\xff\"}\n"),
            _ => writeln!(input, "{{\"id\": {id}, \"text\": \"{}\"}}", PHONE.trim_end()).unwrap(),
        }
    }
    let (code, lines) = pipe("pipe-order", &["pipe"], input);
    assert_eq!((code, lines.len()), (0, 1_000));
    for (id, line) in lines.iter().enumerate() {
        assert!(!line.to_string().contains(NUMBER) && !line.to_string().contains("hidden-words"), "{line}");
        if id == 300 || id == 600 {
            assert_eq!((&line["id"], &line["outcome"]), (&Value::Null, &Value::from("error")), "{line}");
            assert!(line["error"].is_string() && line.get("findings").is_none(), "{line}");
        } else {
            assert_eq!((line["id"].as_u64(), &line["outcome"]), (Some(id as u64), &Value::from("released")));
            let finding = &line["findings"][0];
            assert_eq!((finding["start"].as_u64(), finding["end"].as_u64()), (Some(13), Some(25)));
            assert!(finding["score"].as_f64().is_some_and(|score| (0.0..=1.0).contains(&score)));
        }
    }
}

#[test]
fn pipe_says_what_is_wrong_with_a_line_and_keeps_its_id() {
    let deep = format!("{{\"id\": 4, \"record\": {}{}}}\n", "[".repeat(100_000), "]".repeat(100_000));
    let input = format!(
        "{{\"id\": 1, \"text\": \"a\", \"record\": {{}}}}\n{{\"id\": 2}}\n{{\"id\": 3, \"text\": 5}}\n{deep}\
         {{\"id\": {{\"k\": [1]}}, \"text\": \"a\"}}\n{{\"text\": \"a\"}}\n[7, \"a\", null]\n"
    );
    let (code, mut lines) = pipe("pipe-bad", &["pipe", "--findings-only"], input.into_bytes());
    assert_eq!((code, lines.len()), (0, 7));
    assert_eq!(lines.pop().unwrap()["outcome"], "error", "an array is no request");
    for (id, line) in (1..).zip(&lines[..4]) {
        assert_eq!((line["id"].as_u64(), &line["outcome"]), (Some(id), &Value::from("error")), "{line}");
    }
    assert_eq!(lines[4]["id"].to_string(), "{\"k\":[1]}");
    assert!(lines[5].as_object().unwrap().get("id").is_some_and(Value::is_null));
    for line in &lines[4..] {
        assert!(line.get("text").is_none() && line.get("audit").is_none(), "{line}");
    }
}

#[test]
fn pipe_reads_texts_in_the_format_that_is_told() {
    let text = "<p>Ring <b>07700</b> 900123</p>";
    let input = format!("{}\n", serde_json::json!({ "id": 1, "text": text }));
    let (code, lines) = pipe("pipe-html", &["pipe", "--input-format", "html"], input.into_bytes());
    let released = lines[0]["text"].as_str().unwrap();
    assert!(code == 0 && !released.contains("07700") && !released.contains("900123"), "{released}");
    let finding = &lines[0]["findings"][0];
    let range = |end: &str| usize::try_from(finding[end].as_u64().unwrap()).unwrap();
    assert_eq!(&text[range("start")..range("end")], "07700</b> 900123");
}

#[test]
fn pipe_keeps_a_record_byte_for_byte_outside_its_edits() {
    let folder =
        Folder::new("pipe-record").with("in", "{\"id\":1,\"record\":{\"phone\": \"07700 900123\",  \"n\":1.50}}\n");
    let output = folder.run_with(&["pipe"], fs::File::open(folder.0.join("in")).unwrap().into());
    let text = out(&output);
    assert!(text.contains("\"record\":{\"phone\": \"") && text.contains("\",  \"n\":1.50}"), "{text}");
    let line: Value = serde_json::from_str(&text).unwrap();
    let finding = &line["findings"][0];
    assert_eq!(finding["pointer"], "/phone");
    assert_eq!((finding["start"].as_u64(), finding["end"].as_u64()), (Some(0), Some(12)));
}

/// A caller that waits for each answer before it sends the next line must not wait for ever.
#[test]
fn pipe_answers_before_the_next_line_comes() {
    let folder = Folder::new("pipe-turns");
    let mut child = folder.command(&["pipe"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (send, receive) = mpsc::channel();
    thread::spawn(move || stdout.lines().map_while(Result::ok).for_each(|line| drop(send.send(line))));
    for id in 0..3 {
        writeln!(stdin, "{{\"id\": {id}, \"text\": \"a\"}}").unwrap();
        stdin.flush().unwrap();
        // The limit only keeps a failing test from hanging; no answer comes at all when it is reached.
        let answer = receive.recv_timeout(Duration::from_secs(60));
        if answer.is_err() {
            end(child);
            panic!("line {id} is not answered while the input stays open");
        }
        let line: Value = serde_json::from_str(&answer.unwrap()).unwrap();
        assert_eq!(line["id"].as_u64(), Some(id));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

fn end(mut child: Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[test]
fn a_broken_pipe_is_quiet() {
    let folder = Folder::new("broken-pipe").with("many.txt", PHONE.repeat(20_000));
    for args in [&["check", "many.txt"][..], &["release", "-q", "many.txt"]] {
        let mut child = folder.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut notes = String::new();
        child.stderr.take().unwrap().read_to_string(&mut notes).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}: {notes}");
        assert!(!notes.contains("panicked") && !notes.to_lowercase().contains("broken pipe"), "{notes}");
    }
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let folder = Folder::new("colour").with("phone.txt", PHONE);
    let plain = folder.run(&["check", "phone.txt"]);
    assert!(!out(&plain).contains('\u{1b}'));
    let asked = folder.run(&["check", "--color", "always", "phone.txt"]);
    assert!(out(&asked).contains('\u{1b}'));
    // CLICOLOR_FORCE would colour even a file; NO_COLOR is stronger.
    let forced = folder.command(&["check", "phone.txt"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(out(&forced).contains('\u{1b}'));
    let refused = folder.command(&["check", "phone.txt"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output();
    assert!(!out(&refused.unwrap()).contains('\u{1b}'));
}

#[test]
fn a_typo_gets_the_near_name() {
    let folder = Folder::new("typo").with("phone.txt", PHONE);
    for (args, near) in
        [(&["check", "--policy", "pres", "phone.txt"][..], "press"), (&["explain", "UK_NIN"], "UK_NINO")]
    {
        let output = folder.run(args);
        assert_eq!((code(&output), output.stdout.len()), (2, 0), "{args:?}");
        assert!(err(&output).starts_with("withhold: ") && err(&output).contains(near), "{}", err(&output));
    }
}

#[test]
fn keys_are_read_without_their_line_break_and_may_not_be_short() {
    let folder = Folder::new("keys").with("phone.txt", PHONE).with("short", "0123456789abcde\n");
    let folder = folder.with("bare", "0123456789abcdef").with("broken", "0123456789abcdef\n");
    let output = folder.run(&["check", "--key-file", "short", "phone.txt"]);
    assert_eq!((code(&output), output.stdout.len()), (2, 0));
    assert!(!err(&output).contains("0123456789"));
    for key in ["bare", "broken"] {
        let audit = format!("{key}.json");
        folder.run(&["release", "-q", "phone.txt", "--key-file", key, "--audit", &audit]);
    }
    assert_eq!(folder.read("bare.json"), folder.read("broken.json"));
}

#[test]
fn the_input_format_follows_the_name() {
    let folder = Folder::new("formats").with("in", "{\"phone\": \"07700 900123\"}");
    let stdin = || fs::File::open(folder.0.join("in")).unwrap().into();
    for args in [&["--stdin-filename", "r.json"][..], &["--input-format", "json"]] {
        let output = folder.run_with(&[&["check", "--format", "json"][..], args].concat(), stdin());
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(log["files"][0]["findings"][0]["field"], "/phone", "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_no_panic() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new("names");
    let name = std::ffi::OsStr::from_bytes(b"\xff.txt");
    fs::write(folder.0.join(name), PHONE).unwrap();
    for format in ["text", "json", "sarif"] {
        assert_eq!(folder.command(&["check", "--format", format]).arg(name).status().unwrap().code(), Some(1));
    }
}

#[test]
fn an_audit_is_verified_against_what_it_speaks_of() {
    let folder = Folder::new("verify").with("in.txt", PHONE).with("other.txt", CLEAN);
    folder.run(&["release", "-q", "in.txt", "--policy", "foi", "-o", "out.txt", "--audit", "a.json"]);
    let verify = |args: &[&str]| code(&folder.run(&[&["audit", "verify", "a.json"][..], args].concat()));
    assert_eq!(verify(&["--input", "in.txt", "--release", "out.txt", "--policy", "foi"]), 0);
    assert_eq!(verify(&["--input", "in.txt"]), 0);
    assert_eq!(verify(&["--input", "other.txt"]), 1);
    assert_eq!(verify(&["--release", "other.txt"]), 1);
    assert_eq!(verify(&["--policy", "court"]), 1);
    assert_eq!(verify(&["--input", "missing.txt"]), 2);
    assert_eq!(code(&folder.run(&["audit", "show", "other.txt"])), 2);
}

/// The default of `--policy` is no claim, but the same name typed out is.
#[test]
fn a_policy_that_is_named_is_verified_even_if_it_is_the_default() {
    let folder = Folder::new("verify-default").with("in.txt", PHONE);
    folder.run(&["release", "-q", "in.txt", "--policy", "foi", "--audit", "a.json"]);
    assert_eq!(code(&folder.run(&["audit", "verify", "a.json"])), 0);
    assert_eq!(code(&folder.run(&["audit", "verify", "a.json", "--policy", "press"])), 1);
}

#[test]
fn policies_can_be_listed_shown_checked_and_started() {
    let folder = Folder::new("policies");
    for name in ["press", "foi", "court", "internal"] {
        assert!(out(&folder.run(&["policy", "list"])).contains(name), "{name}");
        let shown = folder.run(&["policy", "show", name]);
        assert_eq!(code(&shown), 0);
        assert!(out(&shown).contains("[policy]"));
    }
    let json = folder.run(&["policy", "show", "press", "--format", "json"]);
    assert!(serde_json::from_slice::<Value>(&json.stdout).unwrap()["policy"].is_object());
    assert!(serde_json::from_slice::<Value>(&folder.run(&["policy", "schema"]).stdout).is_ok());
    assert_eq!(code(&folder.run(&["policy", "init", "-o", "mine.toml"])), 0);
    assert_ne!(code(&folder.run(&["policy", "check", "mine.toml"])), 2);
    assert_eq!(code(&folder.run(&["policy", "init", "-o", "mine.toml"])), 2);
}

#[test]
fn every_command_has_help_with_examples_and_exit_codes() {
    let folder = Folder::new("help");
    for command in ["check", "release", "pipe", "policy", "explain", "audit", "records", "table"] {
        let output = folder.run(&[command, "--help"]);
        assert_eq!(code(&output), 0);
        let help = out(&output).to_lowercase();
        assert!(help.contains("exit"), "{command} tells its exit codes");
        assert!(help.contains(&format!("withhold {command}")) && help.contains("example"), "{command} has an example");
    }
    for args in [&["man"][..], &["completions", "bash"], &["--version"]] {
        let output = folder.run(args);
        assert!(code(&output) == 0 && out(&output).contains("withhold"), "{args:?}");
    }
    assert_eq!(code(&folder.run(&["no-such-command"])), 2);
}

#[test]
fn pipe_takes_ten_thousand_lines_with_a_broken_one() {
    let mut input = String::new();
    for index in 0..10_000 {
        match index {
            4_321 => input.push_str("{\"id\": 4321, \"text\": \n"),
            _ if index % 7 == 0 => {
                input.push_str(&format!("{{\"id\":{index},\"record\":{{\"phone\": \"07700 900123\"}}}}\n"))
            }
            _ => input.push_str(&format!("{{\"id\":{index},\"text\":\"“Ring” 07700 900{:03}.\"}}\n", index % 1000)),
        }
    }
    let (code, lines) = pipe("pipe-ten-thousand", &["pipe", "--findings-only"], input.into_bytes());
    assert_eq!((code, lines.len()), (0, 10_000));
    let errors: Vec<&Value> = lines.iter().filter(|line| line["outcome"] == "error").collect();
    assert_eq!(errors.len(), 1);
    for (index, line) in lines.iter().enumerate().filter(|(index, _)| *index != 4_321) {
        assert_eq!(line["id"], index);
        let finding = &line["findings"][0];
        let wanted =
            if index % 7 == 0 { (0, 12) } else { ("“Ring” ".len() as u64, "“Ring” 07700 900123".len() as u64) };
        assert_eq!((finding["start"].as_u64().unwrap(), finding["end"].as_u64().unwrap()), wanted, "{line}");
        assert!(line.get("text").is_none() && line.get("audit").is_none());
    }
}

#[test]
fn many_jobs_answer_as_one_does() {
    let mut input = String::new();
    for id in 0..300 {
        input += &match id % 10 {
            3 => "{\"id\": 3\n".to_owned(),
            5 => format!("{{\"id\": {id}, \"record\": {{\"tel\": \"07700 900{id:03}\"}}}}\n"),
            7 => "\n".to_owned(),
            _ => format!("{{\"id\": {id}, \"text\": \"Ring 07700 900{id:03}, said Dorian Fenwick.\"}}\n"),
        };
    }
    let (code_of_one, one) = pipe("jobs-one", &["pipe"], input.clone().into_bytes());
    let (code_of_many, many) = pipe("jobs-many", &["pipe", "--jobs", "3"], input.into_bytes());
    assert_eq!((code_of_one, one.len()), (0, 270));
    assert_eq!((code_of_many, many), (code_of_one, one));

    let folder =
        Folder::new("check-jobs").with("a.txt", PHONE).with("b.txt", CLEAN).with("c.txt", b"\xff").with("d.txt", PHONE);
    let files = ["a.txt", "b.txt", "c.txt", "missing.txt", "d.txt"];
    let one = folder.run(&[&["check"][..], &files].concat());
    let many = folder.run(&[&["check", "--jobs", "0"][..], &files].concat());
    assert_eq!((code(&many), out(&many), err(&many)), (code(&one), out(&one), err(&one)));
    assert_eq!(code(&many), 2);
}

#[test]
fn the_example_in_the_readme_is_current() {
    let root = env!("CARGO_MANIFEST_DIR");
    let output = Folder::new("readme").run(&["release", &format!("{root}/examples/statement.txt")]);
    assert_eq!(out(&output), fs::read_to_string(format!("{root}/examples/statement.released.txt")).unwrap());
}
