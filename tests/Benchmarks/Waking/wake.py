"""Waking in SimPy: entities that wake a number of times, with pauses uniform on twice their mean.

Prints one line of JSON. The dice are Python's own, so there is no sum of times to compare.
"""
import json
import random
import sys
import time

import simpy


def entity(env, draw, mean_pause, wakes_each, woken):
    woken[0] += 1
    for _ in range(wakes_each - 1):
        yield env.timeout(draw() * 2 * mean_pause + 0.001)
        woken[0] += 1


def resident():
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * 4096


def main(entities, wakes_each, mean_pause):
    draw = random.Random(1).random
    woken = [0]
    before = resident()
    begin = time.perf_counter()
    env = simpy.Environment()
    for _ in range(entities):
        env.process(entity(env, draw, mean_pause, wakes_each, woken))
    env.run(until=0.0005)  # Before the first pause can end: every entity has woken once.
    started = time.perf_counter()
    weight = resident() - before
    resumed = time.perf_counter()
    env.run()
    print(json.dumps({
        "Wakes": woken[0],
        "Starting": started - begin,
        "Waking": time.perf_counter() - resumed,
        "SumOfTimes": None,
        "LiveBytes": None,
        "ResidentBytes": weight / entities,
    }))


main(*(int(argument) for argument in sys.argv[1:4]))
