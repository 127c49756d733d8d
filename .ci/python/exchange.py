#!/usr/bin/env python3
"""Every exchange format as its users' programs read it: networkx, igraph, rdflib, a Popolo reader, a JSON Schema validator.

Usage: exchange.py HUSTINGS FOLDER [ARGUMENT...]: the arguments are handed to `export`, such as --from or --select.
"""
import csv
import json
import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import igraph
import jsonschema
import networkx as nx
import rdflib
from popolo_data.importer import Popolo

hustings, folder, arguments = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
folder.mkdir(parents=True, exist_ok=True)


def export(name, *more):
    path = folder / name
    run = subprocess.run([hustings, "export", "-o", str(path), *more, *arguments], capture_output=True, text=True)
    assert run.returncode == 0, (name, run.stderr)
    return path


def plain(value):
    """A value as any of the formats gives it: numbers as floats, what is missing as nothing."""
    if value is None or value == "" or isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, bool) or isinstance(value, str):
        return value
    return float(value)


def bag(rows):
    return Counter(tuple(sorted((k, v) for k, v in row.items() if v is not None)) for row in rows)


# The typed graph: the same nodes, edges and attributes in three formats, by two readers.
model = json.loads(export("graph.json").read_text())
link = json.loads(export("graph.nodelink.json").read_text())
wanted_nodes = {n["id"]: {k: plain(v) for k, v in n.items() if k != "id"} for n in link["nodes"]}
wanted_edges = bag({k: plain(v) for k, v in e.items() if k != "key"} for e in link["links"])
assert len(wanted_nodes) == sum(len(model[k]) for k in ("people", "contests", "offices", "parties", "groups"))


def compare(name, nodes, edges):
    assert nodes.keys() == wanted_nodes.keys(), (name, nodes.keys() ^ wanted_nodes.keys())
    for key, attributes in nodes.items():
        found = {k: v for k, v in attributes.items() if v is not None}
        assert found == wanted_nodes[key], (name, key, found, wanted_nodes[key])
    found = bag(edges)
    assert found == wanted_edges, (name, list((found - wanted_edges).items())[:3], list((wanted_edges - found).items())[:3])
    print(f"  {name}: {len(nodes)} nodes, {sum(found.values())} edges, the same attributes")


def of_networkx(graph, drop=()):
    nodes = {n: {k: plain(v) for k, v in d.items() if k not in drop} for n, d in graph.nodes(data=True)}
    edges = [{"source": a, "target": b, **{k: plain(v) for k, v in d.items() if k not in ("id",)}} for a, b, d in graph.edges(data=True)]
    return nodes, edges


compare("node-link, networkx", *of_networkx(nx.node_link_graph(link, edges="links")))
graphml = export("graph.graphml")
read = nx.read_graphml(graphml, force_multigraph=True)
compare("GraphML, networkx", *of_networkx(read))
found = igraph.Graph.Read_GraphML(str(graphml))
# igraph has no attribute that is missing: texts are empty, numbers not a number, truths false.
nodes = {v["id"]: {k: plain(x) for k, x in v.attributes().items() if k != "id"} for v in found.vs}
stood = lambda e: e["relation"] == "stood in"
edges = [
    {
        "source": found.vs[e.source]["id"],
        "target": found.vs[e.target]["id"],
        **{k: plain(x) for k, x in e.attributes().items() if k != "id" and (stood(e) or k not in ("won", "incumbent")) and (k != "tie" or x)},
    }
    for e in found.es
]
compare("GraphML, igraph", nodes, edges)
read = nx.read_gexf(export("graph.gexf"), version="1.3") if "1.3" in nx.readwrite.gexf.GEXF.versions else None
if read is None:
    # networkx reads GEXF up to 1.2; what it looks at is the same in 1.3 but for the name.
    text = (folder / "graph.gexf").read_text().replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('version="1.3"', 'version="1.2"')
    (folder / "graph-12.gexf").write_text(text)
    read = nx.read_gexf(folder / "graph-12.gexf", version="1.2draft")
nodes, edges = of_networkx(read)
compare("GEXF, networkx", nodes, edges)
if model["selection"]:
    assert model["selection"] == link["graph"]["selection"] and model["selection"] in graphml.read_text().replace("&quot;", '"').replace("&amp;", "&")

# The model against its schema.
schema = json.loads(export("graph.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
errors = list(jsonschema.Draft202012Validator(schema).iter_errors(model))
assert not errors, [(list(e.absolute_path), e.message[:200]) for e in errors[:5]]
broken = dict(model, people=[{"id": -1}])
assert list(jsonschema.Draft202012Validator(schema).iter_errors(broken)), "the schema refuses what is wrong"
print("  JSON: valid by its schema")

# Linked data: Turtle and N-Triples hold the same triples, and what Wikidata's properties say adds up.
turtle = rdflib.Graph().parse(export("graph.ttl"), format="turtle")
triples = rdflib.Graph().parse(export("graph.nt"), format="nt")
assert set(turtle) == set(triples) and len(turtle) > 100, (len(turtle), len(triples))
prop, statement, qualifier, direct = (rdflib.Namespace(f"http://www.wikidata.org/prop/{x}") for x in ("", "statement/", "qualifier/", "direct/"))
standing = [c for c in model["candidacies"] if c["standing"]]
assert len(list(turtle.triples((None, prop.P726, None)))) == len(standing)
assert len(list(turtle.triples((None, prop.P39, None)))) == len(model["tenures"])
own = rdflib.Namespace("urn:hustings:vocabulary:")
assert len(list(turtle.triples((None, own["from"], None)))) == len(model["ties"])
votes = sum(int(v) for v in turtle.objects(None, qualifier.P1111))
voided = {(c["id"], r["number"]) for c in model["contests"] for r in c["rounds"] if r["annulled"]}


def last(candidacy):
    rounds = [r for r in candidacy["rounds"] if (candidacy["contest"], r["round"]) not in voided]
    return rounds[-1]["votes"][0]["value"] if rounds and rounds[-1]["votes"] else 0


assert votes == sum(last(c) for c in standing), votes
for value in turtle.objects(None, qualifier.P580):
    assert value.datatype, value
    assert value.datatype.startswith("urn:") or value.toPython() is not None, value
dangling = {o for p in (own["from"], own["to"], statement.P726, statement.P39, qualifier.P1365, qualifier.P2715, direct.P541) for o in turtle.objects(None, p)}
assert all((o, rdflib.RDFS.label, None) in turtle for o in dangling), "everything that is named has a label"
print(f"  Turtle, N-Triples: {len(turtle)} triples, the same in both")

# Popolo.
path = export("graph.popolo.json")
popolo = Popolo.from_filename(str(path))
assert len(popolo.persons) == len(model["people"]) and len(popolo.posts) == len(model["offices"])
members = [tie for tie in model["ties"] if tie["kind"] == "member of"]
assert len(popolo.memberships) == len(model["tenures"]) + len(members)
assert len(popolo.organizations) == len(model["parties"]) + len(model["groups"])
for membership in popolo.memberships:
    of_post = membership.post_id is not None
    assert membership.person.name and (membership.post.label if of_post else membership.organization.name), membership.id
    assert membership.start_date is not None and membership.end_date is not None
raw = json.loads(path.read_text())
ids = {k: {row["id"] for row in raw[k]} for k in ("persons", "organizations", "posts", "events", "memberships", "candidacies")}
assert all(len(ids[k]) == len(raw[k]) for k in ids), "identifiers are one each"
for row in raw["candidacies"]:
    assert row["person_id"] in ids["persons"] and row["election_id"] in ids["events"], row
    assert row.get("post_id", next(iter(ids["posts"]), None)) in ids["posts"] | {None}, row
print(f"  Popolo: {len(popolo.persons)} persons, {len(popolo.memberships)} memberships, {len(raw['candidacies'])} candidacies")

# QuickStatements: with an item for every name, every line is a command of its grammar, with a reference.
items = export("names.items.csv")
rows = list(csv.DictReader(items.open()))
with items.open("w", newline="") as file:
    out = csv.DictWriter(file, ["kind", "name", "place", "item"])
    out.writeheader()
    # Relatives of one name who hold no office cannot be told apart here.
    own = {(r["kind"], r["name"], r["place"]): i for i, r in enumerate(rows)}
    out.writerows({"kind": kind, "name": name, "place": place, "item": f"Q{1000 + i}"} for (kind, name, place), i in own.items())
lines = export("graph.qs", "--items", str(items), "--wiki", "https://en.wikipedia.org").read_text().splitlines()
item, time, number, url = r"Q\d+", r"[+-]\d{4,}-\d\d-\d\dT00:00:00Z/(9|10|11)", r"\d+", r'"https?://[^"\t ]+"'
qualifiers = rf"(\tP1111\t{number}|\tP58[02]\t{time}|\tP136[56]\t{item}|\tP2715\t{item})*"
command = re.compile(rf"{item}\t(P(726|991|541|39|22|25|26|40|102|451|463|748|1038|3373|4353|8810)\t{item}|P585\t{time}){qualifiers}(\t!?S(854|4656)\t{url})+ /\*[^*]*\*/")
for line in lines:
    assert command.fullmatch(line), line
kinds = Counter(line.split("\t")[1] for line in lines)
assert lines and {"P726", "P39"} & kinds.keys(), kinds
print(f"  QuickStatements: {len(lines)} commands, {dict(kinds)}")

# Tables: read again, they are written the same.
first, second = export("tables"), folder / "again"
run = subprocess.run([hustings, "export", "-o", str(second), "--from", str(first)], capture_output=True, text=True)
assert run.returncode == 0, run.stderr
if not model["selection"] and not any("wiki" in a or "ties" in a for a in arguments):
    for name in ("people", "contests", "rounds", "candidacies", "tenures"):
        one, other = (list(csv.reader((f / f"{name}.csv").open())) for f in (first, second))
        assert one == other, (name, [r for r in one if r not in other][:3])
    print("  CSV: read again, the same tables")
