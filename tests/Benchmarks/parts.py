#!/usr/bin/env python3
"""Core-seconds per part of a run that was profiled with Linux perf.

    DOTNET_PerfMapEnabled=1 perf record -F 99 -g -o run.data rsr run SCENARIO
    perf script -i run.data -F comm,ip,sym,dso | python3 parts.py 99

The argument is the sampling rate. A sample counts for the part that its innermost frame with a known name belongs to; what
the collector and the compiler do on threads of their own counts for them.
"""
import collections
import re
import sys

PARTS = [
    ("collection of garbage", r"Server GC|gc_heap|GarbageCollect"),
    ("compilation", r"libclrjit|Tiered Com"),
    ("tickets", r"libcrypto|Cryptography|Image4|Ticket|Signing|Merkle|Der(Writer|Reader)|Asn1|BouncyCastle"),
    ("patches and seals", r"Cryptex|BinaryPatch|FsVerity|Seal::|SyntheticBinary"),
    ("invariants", r"Invariant|DeviceMonitor|DeviceFacts|FleetMonitor|ReleaseFindings"),
    ("journal", r"Journal|Persistence|[Ss]qlite|LinqToDB|MessagePack|Zstd|XxHash|Npgsql|LogicalProcessActor|StoredRun"),
    ("rules of devices", r"RsrActors\.Model\]"),
    ("windows, calendar, mail", r"Timekeeper|MessageQueues|EpochLedger|CohortActor|RsrActors\.Actors\.Kernel\.(?!Simulation)"),
    ("report", r"Reports"),
    ("actors", r"\[Akka\]|SimulationExecutor|MemberMe|DeviceActor|Procedure"),
]
PATTERNS = [(part, re.compile(pattern)) for part, pattern in PARTS]


def part_of(thread, frames):
    threads_own = "GC" in thread or "Tiered" in thread
    for frame in [thread] + frames if threads_own else frames:
        for part, pattern in PATTERNS:
            if pattern.search(frame):
                return part
    return "other"


def main(rate):
    totals = collections.Counter()
    thread, frames = None, []
    for line in sys.stdin:
        if not line.strip():
            continue
        if line[0].isspace():
            frames.append(line)
            continue
        if thread is not None:
            totals[part_of(thread, frames)] += 1
        thread, frames = line, []
    if thread is not None:
        totals[part_of(thread, frames)] += 1

    samples = sum(totals.values())
    for part, count in totals.most_common():
        print(f"{part:24} {count / rate:8.1f} s {100 * count / samples:5.1f} %")
    print(f"{'all':24} {samples / rate:8.1f} s")


main(float(sys.argv[1]))
