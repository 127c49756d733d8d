#!/usr/bin/env python3
"""The network of rivals as networkx and igraph read it: the same pairs, meetings and wins in every format.
python3 rivals.py HUSTINGS FOLDER [ARGUMENTS...]
"""
import csv
import json
import subprocess
import sys
from pathlib import Path

import igraph
import networkx

hustings, folder, arguments = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
folder.mkdir(parents=True, exist_ok=True)


def export(name, *extra):
    path = folder / name
    subprocess.run([hustings, "export", "--network", "rivals", "-o", str(path), *extra, *arguments], check=True)
    return path


table = list(csv.DictReader(export("rivals.csv").open(encoding="utf-8")))
wanted = {(r["source"], r["target"]): (int(r["meetings"]), int(r["won_source"]), int(r["won_target"])) for r in table}
assert wanted, "nobody met"


def of_networkx(graph):
    name = lambda n: graph.nodes[n]["label"]
    return {
        tuple(sorted((name(a), name(b)))): (int(d["meetings"]), *sorted((int(d["won_source"]), int(d["won_target"]))))
        for a, b, d in graph.edges(data=True)
    }


unordered = {tuple(sorted(pair)): (m, *sorted((a, b))) for pair, (m, a, b) in wanted.items()}
readers = {
    "rivals.graphml": networkx.read_graphml,
    "rivals.gexf": lambda p: networkx.read_gexf(rewritten(p)),
    "rivals.nodelink.json": lambda p: networkx.node_link_graph(json.loads(p.read_text(encoding="utf-8")), edges="links"),
}


def rewritten(path):
    """networkx knows GEXF up to 1.2; the namespace is all that differs here."""
    text = path.read_text(encoding="utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    text = text.replace('version="1.3"', 'version="1.2"')
    other = path.with_suffix(".12.gexf")
    other.write_text(text, encoding="utf-8")
    return other


for name, read in readers.items():
    graph = read(export(name))
    assert not graph.is_directed(), f"{name} is directed"
    assert of_networkx(graph) == unordered, f"{name} differs"
other = igraph.Graph.Read_GraphML(str(folder / "rivals.graphml"))
assert other.ecount() == len(wanted) and sum(other.es["weight"]) == sum(m for m, *_ in wanted.values())
print(f"rivals: {len(wanted)} pairs in csv, graphml, gexf, node-link; networkx and igraph agree")
