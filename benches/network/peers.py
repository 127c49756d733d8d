#!/usr/bin/env python3
"""peers.py NUMBERS.csv QUERIES.csv SUB.csv SOURCES.csv WORLD.graphml: the analyses of benches/network in other programs, on the same world.

Prints one line a task and peer: task, peer, processor seconds to build the graph, processor seconds to run, result. Each is
the best of three runs.
"""
import resource
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")
import duckdb
import igraph as ig
import networkit as nk
import pandas as pd
import polars as pl
import rustworkx as rx
import scipy.sparse as sp
import scipy.sparse.csgraph as cg

NUMBERS, QUERIES, SUB, SOURCES, GRAPHML = sys.argv[1:6]
frame = pd.read_csv(NUMBERS)
e, p, v, w = (frame[c].to_numpy() for c in ("election_id", "person_id", "votes", "won"))
s, y = frame.series_id.to_numpy(), frame.year.to_numpy()
E, P, C = e.max() + 1, p.max() + 1, len(e)
# Whoever was elected is ahead of others with as many votes.
v = 2 * v + w
queries = np.loadtxt(QUERIES, delimiter=",", dtype=int)
sub = np.loadtxt(SUB, delimiter=",", dtype=int)


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def task(name, peer, build, run, runs=3):
    builds, times, result = [], [], None
    for _ in range(runs):
        start = cpu()
        graph = build()
        builds.append(cpu() - start)
        start = cpu()
        result = run(graph)
        times.append(cpu() - start)
    print(f"{name}\t{peer}\t{min(builds):.4f}\t{min(times):.4f}\t{result}", flush=True)


def pairs():
    start = np.searchsorted(e, np.arange(E + 1))
    size = np.diff(start)
    one, other = [], []
    for k in np.unique(size):
        first = start[:-1][size == k]
        i, j = np.triu_indices(k, 1)
        one.append((first[:, None] + i).ravel())
        other.append((first[:, None] + j).ravel())
    one, other = np.concatenate(one), np.concatenate(other)
    swap = p[one] > p[other]
    return np.where(swap, other, one), np.where(swap, one, other)


def by_numpy(_):
    a, b = pairs()
    ahead = (v[a] > v[b]).astype(np.int64) + 2 * (v[a] < v[b]).astype(np.int64)
    key = ((p[a].astype(np.int64) * P + p[b]) << 2) | ahead
    key.sort()
    pair = key >> 2
    start = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
    count = np.diff(np.r_[start, len(pair)])
    won_a = np.add.reduceat((key & 3) == 1, start, dtype=np.int32)
    won_b = np.add.reduceat((key & 3) == 2, start, dtype=np.int32)
    return len(start), int(count.sum()), int(won_a.sum()), int(won_b.sum())


def by_polars(data):
    lazy = data.lazy()
    both = lazy.join(lazy, on="e", suffix="_b").filter(pl.col("p") < pl.col("p_b"))
    found = both.group_by("p", "p_b").agg(
        pl.len().alias("n"), (pl.col("v") > pl.col("v_b")).sum().alias("a"), (pl.col("v") < pl.col("v_b")).sum().alias("b")
    ).collect(engine="streaming")
    return found.height, int(found["n"].sum()), int(found["a"].sum()), int(found["b"].sum())


def duck():
    connection = duckdb.connect()
    connection.execute("set threads=1")
    connection.register("t", pd.DataFrame({"e": e, "p": p, "v": v}))
    connection.execute("create table c as select * from t")
    return connection


def by_duckdb(connection):
    connection.execute("""create or replace table r as select a.p p, b.p q, count(*)::int n, count(*) filter (a.v>b.v) aw,
      count(*) filter (a.v<b.v) bw from c a join c b on a.e=b.e and a.p<b.p group by all""")
    return tuple(int(x) for x in connection.execute("select count(*), sum(n), sum(aw), sum(bw) from r").fetchone())


nothing = lambda: None
task("rivalries", "numpy", nothing, by_numpy)
task("rivalries", "polars", lambda: pl.DataFrame({"e": e, "p": p, "v": v}), by_polars)
task("rivalries", "duckdb", duck, by_duckdb)

a, b = pairs()
key, count = np.unique(p[a].astype(np.int64) * P + p[b], return_counts=True)
u, t, met = key // P, key % P, count
winner = np.zeros(E, np.int64)
winner[e[w == 1]] = p[w == 1]
lost, times = np.unique(p[w == 0].astype(np.int64) * P + winner[e[w == 0]], return_counts=True)
loser, victor = lost // P, lost % P


def scipy_parts(graph):
    count, label = cg.connected_components(graph, directed=False)
    return count, int(np.bincount(label[:P]).max())


bipartite = lambda: sp.coo_matrix((np.ones(C, np.int8), (p, P + e)), shape=(P + E, P + E)).tocsr()
task("components", "scipy", bipartite, scipy_parts)


def nk_graph(n, one, other):
    return nk.GraphFromCoo((one.astype(np.uint64), other.astype(np.uint64)), n=n, weighted=False, directed=False)


def nk_paths(graph):
    total = 0
    for one, other in queries:
        query = nk.distance.BidirectionalBFS(graph, one, other, True)
        query.run()
        total += int(query.getDistance()) // 2
    return total


task("20 paths", "networkit", lambda: nk_graph(P + E, p, P + e), nk_paths)


def by_scipy(graph):
    strength = np.asarray(graph.sum(axis=1)).ravel()
    inverse = np.divide(1.0, strength, out=np.zeros_like(strength), where=strength > 0)
    step = (sp.diags(inverse) @ graph).T.tocsr()
    sinks = strength == 0
    x = np.full(P, 1 / P)
    while True:
        following = 0.85 * (step @ x + x[sinks].sum() / P) + 0.15 / P
        if np.abs(following - x).sum() < 1e-10:
            return int(following.argmax()), round(float(following.max()), 9)
        x = following


def by_igraph(graph):
    rank = np.array(graph.pagerank(damping=0.85, weights="weight"))
    return int(rank.argmax()), round(float(rank.max()), 9)


def igraph_lost():
    graph = ig.Graph(n=P, edges=np.column_stack([loser, victor]), directed=True)
    graph.es["weight"] = times.tolist()
    return graph


task("pagerank", "scipy", lambda: sp.coo_matrix((times.astype(float), (loser, victor)), shape=(P, P)).tocsr(), by_scipy)
task("pagerank", "igraph", igraph_lost, by_igraph)
small = lambda: ig.Graph(n=sub.max() + 1, edges=sub[:, :2])


def between(graph):
    value = np.array(graph.betweenness(directed=False))
    return int(value.argmax()), round(float(value.max()), 2), round(float(value.sum()), 1)


task("betweenness, 5k", "igraph", small, between)
rivals = lambda: ig.Graph(n=P, edges=np.column_stack([u, t]))
sources = np.loadtxt(SOURCES, dtype=int).tolist()
task("betweenness, 64 sources", "igraph", rivals, lambda g: int(max(g.betweenness(directed=False, sources=sources))), 1)


def successions(data):
    won = data[data.w == 1].sort_values(["s", "y", "e"])
    fresh = (won.p != won.p.shift()) | (won.s != won.s.shift())
    won["g"] = fresh.cumsum()
    found = won.groupby("g").agg(s=("s", "first"), p=("p", "first"), a=("y", "min"), b=("y", "max"), n=("y", "size"))
    found["before"] = found.p.shift().where(found.s == found.s.shift())
    return len(found), int(found.n.max()), int(found.before.notna().sum())


task("successions", "pandas", lambda: pd.DataFrame({"e": e, "s": s, "y": y, "p": p, "w": w}), successions)


def nk_core(graph):
    found = nk.centrality.CoreDecomposition(graph)
    found.run()
    scores = np.array(found.scores())
    return int(scores.max()), int(scores.sum())


task("cores", "networkit", lambda: nk_graph(P, u, t), nk_core)


def weighted():
    graph = ig.Graph(n=P, edges=np.column_stack([u, t]))
    graph.es["weight"] = met.tolist()
    return graph


def leiden(graph):
    found = graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=2)
    return len(found), round(graph.modularity(found.membership, weights="weight"), 4)


task("communities", "igraph", weighted, leiden)


def same():
    """The nodes, edges and attributes that Hustings writes, read from its own file."""
    return ig.Graph.Read_GraphML(GRAPHML)


def written(graph):
    graph.write_graphml("/dev/null")
    return "written"


task("graphml", "igraph", same, written, 1)


def rx_named():
    graph = rx.PyGraph()
    graph.add_nodes_from([{"label": f"Person {i}"} for i in range(P)] + [{"label": f"Contest {i}"} for i in range(E)])
    edges = [{"votes": str(a), "won": str(b)} for a, b in zip(v.tolist(), w.tolist())]
    graph.extend_from_weighted_edge_list(list(zip(p.tolist(), (P + e).tolist(), edges)))
    return graph


def rx_dot(graph):
    text = graph.to_dot(node_attr=lambda n: n, edge_attr=lambda x: x)
    with open("/dev/null", "w") as out:
        out.write(text)
    return "written"


task("dot", "rustworkx", rx_named, rx_dot, 1)
