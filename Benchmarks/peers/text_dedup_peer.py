"""text-dedup: its own command, which ends in groups and not in pairs.

It divides words in its own way (lower case, at every character that is no letter, digit or
underscore). Each pair of a group counts as found. The clock includes the start of the command.
"""
from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections import defaultdict
from pathlib import Path

from common import K, groups, main


def run(chosen: Namespace) -> set[tuple[int, int]]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        command = [
            sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", str(chosen.corpus / "*.jsonl"),
            "--split", "train", "--column", "text", "--ngram", str(K), "--min_length", "0",
            "--num_perm", str(chosen.bands * chosen.rows), "--b", str(chosen.bands), "--r", str(chosen.rows),
            "--threshold", str(chosen.threshold), "--num_proc", str(chosen.workers), "--cache_dir", folder,
            "--output", str(output), "--debug"]
        environment = {**os.environ, "HF_DATASETS_OFFLINE": "1", "HF_HOME": folder}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if done.returncode:
            sys.exit(done.stderr.strip()[-400:] or "text-dedup failed")
        with open(output / "uf.pkl", "rb") as file:
            known = pickle.load(file)
        parents = getattr(known, "parent", known)
        members: dict[int, list[int]] = defaultdict(list)
        for row in parents:
            top = row
            while parents[top] != top:
                top = parents[top]
            members[top].append(row)
        return groups(members.values())


main("text-dedup", run)
