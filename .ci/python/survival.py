#!/usr/bin/env python3
"""Survival curves and the log-rank test beside lifelines, on the same tenures. Usage: survival.py HUSTINGS"""
import csv
import io
import re
import subprocess
import sys

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test


def run(*arguments):
    return subprocess.run([sys.argv[1], "survival", *arguments], check=True, capture_output=True, text=True).stdout


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


for by in ["all", "began", "office", "selectorate"]:
    spells = rows(run("--by", by, "--provisional", "--spells", "--format", "csv"))
    years = np.array([float(s["years"]) for s in spells])
    ended = np.array([int(s["ended"]) for s in spells])
    group = np.array([s["group"] for s in spells])
    seen = 0
    for name in sorted(set(group)):
        fitter = KaplanMeierFitter().fit(years[group == name], ended[group == name])
        band = fitter.confidence_interval_
        for row in rows(run("--by", by, "--provisional", "--format", "csv")):
            if row["group"] != name:
                continue
            # Years stand with four digits in the steps and six in the spells.
            time = float(row["years"]) + 6e-5
            assert abs(fitter.predict(time) - float(row["survival"])) < 2e-6, (name, row)
            if float(row["survival"]) > 0:
                low, high = band[band.index <= time].iloc[-1]
                assert abs(low - float(row["lower"])) < 2e-6 and abs(high - float(row["upper"])) < 2e-6, (name, row)
            seen += 1
    said = re.search(r"chi-square ([\d.]+), (\d+) degrees", run("--by", by, "--provisional"))
    if len(set(group)) > 1:
        test = multivariate_logrank_test(years, group, ended)
        assert said and int(said[2]) == len(set(group)) - 1, (by, said)
        assert abs(test.test_statistic - float(said[1])) < 2e-3, (by, test.test_statistic, said[1])
    print(f"  {by}: {len(spells)} tenures, {seen} steps" + (f", chi-square {said[1]}" if said else "") + ", as lifelines has them")
