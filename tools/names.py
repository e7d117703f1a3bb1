#!/usr/bin/env python3
"""Makes src/detect/people/names.txt from a table of word levels.

Usage: python3 tools/names.py WORDS.tsv > src/detect/people/names.txt

The table has a word a line, tab-separated: word, given-name level, surname level, place level, dictionary level (each 0 to 3,
3 being the surest), frequency bucket, frequency rank or -1. Each line of the result is a word and one letter for what it is.
Sources and licences stand in NOTICE.
"""

import sys

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def code(given, surname, place, dictionary):
    return LETTERS[given | surname << 2 | (place >= 2) << 4 | (dictionary >= 3) << 5]


def main():
    lines = []
    for line in open(sys.argv[1], encoding="utf-8"):
        word, given, surname, place, dictionary, _, rank = line.rstrip("\n").split("\t")
        given, surname, place, dictionary, rank = map(int, (given, surname, place, dictionary, rank))
        if not word.isascii() or not word.isalpha() or not 2 <= len(word) <= 16:
            continue
        known_name = given >= 2 or surname >= 2 or (given == 1 and surname >= 1 and 0 <= rank < 60000)
        known_name |= given == 1 and surname <= 1 and dictionary == 0 and place < 2 and rank >= 0
        known_word = (dictionary >= 3 and 0 <= rank < 40000) or (dictionary >= 2 and 0 <= rank < 15000)
        known_place = place >= 2 and 0 <= rank < 60000
        if known_name or known_word or known_place:
            lines.append(f"{word}{code(given, surname, place, 3 if known_word else 0)}")
    print("\n".join(sorted(lines)))


main()
