#!/usr/bin/env python3
"""Extracts shards of a dump with `hustings extract` under Spark, joins them to one graph, and counts rivalries in Spark SQL.

usage: rivalries.py HUSTINGS FOLDER SHARD…

HUSTINGS is the program, built with the feature `parquet`; FOLDER is where results go; each SHARD is a MediaWiki export.
Ends with an error unless the graph joined from the shards is that of one machine, and Spark's count of rivalries that of
`hustings rivals`.
"""
import csv
import glob
import io
import shlex
import subprocess
import sys
from collections import Counter

from pyspark.sql import SparkSession

RIVALRIES = """
WITH stood AS (SELECT * FROM results WHERE counts AND stood),
meeting AS (
  SELECT a.contest_id, a.person_id AS a, b.person_id AS b, max(a.round) AS round
  FROM stood a JOIN stood b ON a.contest_id = b.contest_id AND a.round = b.round AND a.person_id < b.person_id
  GROUP BY a.contest_id, a.person_id, b.person_id
)
SELECT pa.name AS person_a, pb.name AS person_b, count(*) AS meetings,
       sum(int(ca.elected)) AS won_a, sum(int(cb.elected)) AS won_b
FROM meeting
JOIN candidacies ca ON ca.contest_id = meeting.contest_id AND ca.person_id = a
JOIN candidacies cb ON cb.contest_id = meeting.contest_id AND cb.person_id = b
JOIN people pa ON pa.id = a
JOIN people pb ON pb.id = b
GROUP BY a, b, pa.name, pb.name
"""


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main():
    hustings, folder, shards = sys.argv[1], sys.argv[2], sys.argv[3:]
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")

    # Each task gets the path of a shard, reads it through the filter, and gives one line a page.
    extract = f'while read -r shard; do {shlex.quote(hustings)} extract --redirects < "$shard" || exit 1; done'
    lines = spark.sparkContext.parallelize(shards, len(shards)).pipe(f"sh -c {shlex.quote(extract)}", checkCode=True)
    lines.saveAsTextFile(f"{folder}/facts")
    facts = sorted(glob.glob(f"{folder}/facts/part-*"))

    # The join needs everything at once, and one machine is enough for it.
    print(run(hustings, "build", "-o", f"{folder}/shards.db", "--facts", *facts), end="")
    print(run(hustings, "build", "-o", f"{folder}/one.db", *shards), end="")
    difference = run(hustings, "diff", f"{folder}/one.db", f"{folder}/shards.db", "--format", "csv")
    if len(difference.splitlines()) != 1:
        sys.exit(f"the graph of the shards is another:\n{difference[:2000]}")

    run(hustings, "export", "--from", f"{folder}/shards.db", "--format", "parquet", "-o", f"{folder}/tables")
    for table in ["people", "candidacies", "results", "vertices", "edges"]:
        spark.read.parquet(f"{folder}/tables/{table}.parquet").createOrReplaceTempView(table)
    counted = Counter(tuple(row) for row in spark.sql(RIVALRIES).collect())
    rows = csv.DictReader(io.StringIO(run(hustings, "rivals", "--from", f"{folder}/one.db", "--format", "csv")))
    wanted = Counter(
        (r["person_a"], r["person_b"], int(r["meetings"]), int(r["won_a"]), int(r["won_b"])) for r in rows
    )
    if counted != wanted:
        sys.exit(f"Spark counts otherwise: {list((counted - wanted).items())[:5]}, {list((wanted - counted).items())[:5]}")

    # The layout of GraphFrames: an edge's ends are ids of vertices.
    loose = spark.sql("SELECT count(*) FROM edges LEFT ANTI JOIN vertices ON src = id OR dst = id").collect()[0][0]
    if loose:
        sys.exit(f"{loose} edges end nowhere")
    print(f"{len(counted)} rivalries, the same in Spark SQL and in hustings; {spark.table('edges').count()} edges")
    spark.stop()


if __name__ == "__main__":
    main()
