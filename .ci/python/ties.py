#!/usr/bin/env python3
"""The measures of ties beside networkx and numpy, on made-up ties. Usage: ties.py HUSTINGS FOLDER"""
import csv
import io
import itertools
import pathlib
import random
import re
import subprocess
import sys

import networkx as nx
import numpy as np
from bicm import BipartiteGraph

folder = pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
random.seed(7)
GIVEN = ["Ada", "Boris", "Chloe", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Katya", "Lars", "Mona", "Nils"]
FAMILY = ["Abbot", "Birch", "Castell", "Drummer", "Eastham", "Fowles", "Grimm", "Hobart", "Ibsen", "Jessop", "Kovacs", "Lindgren", "Moreau", "Norwood"]


def run(*arguments):
    return subprocess.run([sys.argv[1], *arguments], check=True, capture_output=True, text=True).stdout


def rows(*arguments):
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv"))))


def write(name, ties):
    path = folder / name
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["from", "kind", "to", "stance"])
        out.writerows(ties)
    return str(path)


# Constraint (Burt 1992), betweenness and PageRank of a network of ties.
people = [f"{given} {family}" for given, family in itertools.product(GIVEN, FAMILY)]
random.shuffle(people)
people = people[:90]
pairs = {tuple(sorted(random.sample(people, 2))) for _ in range(220)}
path = write("ties.csv", [(a, "served under", b, "") for a, b in sorted(pairs)])
found = rows("network", "--relation", "ties", "--from", path)
graph = nx.Graph(pairs)
assert len(found) == len(graph), (len(found), len(graph))
constraint = nx.constraint(graph)
between = nx.betweenness_centrality(graph, normalized=False)
ours = {row["person"]: row for row in found}
worst = max(abs(float(ours[name]["constraint"]) - constraint[name]) for name in graph)
assert worst <= 1e-9, worst
assert all(int(ours[name]["tied_to"]) == graph.degree(name) for name in graph)
far = max(abs(float(ours[name]["betweenness"]) - between[name]) for name in graph)
assert far <= 0.051, far
print(f"  constraint: {len(graph)} people, off by {worst:.1e} at most; betweenness by {far:.1e}")

# Balance of signed networks: triangles, walks and the frustration index, against their definitions.
for size, links in [(7, 12), (9, 20), (11, 26)]:
    names = [f"{GIVEN[i]} {FAMILY[-1 - i]}" for i in range(size)]
    chosen = random.sample(list(itertools.combinations(names, 2)), links)
    signs = {pair: random.choice([1, 1, -1]) for pair in chosen}
    path = write(f"signs{size}.csv", [(a, "endorsed", b, "endorsed" if sign > 0 else "declined") for (a, b), sign in signs.items()])
    told = run("factions", "--from", path)
    index = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((size, size))
    for (a, b), sign in signs.items():
        matrix[index[a], index[b]] = matrix[index[b], index[a]] = sign
    trace = lambda m: float(np.exp(np.linalg.eigvalsh(m)).sum())
    walks = trace(matrix) / trace(abs(matrix))
    triangles = [matrix[i, j] * matrix[j, k] * matrix[i, k] for i, j, k in itertools.combinations(range(size), 3)]
    triangles = [product for product in triangles if product]
    least = min(
        sum((sides[index[a]] == sides[index[b]]) != (sign > 0) for (a, b), sign in signs.items())
        for sides in itertools.product([0, 1], repeat=size)
    )
    stated = float(re.search(r"walks ([0-9.]+)", told)[1])
    assert abs(stated - walks) <= 5.1e-7, (stated, walks, told)
    index_stated = int(re.search(r"frustration (\d+) of", told)[1])
    assert index_stated == least, (index_stated, least)
    balanced, all_triangles = map(int, re.search(r"(\d+) of (\d+) triangles?", told).groups())
    assert (balanced, all_triangles) == (sum(t > 0 for t in triangles), len(triangles)), told
    print(f"  balance of {size} people: walks {walks:.6f}, frustration {least}, {balanced} of {all_triangles} triangles")

# The backbone: the probabilities of the configuration model are those of the package of its authors (bicm), and the
# numbers of shared groups are Poisson-binomial.
members = people[:40]
groups = [f"Committee on {letter}" for letter in "ABCDEFGHIJKLMNOP"]
joined = {(name, group) for name in members for group in random.sample(groups, random.randint(1, 6))}
path = folder / "members.csv"
with open(path, "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["from", "kind", "to", "from_is", "to_is"])
    out.writerows((name, "member of", group, "person", "group") for name, group in sorted(joined))
matrix = np.array([[int((name, group) in joined) for group in groups] for name in members])
model = BipartiteGraph()
model.set_biadjacency_matrix(matrix)
model.solve_tool(method="fixed-point", tol=1e-14, eps=1e-14, max_steps=100_000, verbose=False)
chances = model.get_bicm_matrix()
assert abs(chances.sum(axis=1) - matrix.sum(axis=1)).max() < 1e-9
found = rows("network", "--relation", "member-of", "--backbone=0.999999999", "--pairs", "--from", str(path))
worst = 0
for row in found:
    a, b = members.index(row["person_a"]), members.index(row["person_b"])
    exactly = np.array([1.0])
    for chance in chances[a] * chances[b]:
        exactly = np.convolve(exactly, [1 - chance, chance])
    shared = int((matrix[a] * matrix[b]).sum())
    assert shared == int(row["ties"]), row
    worst = max(worst, abs(exactly[shared:].sum() - float(row["p_value"])), abs((chances[a] * chances[b]).sum() - float(row["expected"])))
assert len(found) > 300 and worst <= 1e-9, (len(found), worst)
print(f"  backbone: {len(found)} pairs, off by {worst:.1e} at most")

# Brokerage, triad by triad, as its definition says.
parties = {name: f"{random.choice(['Elm', 'Oak', 'Yew'])} Party" for name in members}
arrows = {tuple(random.sample(members, 2)) for _ in range(160)}
path, table = write("arrows.csv", [(a, "endorsed", b, "endorsed") for a, b in sorted(arrows)]), folder / "stood.csv"
with open(table, "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["contest", "date", "candidate", "party", "votes"])
    out.writerows((f"{1950 + i} vote", 1950 + i, name, parties[name], 10) for i, name in enumerate(members))
counted = {row["person"]: row for row in rows("network", "--relation", "endorsed", "--brokerage", "--from", path, "--from", str(table))}
graph = nx.DiGraph(arrows)
roles = {}
for broker in graph:
    for first, second in itertools.product(graph.predecessors(broker), graph.successors(broker)):
        if first == second or graph.has_edge(first, second):
            continue
        a, own, b = parties[first], parties[broker], parties[second]
        if a == own == b:
            role = "coordinator"
        elif a == b:
            role = "itinerant"
        elif own == b:
            role = "gatekeeper"
        else:
            role = "representative" if a == own else "liaison"
        roles.setdefault(broker, dict.fromkeys(["coordinator", "itinerant", "gatekeeper", "representative", "liaison"], 0))[role] += 1
assert counted.keys() == roles.keys(), counted.keys() ^ roles.keys()
for name, expected in roles.items():
    assert {role: int(counted[name][role]) for role in expected} == expected, (name, counted[name], expected)
print(f"  brokerage: {len(roles)} people, {sum(sum(r.values()) for r in roles.values())} triads")
