# SPDX-License-Identifier: Apache-2.0
"""Tables for people, JSON for machines."""
from measure import spread

HEAD = ("case", "client", "wall s (min-max)", "a second", "CPU s", "peak MB", "KB wire", "RTT/file", "wall x", "CPU x")


def ratios(first, other):
    """Other's cost over ours, pair by pair of the same round."""
    pairs = [(a, b) for a, b in zip(first, other) if not a.reason and not b.reason]
    if not pairs:
        return None
    return {"wall": spread([b.wall / a.wall for a, b in pairs if a.wall]),
            "cpu": spread([b.cpu / a.cpu for a, b in pairs if a.cpu] or [0.0])}


def row(case, server, client, costs, ours, wire, round_trip):
    good = [cost for cost in costs if not cost.reason]
    made = {"case": case.name, "server": server.kind, "mode": server.mode, "client": client.name, "runs": len(good),
            "goal": case.goal}
    if not good:
        made["failed"] = costs[0].reason if costs else "not run"
        return made
    unit, amount = case.amount()
    made["wall"] = spread([cost.wall for cost in good])
    made["cpu"] = spread([cost.cpu for cost in good])
    made["peak_kib"] = max(cost.peak for cost in good)
    made["rate"] = {"unit": unit, "value": amount / made["wall"]["median"]}
    if round_trip:
        made["round_trip"] = round_trip
        made["round_trips_a_file"] = made["wall"]["median"] / case.count / round_trip
    if wire:
        made["wire_bytes"], made["wire_turns"] = wire
    made["ratio_to_hawser"] = ratios(ours, costs)
    return made


def cells(made):
    if "failed" in made:
        return (made["case"], made["client"], "failed: " + made["failed"][:60]) + ("",) * 7
    wall, ratio = made["wall"], made["ratio_to_hawser"]
    return (made["case"], made["client"], f'{wall["median"]:.3f} ({wall["min"]:.3f}-{wall["max"]:.3f})',
            f'{made["rate"]["value"]:.0f} {made["rate"]["unit"]}', f'{made["cpu"]["median"]:.3f}',
            f'{made["peak_kib"] / 1024:.1f}', f'{made["wire_bytes"] / 1000:.0f}' if "wire_bytes" in made else "",
            f'{made["round_trips_a_file"]:.2f}' if "round_trips_a_file" in made else "",
            f'{ratio["wall"]["median"]:.2f}' if ratio else "-", f'{ratio["cpu"]["median"]:.2f}' if ratio else "-")


def goals(judged):
    lines = [("goal", "case", "server", "mode", "what", "measured", "wanted", "met")]
    for each in judged:
        wanted = f'{">=" if each["at_least"] else "<="} {each["bound"]:g}'
        lines.append((str(each["goal"]), each["case"], each["server"], each["mode"], each["what"], f'{each["measured"]:.2f}'
                      if each["measured"] >= 0.1 else f'{each["measured"]:.3f}', wanted, "yes" if each["met"] else "no"))
    return markdown(lines, "Goals")


def table(rows, title):
    return markdown([HEAD] + [cells(made) for made in rows], title)


def markdown(lines, title):
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    text = [f"\n### {title}\n"]
    for number, line in enumerate(lines):
        text.append("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |")
        if number == 0:
            text.append("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)
