//! Number words.

/// Returns the value of a number word up to ninety, in any case: `seven`, `nineteen`, `forty`.
pub(crate) fn value(word: &str) -> Option<u32> {
    const WORDS: [&str; 28] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];
    let index = u32::try_from(WORDS.iter().position(|known| word.eq_ignore_ascii_case(known))?).ok()?;
    Some(if index <= 20 { index } else { (index - 18) * 10 })
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn words_are_numbers() {
        let words = ["zero", "Nine", "nineteen", "TWENTY", "thirty", "ninety"];
        assert_eq!(words.map(value), [0, 9, 19, 20, 30, 90].map(Some));
        assert_eq!(value("hundred"), None);
    }
}
