#!/usr/bin/env python3
"""FollowTheMoney entities, validated by their own package. Usage: follow_the_money.py HUSTINGS FILE [OPTION…]"""
import collections
import json
import subprocess
import sys

from followthemoney import model

subprocess.run([sys.argv[1], "export", *sys.argv[3:], "-o", sys.argv[2]], check=True, stderr=subprocess.DEVNULL)
counts = collections.Counter()
known = {}
with open(sys.argv[2]) as file:
    entities = [json.loads(line) for line in file]
for entity in entities:
    known[entity["id"]] = model.get(entity["schema"])
assert len(known) == len(entities), "ids are given twice"
for entity in entities:
    schema = model.get(entity["schema"])
    schema.validate(entity)
    cleaned = model.get_proxy(entity, cleaned=False)
    for name, values in entity["properties"].items():
        assert set(cleaned.get(name)) == set(values), (entity["id"], name, values, cleaned.get(name))
        prop = schema.get(name)
        if prop.range is not None:
            assert all(known[value].is_a(prop.range) for value in values), (entity["id"], name, values)
    counts[schema.name] += 1
assert {"Person", "Position", "Occupancy"} <= counts.keys(), counts
print("  FollowTheMoney takes", ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
