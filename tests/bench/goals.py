# SPDX-License-Identifier: Apache-2.0
"""What we aim at, held against the rows of a run. A peer's figure is that of its best flags there."""

SMALL_TIMES = {"none": 1.15, "1.2": 1.4, "1.3": 1.5}
PEAK_KIB, PEAK_KIB_A_SESSION, SESSIONS = 12 * 1024, 512, 4
LIST_PEAK_KIB = 16 * 1024
START_SECONDS = 0.025


def groups(rows, goal, least=2):
    """Rows of the same case on the same server, ours first."""
    made = {}
    for row in rows:
        if row.get("goal") == goal and "failed" not in row:
            made.setdefault((row["case"], row["server"], row["mode"]), []).append(row)
    return [group for group in made.values() if len(group) >= least and group[0]["client"].startswith("hawser")]


def peers(group):
    return [row for row in group if not row["client"].startswith("hawser")]


def verdict(number, group, what, measured, bound, at_least=False):
    met = measured >= bound if at_least else measured <= bound
    first = group[0]
    return {"goal": number, "case": first["case"], "server": first["server"], "mode": first["mode"], "what": what,
            "measured": round(measured, 3), "bound": bound, "at_least": at_least, "met": met}


def cost_over(group, name, kind="cpu"):
    """Our cost over that of the peer whose name starts so, pair by pair: the inverse of the peer's over ours."""
    for row in peers(group):
        if row["client"].startswith(name):
            return 1 / row["ratio_to_hawser"][kind]["median"]
    return None


def over_best(group, kind="wall"):
    """Our cost over the least of any peer."""
    return 1 / min(row["ratio_to_hawser"][kind]["median"] for row in peers(group))


def large(rows):
    for group in groups(rows, "large"):
        plain = group[0]["mode"] == "none"
        yield verdict(1 if plain else 2, group, "client CPU over curl's", cost_over(group, "curl"), 0.6 if plain else 0.7)
        if not plain:
            yield verdict(2, group, "client CPU over lftp's", cost_over(group, "lftp"), 0.65)
        yield verdict(1 if plain else 2, group, "wall over the best peer's", over_best(group), 1.0 if plain else 1.03)
        yield verdict(6, group, "peak memory, MB", group[0]["peak_kib"] / 1024, (PEAK_KIB + PEAK_KIB_A_SESSION) / 1024)


def small(rows):
    for goal in ("small", "durable"):
        for group in groups(rows, goal):
            yield verdict(3, group, "files a second over the best peer's", 1 / over_best(group),
                          SMALL_TIMES[group[0]["mode"]], at_least=True)
            yield verdict(3, group, "client CPU over the least of a peer", over_best(group, "cpu"), 1.0)
            yield verdict(6, group, "peak memory, MB", group[0]["peak_kib"] / 1024,
                          (PEAK_KIB + SESSIONS * PEAK_KIB_A_SESSION) / 1024)


def far(rows):
    for group in groups(rows, "trips", least=1):
        bound = 2.2 if group[0]["mode"] == "none" else 3.2
        for row in group:
            yield verdict(4, group, f"{row['client']}: round trips a file", row["round_trips_a_file"], bound)
    for group in groups(rows, "far"):
        yield verdict(4, group, "files a second over the best peer's", 1 / over_best(group), 1.5, at_least=True)
    for group in groups(rows, "far sessions"):
        yield verdict(4, group, "files a second over the best peer's", 1 / over_best(group), 1.5, at_least=True)


def lists(rows):
    for group in groups(rows, "list"):
        yield verdict(5, group, "wall over curl's", cost_over(group, "curl", "wall"), 1.3)
        yield verdict(5, group, "peak memory, MB", group[0]["peak_kib"] / 1024, LIST_PEAK_KIB / 1024)


def start(rows):
    for group in groups(rows, "start"):
        beyond = group[0]["wall"]["median"] - min(row["wall"]["median"] for row in peers(group))
        yield verdict(6, group, "seconds beyond the fastest peer's", beyond, START_SECONDS)


def judge(rows):
    return [each for part in (large, small, far, lists, start) for each in part(rows)]
