#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;

use super::attack::{self, Knowledge};
use super::cycle::Grid;
use super::net::Net;
use super::suppress::suppress;
use super::*;
use crate::Key;
use crate::risk::{Exposure, Profile};

fn table(csv: &str) -> Table {
    Table::from_csv("t.csv", csv.as_bytes()).unwrap()
}

fn foi() -> Profile {
    Profile::builtin("foi-lt5").unwrap()
}

fn sensitive() -> Profile {
    Profile::builtin("sensitive-le5").unwrap()
}

/// A two-way table with its totals; cells at `hidden` are marks.
fn two_way(numbers: &[Vec<u64>], hidden: &[(usize, usize)]) -> String {
    let columns = numbers[0].len();
    let mut csv = String::from("area");
    (0..columns).for_each(|column| csv.push_str(&format!(",c{column}")));
    csv.push_str(",Total\n");
    for (row, cells) in numbers.iter().enumerate() {
        csv.push_str(&format!("r{row}"));
        for (column, number) in cells.iter().enumerate() {
            let cell = if hidden.contains(&(row, column)) { "[c]".to_owned() } else { number.to_string() };
            csv.push_str(&format!(",{cell}"));
        }
        csv.push_str(&format!(",{}\n", cells.iter().sum::<u64>()));
    }
    csv.push_str("Total");
    for column in 0..columns {
        csv.push_str(&format!(",{}", numbers.iter().map(|row| row[column]).sum::<u64>()));
    }
    csv.push_str(&format!(",{}\n", numbers.iter().flatten().sum::<u64>()));
    csv
}

fn failures(tables: &[Table], profile: &Profile) -> Vec<String> {
    let check = check(tables, &[], profile).unwrap();
    check.failures.iter().map(|failure| format!("{}: {}", failure.place, failure.message)).collect()
}

fn released(tables: &[Table], profile: &Profile, options: &TableOptions) -> TableRelease {
    match release(tables, &[], profile, options).unwrap() {
        TableOutcome::Released(release) => release,
        TableOutcome::Refused(refusal) => panic!("{:?}", refusal.reasons()),
    }
}

#[test]
fn a_cell_on_no_cycle_is_named_though_every_line_has_several_marks() {
    let numbers = vec![vec![11, 12, 13, 14], vec![15, 16, 17, 18], vec![19, 20, 21, 22], vec![23, 24, 25, 26]];
    // Two squares of marks, and one mark that ties them together: nothing can go round through it.
    let marks = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)];
    let failures = failures(&[table(&two_way(&numbers, &marks))], &foi());
    assert_eq!(failures, ["line 3, column 4 (r1, c2): the hidden number can be worked out exactly"]);
    let without: Vec<(usize, usize)> = marks.iter().copied().filter(|mark| *mark != (1, 2)).collect();
    assert!(self::failures(&[table(&two_way(&numbers, &without))], &foi()).is_empty());
}

#[test]
fn a_mark_beside_printed_zeros_is_at_least_one() {
    let failures = failures(&[table("town,n\nWix,[c]\nDiss,[c]\nManning,[c]\nThorpe,0\nTotal,3\n")], &foi());
    assert_eq!(failures.len(), 4, "three exact ones, and a total that is small itself: {failures:?}");
    assert_eq!(failures.iter().filter(|failure| failure.ends_with("exactly")).count(), 3);
    let check = check(&[table("town,n\nWix,[c]\nDiss,[c]\nManning,[c]\nTotal,13\n")], &[], &foi()).unwrap();
    assert!(check.passes(), "without zeros a mark may be nothing");
    assert_eq!((check.hidden[0].least, check.hidden[0].greatest), (Some(0), Some(13)));
}

#[test]
fn tables_that_are_safe_alone_are_attacked_together() {
    let one = table("town,Theft,Fraud,Total\nWix,[c],[c],20\nDiss,[c],[c],30\nTotal,24,26,50\n");
    let two = table("town,n\nWix,20\nDiss,30\nTotal,50\n");
    assert!(failures(&[one.clone(), two], &foi()).is_empty());
    // The same people by sex; thefts in Wix come out of a table of thefts alone.
    let thefts = Table::from_csv("later.csv", b"town,Theft\nWix,7\nDiss,17\nTotal,24\n").unwrap();
    assert!(failures(std::slice::from_ref(&thefts), &foi()).is_empty());
    let later = Table::from_csv("later.csv", b"town,Theft,Fraud\nWix,7,13\n").unwrap();
    let both = failures(&[one, later], &foi());
    assert!(both.len() >= 2 && both.iter().all(|failure| failure.ends_with("exactly")), "{both:?}");
}

#[test]
fn a_later_table_without_one_place_gives_it_away() {
    let earlier = Table::from_csv("june.csv", b"ward,n\nNorth,6\nSouth,[c]\nEastgate,[c]\nTotal,15\n").unwrap();
    let later = Table::from_csv("july.csv", b"ward,n\nNorth,6\nSouth,[c]\nTotal,14\n").unwrap();
    assert!(failures(std::slice::from_ref(&earlier), &foi()).is_empty());
    let both = check(&[later], &[earlier], &foi()).unwrap();
    assert!(both.failures.iter().any(|failure| failure.place.contains("Eastgate")), "{both:?}");
}

#[test]
fn small_numbers_zeros_and_whole_groups_are_primary() {
    let raw = table("town,Theft,Fraud,Total\nWix,3,20,23\nDiss,0,12,12\nManning,9,30,39\nTotal,12,62,74\n");
    assert_eq!(
        failures(std::slice::from_ref(&raw), &foi()),
        [
            "line 2, column 2 (Wix, Theft): the number is below the profile's threshold",
            "line 3, column 3 (Diss, Fraud): everybody in a group shares the trait"
        ]
    );
    let health = Profile::builtin("health-7r5").unwrap();
    assert_eq!(failures(std::slice::from_ref(&raw), &health).len(), 1, "zeros are shown");
    assert_eq!(failures(&[raw], &sensitive()).len(), 3, "zeros are hidden");
}

#[test]
fn a_release_is_a_release_once_more() {
    let raw =
        table("town,Theft,Fraud,Arson,Total\nWix,3,20,11,34\nDiss,0,12,0,12\nManning,9,30,2,41\nTotal,12,62,13,87\n");
    for profile in [foi(), sensitive()] {
        let first = released(std::slice::from_ref(&raw), &profile, &TableOptions::new());
        let again = table(&first.tables()[0].csv);
        assert_eq!(released(&[again], &profile, &TableOptions::new()).tables()[0].csv, first.tables()[0].csv);
        assert!(first.check().passes());
        let audit = first.audit_json();
        assert!(audit.contains("\"exposure\": \"protected\"") && !audit.contains("exactly"), "{audit}");
    }
    let safe = "town,n\r\nWix,\"1,234\"\r\nDiss,5\r\n";
    assert_eq!(released(&[table(safe)], &foi(), &TableOptions::new()).tables()[0].csv, safe, "not a byte is changed");
}

#[test]
fn totals_stay_unless_nothing_else_helps() {
    let one_line = table("town,n\nWix,3\nDiss,20\nManning,9\nTotal,32\n");
    let release = released(std::slice::from_ref(&one_line), &foi(), &TableOptions::new());
    assert!(release.tables()[0].csv.starts_with("town,n\nWix,[c]\nDiss,20\nManning,[c]\nTotal,32\n"), "{release:?}");
    assert!(release.is_fewest());
    let all = released(&[one_line], &foi(), &TableOptions::new().with_totals_hidden());
    assert_eq!(all.tables()[0].csv.matches(",[c]").count(), 2, "{}", all.tables()[0].csv);
    let small_total = table("town,a,b,Total\nWix,1,1,2\nDiss,20,9,29\nManning,9,30,39\nTotal,30,40,70\n");
    let release = released(&[small_total], &foi(), &TableOptions::new());
    assert!(release.tables()[0].csv.contains("Total,30,40,70"), "{}", release.tables()[0].csv);
}

#[test]
fn a_number_with_nothing_beside_it_left_to_hide_is_refused() {
    // The others and the total are out already.
    let raw = table("town,n\nWix,3\nDiss,20\nTotal,23\n");
    let june = Table::from_csv("june.csv", b"town,n\nDiss,20\nTotal,23\nWix,[c]\n").unwrap();
    let TableOutcome::Refused(refusal) = release(&[raw], &[june], &foi(), &TableOptions::new()).unwrap() else {
        panic!("three is 23 less 20");
    };
    assert!(refusal.reasons()[0].contains("redesign"), "{:?}", refusal.reasons());
    // Where the total is as small as its only part, both are hidden and nothing is told.
    let only = released(&[table("town,n\nWix,3\nTotal,3\n")], &foi(), &TableOptions::new());
    assert!(only.tables()[0].csv.starts_with("town,n\nWix,[c]\nTotal,[c]\n"));
}

#[test]
fn published_numbers_are_not_hidden_again() {
    let earlier = Table::from_csv("june.csv", b"town,n\nWix,3\n").unwrap();
    let raw = table("town,n\nWix,3\nDiss,20\nTotal,23\n");
    let TableOutcome::Refused(refusal) = release(&[raw], &[earlier], &foi(), &TableOptions::new()).unwrap() else {
        panic!("it is out already");
    };
    assert!(refusal.reasons()[0].contains("has been published"));
}

#[test]
fn tables_of_three_dimensions_and_of_subtotals_are_read() {
    let mut csv = String::from("ward,sex,Theft,Fraud,Total\n");
    for (ward, a) in [("Wix", 12), ("Diss", 20), ("All", 32)] {
        for (sex, b) in [("f", 1), ("m", 2), ("Total", 3)] {
            csv.push_str(&format!("{ward},{sex},{},{},{}\n", a * b, 2 * a * b, 3 * a * b));
        }
    }
    let three = table(&csv);
    let net = Net::of(&[&three]).unwrap();
    assert_eq!(net.cells.len(), 27);
    assert_eq!(net.equations.len(), 27, "nine along each of three dimensions");
    let nested = table("area,n\nWix,10\nDiss,20\nNorth total,30\nManning,40\nThorpe,50\nSouth total,90\nTotal,120\n");
    let net = Net::of(&[&nested]).unwrap();
    let sums: Vec<(usize, Vec<usize>)> = net.equations.iter().map(|e| (e.total, e.parts.clone())).collect();
    assert_eq!(sums, [(2, vec![0, 1]), (5, vec![3, 4]), (6, vec![2, 5])]);
    let unnamed = table("area,a,b,c\nWix,1,2,3\nDiss,10,20,30\nBoth areas,11,22,33\n");
    assert_eq!(Net::of(&[&unnamed]).unwrap().equations.len(), 3 + 3, "by their sums");
}

#[test]
fn what_is_no_table_is_an_error_with_its_place() {
    for (csv, place, says) in [
        ("a,b\nx,1,2\n", (2, 3), "3 cells"),
        ("a,b,c\nx,1,1\ny,many,2\nz,2,2\n", (3, 2), "whole number"),
        ("a,b\nx,1\ny,-2\n", (3, 2), "negative"),
        ("a,b,c\nx,-3,40\ny,1,2\n", (2, 2), "negative"),
        ("a,b,c\nx,2.5,40\ny,3.5,2\n", (2, 2), "whole number"),
        ("a,b,c\nx,1,\ny,2,3\n", (2, 3), "empty"),
        ("a,b,%\nx,1,2\n", (1, 3), "percentages"),
        ("a,b,c,Total\nx,1,2,4\ny,1,1,2\n", (2, 4), "not the sum"),
        ("a,b\nx,1\nx,2\n", (3, 1), "same labels"),
        ("a,b,b\nx,1,2\n", (1, 3), "names of their own"),
        ("a,b\n", (2, 1), "no rows"),
        ("a,b\nx,\"1\ny,2\n", (1, 1), "quote"),
        ("", (1, 1), "no header"),
        ("a,b\nx,12.5\ny,1\nz,2\n", (2, 2), "whole number"),
    ] {
        let error = Table::from_csv("t.csv", csv.as_bytes()).unwrap_err();
        assert_eq!(error.line(), Some(place), "{csv:?}: {error}");
        assert!(error.to_string().contains(says), "{csv:?}: {error}");
        assert!(!error.to_string().contains("many"), "no cell is quoted");
    }
    let error = Table::from_csv("t.csv", b"a,b\nx,\xff\n").unwrap_err();
    assert_eq!(error.line(), Some((2, 1)));
}

#[test]
fn tables_that_contradict_each_other_are_an_error() {
    let june = Table::from_csv("june.csv", b"town,n\nWix,12\nDiss,20\n").unwrap();
    let july = Table::from_csv("july.csv", b"town,n\nWix,13\nDiss,20\n").unwrap();
    let error = check(&[june, july], &[], &foi()).unwrap_err().to_string();
    assert!(error.contains("june.csv, line 2") && error.contains("july.csv, line 2"), "{error}");
    let marked = table("town,a,b,Total\nWix,<3,9,12\nDiss,[c],20,22\nTotal,5,29,34\n");
    assert!(check(&[marked], &[], &foi()).is_err(), "marks that no numbers can stand for");
}

#[test]
fn ten_thousand_columns_are_read_and_protected() {
    let header: Vec<String> = (0..10_000).map(|n| format!("c{n}")).collect();
    let cells: Vec<String> = (0..10_000).map(|n| if n == 5_000 { "3".to_owned() } else { "9".to_owned() }).collect();
    let total = 9 * 9_999 + 3;
    let csv = format!("town,{},Total\nWix,{},{total}\n", header.join(","), cells.join(","));
    let release = released(&[table(&csv)], &foi(), &TableOptions::new());
    assert_eq!(release.tables()[0].csv.matches(",[c]").count(), 2);
    assert!(!release.is_fewest(), "that is not claimed of so large a table");
}

#[test]
fn rounding_is_keyed_repeatable_and_adds_up() {
    let raw = table(&two_way(&[vec![1, 7, 13, 20], vec![4, 0, 9, 31], vec![2, 3, 8, 44]], &[]));
    let profile = Profile::builtin("round5").unwrap();
    let key = |byte: u8| Key::new((byte..byte + 16).collect::<Vec<u8>>()).unwrap();
    let csv = |byte: u8| {
        let options = TableOptions::new().with_method(TableMethod::Round).with_key(key(byte));
        released(std::slice::from_ref(&raw), &profile, &options).tables()[0].csv.clone()
    };
    assert_eq!(csv(1), csv(1));
    assert!((2..20).any(|byte| csv(byte) != csv(1)), "another key draws otherwise");
    for byte in 1..20 {
        let net = Net::of(&[&raw]).unwrap();
        let (rounded, adds_up) = round::controlled(&net, 5, &key(byte));
        assert!(adds_up);
        for (number, rounded) in net.numbers().into_iter().zip(&rounded) {
            let (number, rounded) = (number.unwrap(), rounded.unwrap());
            assert!(rounded.is_multiple_of(5) && rounded.abs_diff(number) < 5);
        }
        for equation in &net.equations {
            let sum: u64 = equation.parts.iter().map(|part| rounded[*part].unwrap()).sum();
            assert_eq!(rounded[equation.total], Some(sum));
        }
    }
    let nearest = released(&[raw], &profile, &TableOptions::new());
    assert_eq!(nearest.method(), TableMethod::Round);
    assert!(nearest.tables()[0].csv.contains("r0,[low],5,15,20,40"), "{}", nearest.tables()[0].csv);
}

#[test]
fn redesign_joins_neighbours_and_keeps_totals() {
    let raw = table("age,Theft,Fraud,Total\n10 to 17,3,20,23\n18 to 24,9,12,21\n25 to 34,40,30,70\nTotal,52,62,114\n");
    let release = released(&[raw], &foi(), &TableOptions::new().with_method(TableMethod::Redesign));
    let csv = &release.tables()[0].csv;
    assert!(
        csv.starts_with("age,Theft,Fraud,Total\n10 to 17 and 18 to 24,12,32,44\n25 to 34,40,30,70\nTotal,52,62,114\n"),
        "{csv}"
    );
    assert_eq!(release.changes().len(), 1);
    let small = table("age,Theft,Fraud,Total\nyoung,1,6,7\nold,2,30,32\nTotal,3,36,39\n");
    let release = released(&[small], &foi(), &TableOptions::new().with_method(TableMethod::Redesign));
    assert!(release.tables()[0].csv.contains("39"), "{}", release.tables()[0].csv);
}

/// All whole tables with these totals and this pattern of marks.
fn solutions(numbers: &[Vec<u64>], hidden: &[(usize, usize)], least: u64) -> Vec<Vec<u64>> {
    let rows: Vec<u64> = (0..numbers.len())
        .map(|r| hidden.iter().filter(|(row, _)| *row == r).map(|(r, c)| numbers[*r][*c]).sum())
        .collect();
    let columns: Vec<u64> = (0..numbers[0].len())
        .map(|c| hidden.iter().filter(|(_, col)| *col == c).map(|(r, c)| numbers[*r][*c]).sum())
        .collect();
    let mut found = vec![Vec::new()];
    for (index, (row, column)) in hidden.iter().enumerate() {
        let mut next: Vec<Vec<u64>> = Vec::new();
        for partial in found {
            let spent = |is: &dyn Fn(&(usize, usize)) -> bool| -> u64 {
                hidden[..index].iter().zip(&partial).filter(|(at, _)| is(at)).map(|(_, n): (_, &u64)| *n).sum()
            };
            let row_left = rows[*row] - spent(&|at| at.0 == *row).min(rows[*row]);
            let column_left = columns[*column] - spent(&|at| at.1 == *column).min(columns[*column]);
            for number in least..=row_left.min(column_left) {
                next.push([&partial[..], &[number]].concat());
            }
        }
        found = next;
    }
    found.retain(|solution| {
        let sum = |is: &dyn Fn(&(usize, usize)) -> bool| -> u64 {
            hidden.iter().zip(solution).filter(|(at, _)| is(at)).map(|(_, n)| *n).sum()
        };
        (0..rows.len()).all(|r| sum(&|at| at.0 == r) == rows[r])
            && (0..columns.len()).all(|c| sum(&|at| at.1 == c) == columns[c])
    });
    found
}

fn grids() -> impl Strategy<Value = (Vec<Vec<u64>>, Vec<(usize, usize)>)> {
    (2_usize..=4, 2_usize..=4).prop_flat_map(|(rows, columns)| {
        let numbers = prop::collection::vec(prop::collection::vec(1_u64..6, columns), rows);
        let hidden = prop::collection::btree_set((0..rows, 0..columns), 1..=7);
        (numbers, hidden.prop_map(|set| set.into_iter().collect()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Intervals and the graph's test against every whole table that fits.
    #[test]
    fn intervals_are_those_of_all_tables_that_fit((numbers, hidden) in grids(), least in 0_u64..2, fewest in 2_u64..4) {
        let plain = table(&two_way(&numbers, &[]));
        let net = Net::of(&[&plain]).unwrap();
        let width = numbers[0].len() + 1;
        let cells: Vec<usize> = hidden.iter().map(|(row, column)| row * width + column).collect();
        let marks: Vec<bool> = (0..net.cells.len()).map(|cell| cells.contains(&cell)).collect();
        let knowledge = Knowledge { least: least as i64, low: 2, reach: 0, fewest };
        let all = solutions(&numbers, &hidden, least);
        let left = attack::left(&net, &marks, &knowledge, None).unwrap();
        let grid = Grid::of(&net).unwrap();
        let failing = grid.failing(&marks, &knowledge);
        for (index, left) in left.iter().enumerate() {
            let values: Vec<u64> = all.iter().map(|solution| solution[index]).collect();
            let (low, high) = (*values.iter().min().unwrap(), *values.iter().max().unwrap());
            prop_assert_eq!(left.interval.least, low as i64);
            prop_assert_eq!(left.interval.greatest, Some(high as i64));
            // A member of any hidden cell knows that it is not nothing.
            let known = |member: usize| {
                let mut values: Vec<u64> = all.iter().filter(|s| s[member] > 0).map(|s| s[index]).collect();
                values.dedup();
                values.len() == 1
            };
            let exposed = high - low + 1 < fewest || (0..hidden.len()).any(known);
            prop_assert_eq!(left.exposure != Exposure::Protected, exposed);
            prop_assert_eq!(failing.contains(&cells[index]), exposed);
        }
    }

    /// No safe choice hides fewer cells: every smaller one is tried.
    #[test]
    fn the_fewest_cells_are_hidden(
        numbers in prop::collection::vec(prop::collection::vec(1_u64..30, 4), 4), fewest in 2_u64..4, zeros in any::<bool>()
    ) {
        let plain = table(&two_way(&numbers, &[]));
        let net = Net::of(&[&plain]).unwrap();
        let primary: Vec<bool> =
            net.cells.iter().map(|cell| cell.totals == 0 && cell.printed.number().unwrap() < 5).collect();
        let count = primary.iter().filter(|hidden| **hidden).count();
        prop_assume!(count > 0 && count < 6);
        let costs: Vec<Option<u64>> = net.cells.iter().map(|cell| cell.printed.number().filter(|_| cell.totals == 0)).collect();
        let knowledge = Knowledge { least: i64::from(!zeros), low: 2, reach: 0, fewest };
        let found = suppress(&net, &primary, &costs, &knowledge).unwrap();
        let grid = Grid::of(&net).unwrap();
        let candidates: Vec<usize> = (0..net.cells.len()).filter(|cell| costs[*cell].is_some() && !primary[*cell]).collect();
        let with = |choice: u32| {
            let mut hidden = primary.clone();
            candidates.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1).for_each(|(_, cell)| hidden[*cell] = true);
            hidden
        };
        let extra = found.as_ref().map(|found| found.hidden.iter().filter(|hidden| **hidden).count() - count);
        if let Some(found) = &found {
            prop_assert!(found.is_fewest);
            prop_assert!(grid.failing(&found.hidden, &knowledge).is_empty());
        }
        let fewer = extra.map_or(6, |extra| (extra as u32).min(6));
        for choice in (0_u32..1 << candidates.len()).filter(|choice| choice.count_ones() < fewer) {
            prop_assert!(!grid.failing(&with(choice), &knowledge).is_empty(), "{choice:b} hides fewer");
        }
    }

    /// Whatever is released withstands the attack, and its totals are those that came in.
    #[test]
    fn what_is_released_is_safe(
        numbers in prop::collection::vec(prop::collection::vec(0_u64..20, 3), 3), which in 0_usize..4
    ) {
        let raw = table(&two_way(&numbers, &[]));
        let profile = Profile::builtin(["foi-lt5", "sensitive-le5", "health-7r5", "research-10"][which]).unwrap();
        if let TableOutcome::Released(release) = release(&[raw], &[], &profile, &TableOptions::new()).unwrap() {
            let again = table(&release.tables()[0].csv);
            prop_assert!(check(&[again], &[], &profile).unwrap().passes());
        }
    }
}

/// A seeded table with some small cells.
fn random(size: usize, seed: u64) -> Vec<Vec<u64>> {
    let mut state = seed;
    let mut below = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    (0..size).map(|_| (0..size).map(|_| if below(10) == 0 { 1 + below(4) } else { 5 + below(60) }).collect()).collect()
}

#[test]
fn large_tables_get_the_fewest_too() {
    for (size, seed) in [(10, 1), (10, 2), (10, 3), (20, 4), (20, 5), (20, 6), (20, 7), (20, 8)] {
        let release = released(&[table(&two_way(&random(size, seed), &[]))], &foi(), &TableOptions::new());
        assert!(release.is_fewest(), "{size} by {size}, seed {seed}");
        assert!(release.check().hidden.iter().all(|cell| cell.exposure == "protected"));
    }
}

#[test]
fn a_short_rounded_table_says_how_it_was_rounded() {
    let raw = table("town,n\nWix,12\nDiss,13\nTotal,25\n");
    for name in ["health-7r5", "round5"] {
        let profile = Profile::builtin(name).unwrap();
        let first = released(std::slice::from_ref(&raw), &profile, &TableOptions::new());
        let csv = &first.tables()[0].csv;
        assert!(csv.starts_with("town,n\nWix,10\nDiss,15\nTotal,25\n"), "{csv}");
        assert!(check(&[table(csv)], &[], &profile).unwrap().passes());
        assert_eq!(&released(&[table(csv)], &profile, &TableOptions::new()).tables()[0].csv, csv);
    }
}
