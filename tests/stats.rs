//! `withhold records` and `withhold table`, as somebody would run them.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

mod folder;

use folder::{Folder, code, err, out};

const PEOPLE: &str = "name,age,sex,town,offence\nAnn Lee,21,f,Wix,theft\nBo Day,22,f,Wix,fraud\nCy Fox,24,f,Wix,theft\n\
                      Di Orr,23,f,Wix,arson\nEd Ash,20,f,Wix,theft\n";
const OFFENCES: &str = "Town,Theft,Fraud,Total\nWix,3,20,23\nManning,30,9,39\nDiss,12,40,52\nTotal,45,69,114\n";
const NAMED: [&str; 4] = ["--quasi", "age,sex,town", "--sensitive", "offence"];

#[test]
fn records_are_checked_and_released() {
    let folder = Folder::new("records").with("people.csv", PEOPLE);
    let check = folder.run(&["records", "check", "people.csv"]);
    assert_eq!(code(&check), 1);
    assert!(out(&check).contains("fewer than 5 people are alike") && out(&check).contains("name identifies"));
    assert!(!out(&check).contains("Ann") && !out(&check).contains("arson"), "no value is quoted");

    let args = [&["records", "release", "people.csv", "-o", "out.csv", "--audit", "audit.json"][..], &NAMED].concat();
    assert_eq!(code(&folder.run(&args)), 0);
    let csv = folder.read("out.csv");
    assert!(csv.starts_with("age,sex,town,offence\n20 to 24,f,Wix,arson\n"), "{csv}");
    let audit: serde_json::Value = serde_json::from_str(&folder.read("audit.json")).unwrap();
    assert_eq!(audit["check"]["k"], 5);
    assert_eq!(audit["loss"]["removed"][0], "name");
    let args = [&["records", "check", "out.csv"][..], &NAMED].concat();
    assert_eq!(code(&folder.run(&args)), 0, "what was released passes");
}

#[test]
fn records_that_cannot_be_released_write_nothing() {
    let folder = Folder::new("records-refused").with("people.csv", PEOPLE).with("ragged.csv", "a,b\n1\n");
    let refused = folder.run(&["records", "release", "people.csv", "--profile", "sensitive-le5", "-o", "out.csv"]);
    assert_eq!(code(&refused), 1, "five people are not eleven");
    assert!(err(&refused).contains("refused:") && refused.stdout.is_empty());
    for args in [
        &["records", "release", "ragged.csv", "-o", "out.csv"][..],
        &["records", "release", "people.csv", "--quasi", "agee", "-o", "out.csv"],
        &["records", "release", "people.csv", "--hierarchy", "town", "-o", "out.csv"],
        &["records", "release", "people.csv", "-o", "people.csv"],
        &["records", "release", "people.csv", "--suppress-limit", "2", "-o", "out.csv"],
    ] {
        let trouble = folder.run(args);
        assert_eq!(code(&trouble), 2, "{args:?}: {}", err(&trouble));
    }
    assert!(err(&folder.run(&["records", "check", "ragged.csv"])).contains("ragged.csv: a row has 1 cells"));
    assert_eq!(folder.names(), ["people.csv", "ragged.csv"]);
}

#[test]
fn hierarchies_and_populations_are_read_from_files() {
    let folder = Folder::new("records-files")
        .with("people.csv", "town,offence\nWix,a\nManning,b\nDiss,a\nThorpe,b\n")
        .with("towns.csv", "Wix,Essex\nManning,Essex\nDiss,Norfolk\nThorpe,Norfolk\n")
        .with("all.csv", "town\nWix\nWix\nManning\nManning\nDiss\nDiss\nThorpe\nThorpe\n");
    let release = folder.run(&["records", "release", "people.csv", "--k", "2", "--hierarchy", "town=towns.csv", "-q"]);
    assert_eq!(out(&release), "town,offence\nEssex,a\nEssex,b\nNorfolk,a\nNorfolk,b\n");
    let check = folder.run(&["records", "check", "people.csv", "--population", "all.csv", "--format", "json"]);
    let check: serde_json::Value = serde_json::from_str(&out(&check)).unwrap();
    assert_eq!(check["risks"]["prosecutor"]["highest"], 1.0);
    assert_eq!(check["risks"]["journalist"]["highest"], 0.5);
}

#[test]
fn tables_are_checked_and_released() {
    let folder = Folder::new("table").with("t.csv", OFFENCES);
    let check = folder.run(&["table", "check", "t.csv"]);
    assert_eq!(code(&check), 1);
    assert!(out(&check).contains("line 2, column 2 (Wix, Theft)"), "{}", out(&check));
    let release = folder.run(&["table", "release", "t.csv", "-o", "out.csv", "--audit", "audit.json"]);
    assert_eq!(code(&release), 0, "{}", err(&release));
    let csv = folder.read("out.csv");
    assert_eq!(csv.matches(",[c]").count(), 4);
    assert!(csv.contains("Total,45,69,114") && csv.contains("foi-lt5"));
    let audit: serde_json::Value = serde_json::from_str(&folder.read("audit.json")).unwrap();
    assert_eq!(audit["check"]["hidden"].as_array().unwrap().len(), 4);
    assert_eq!(audit["fewest"], true);
    assert_eq!(code(&folder.run(&["table", "check", "out.csv"])), 0, "what was released passes");
}

#[test]
fn a_table_that_gives_a_cell_away_is_named_and_not_written() {
    let marked = "Town,Theft,Fraud,Total\nWix,[c],20,23\nManning,30,9,39\nTotal,33,29,62\n";
    let folder = Folder::new("table-exact").with("t.csv", marked).with("bad.csv", "a,b\nx,1\ny,-2\n");
    let check = folder.run(&["table", "check", "t.csv"]);
    assert_eq!(code(&check), 1);
    assert!(out(&check).contains("line 2, column 2 (Wix, Theft): the hidden number can be worked out exactly"));
    let bad = folder.run(&["table", "release", "bad.csv", "-o", "out.csv"]);
    assert_eq!(code(&bad), 2);
    assert!(err(&bad).contains("bad.csv: the cell holds a negative number") && err(&bad).contains("line 3, column 2"));
    assert_eq!(code(&folder.run(&["table", "release", "t.csv", "-o", "t.csv"])), 2, "never over the input");
    assert_eq!(folder.names(), ["bad.csv", "t.csv"]);
}

#[test]
fn several_tables_go_to_a_folder_and_are_taken_together() {
    let folder = Folder::new("table-several")
        .with("a.csv", OFFENCES)
        .with("b.csv", "Town,n\nWix,23\nManning,39\nDiss,52\nTotal,114\n")
        .with("later.csv", "Town,Theft,Fraud\nWix,3,20\n");
    std::fs::create_dir(folder.0.join("out")).unwrap();
    assert_eq!(code(&folder.run(&["table", "release", "a.csv", "b.csv"])), 2, "where to?");
    let release = folder.run(&["table", "release", "a.csv", "b.csv", "-o", "out"]);
    assert_eq!(code(&release), 0, "{}", err(&release));
    assert_eq!(folder.read("out/b.csv"), folder.read("b.csv"), "a table that needs nothing stays as it is");
    let refused = folder.run(&["table", "release", "a.csv", "--earlier", "later.csv"]);
    assert_eq!(code(&refused), 1);
    assert!(err(&refused).contains("has been published"), "{}", err(&refused));
}

#[test]
fn rounding_with_a_key_is_repeatable() {
    let folder = Folder::new("table-round").with("t.csv", OFFENCES).with("key", "0123456789abcdefXYZ");
    let args = ["table", "release", "t.csv", "--method", "round", "--key-file", "key", "-q"];
    let first = folder.run(&args);
    assert_eq!(code(&first), 0);
    assert_eq!(out(&first), out(&folder.run(&args)));
    let line = out(&first).lines().nth(1).unwrap().to_owned();
    assert!(line.split(',').skip(1).all(|cell| cell.parse::<u64>().unwrap().is_multiple_of(5)), "{line}");
}
