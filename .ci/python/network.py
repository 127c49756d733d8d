#!/usr/bin/env python3
"""The measures of the network beside networkx, on a made-up world. Usage: network.py HUSTINGS CANDIDACIES.csv"""
import csv
import io
import subprocess
import sys
from collections import defaultdict
from itertools import combinations

import networkx as nx


def run(*arguments):
    text = subprocess.run([sys.argv[1], *arguments, "--from", sys.argv[2]], check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(text)))


# People of one name in two offices are two people; the world's tables have none but by the note in brackets, and the graph
# keeps people of different offices apart. So a person here is a name in an office.
contests = defaultdict(list)
for row in csv.DictReader(open(sys.argv[2])):
    contests[row["contest"]].append((row["office"], row["candidate"], row["outcome"] == "elected"))
rivals, defeats = nx.Graph(), nx.DiGraph()
for rows in contests.values():
    people = [(office, name) for office, name, _ in rows]
    rivals.add_nodes_from(people)
    defeats.add_nodes_from(people)
    for a, b in combinations(people, 2):
        rivals.add_edge(a, b)
    winner = next((office, name) for office, name, won in rows if won)
    for person in people:
        if person != winner:
            weight = defeats.get_edge_data(person, winner, {"weight": 0})["weight"]
            defeats.add_edge(person, winner, weight=weight + 1)
found = run("network", "--measure", "betweenness", "--sources", "100000", "--format", "csv")


def compare(name, ours, theirs, tolerance):
    ours, theirs = sorted(ours), sorted(theirs)
    assert len(ours) == len(theirs), (name, len(ours), len(theirs))
    worst = max(abs(a - b) for a, b in zip(ours, theirs))
    assert worst <= tolerance, (name, worst)
    print(f"  {name}: {len(ours)} nodes, off by {worst:.1e} at most")


column = lambda name: [float(row[name]) for row in found]
compare("rivals", column("rivals"), [d for _, d in rivals.degree()], 0)
compare("pagerank", column("pagerank"), nx.pagerank(defeats, alpha=0.85, tol=1e-13, max_iter=1000).values(), 6e-9)
compare("core", column("core"), nx.core_number(rivals).values(), 0)
sizes = sorted((len(c) for c in nx.connected_components(rivals)), reverse=True)
compare("component", column("component"), [i + 1 for i, size in enumerate(sizes) for _ in range(size)], 0)
compare("betweenness", column("betweenness"), nx.betweenness_centrality(rivals, normalized=False).values(), 0.051)
groups = defaultdict(set)
names = defaultdict(list)
for person in rivals:
    names[person[1]].append(person)
for row in found:
    groups[row["community"]].add(names[row["person"]].pop() if len(names[row["person"]]) == 1 else None)
ours = sum(len(c) for c in groups.values())
best = nx.community.louvain_communities(rivals, seed=1, weight=None)
print(f"  communities: {len(groups)}, networkx's Louvain {len(best)}")
