import { runFor } from "./load.ts";
import type { Malls } from "./malls.ts";
import type { Round } from "./orders.ts";

type Cases = Record<string, (malls: Malls, n: number) => Promise<unknown>>;

/** What many callers ask, each beside the plain statement that reads or writes the same. */
const loaded: Cases = {
  plain_list: ({ plain }) => plain.list(),
  new_list: ({ http }) => http.newList(),
  kept_list: ({ http }) => http.list(),
  known_list: ({ http }) => http.knownList(),
  plain_detail: ({ plain }, n) => plain.detail(n),
  new_detail: ({ http }, n) => http.detail(n),
  kept_detail: ({ http }, n) => http.detail(n),
  known_detail: ({ http }, n) => http.knownDetail(n),
  plain_click: ({ plain }) => plain.click(),
  click: ({ http }) => http.click(),
};

/** What one caller waits for. */
const alone: Cases = {
  plain_list: ({ plain }) => plain.list(),
  list: ({ http }) => http.newList(),
  plain_detail: ({ plain }, n) => plain.detail(n),
  detail: ({ http }, n) => http.detail(n),
  plain_place: (malls) => malls.minimal.place(malls.buyer().member_id, malls.sku()),
  place: (malls) => malls.http.place(malls.buyer(), malls.sku()),
};

/** Asked while the catalogue changes all the time, so that no kept page answers; those who wait for one share it. */
const while_changing = new Set(["new_detail", "detail"]);

/** Calls per second at 64 callers, case by case in turn. */
export function compareReads(malls: Malls, rounds: number, seconds: number): Promise<Round[]> {
  return takingTurns(malls, rounds, loaded, async (call) => {
    const { per_second, errors } = await runFor(seconds, 64, call);
    if (errors > 0) throw new Error("A measured call failed");
    return per_second;
  });
}

/** Milliseconds that half of a lone caller's calls stay below, case by case in turn. */
export function compareLatencies(malls: Malls, rounds: number, seconds: number): Promise<Round[]> {
  return takingTurns(malls, rounds, alone, async (call) => {
    const { p50_ms, errors } = await runFor(seconds, 1, call);
    if (errors > 0) throw new Error("A measured call failed");
    return p50_ms;
  });
}

async function takingTurns(
  malls: Malls,
  rounds: number,
  cases: Cases,
  measure: (call: (n: number) => Promise<void>) => Promise<number>,
): Promise<Round[]> {
  const seen: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    const figures: Round = {};
    for (const [name, call] of Object.entries(cases)) {
      const work = () =>
        measure(async (n) => {
          await call(malls, n);
        });
      figures[name] = await (while_changing.has(name) ? malls.plain.whileChanging(work) : work());
    }
    if (round > 0) seen.push(figures); // the first one warms up
  }
  return seen;
}
