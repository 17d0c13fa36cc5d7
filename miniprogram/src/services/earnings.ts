import type { Earning, Earnings } from "@/contracts/earnings.ts";
import type { LiveMessage, MemberMessageKind } from "@/contracts/realtime.ts";
import { now } from "../utils/clock";
import { ApiError } from "./errors";
import { onLive } from "./live";
import { get } from "./request";
import { currentMember, onSession } from "./session";

/**
 * What the signed-in distributor would earn on the products in sight. Pages are the same for everybody and come first;
 * this is asked beside them, once for all cards that appear together, and nobody else ever asks it.
 */

/** undefined: not known yet, or not to be known · null: it earns nothing. */
type Told = Earning | null | undefined;

interface Watch {
  product: string;
  show: (earning: Told) => void;
  /** Its page is in front: only then is anything read for it. */
  awake: boolean;
}

/** The API takes so many at once. */
const most = 50;
/** One change of the rules wakes every distributor's phone: they do not ask in the same moment. */
const spread_ms = 1000;
const longest_wait_ms = 24 * 3600_000;

const always: readonly MemberMessageKind[] = [
  "rules.changed",
  "tier.changed",
  "distributor.changed",
];
const by_volume: readonly MemberMessageKind[] = ["commission.pending", "commission.reversed"];

const watches = new Set<Watch>();
const known = new Map<string, Earning | null>();
/** The products of which what is known is not old. */
const fresh = new Set<string>();
let earner = earnerNow();
/** Counts what made the known old. */
let edition = 0;
/** The latest edition of which an answer is there: one of an earlier edition is not shown. */
let answered = 0;
let follows_volume = false;
let asking = 0;
let changing = 0;
let stopLive = () => {};
let is_live = false;

/** Whether what is earned is shown to whoever holds this phone. */
export const isEarner = (): boolean => earner !== "";

/** Shows what a product earns, now and whenever that changes, until it is stopped. */
export function watchEarning(product: string, show: Watch["show"]) {
  const watch: Watch = { product, show, awake: true };
  watches.add(watch);
  show(known.get(product));
  follow();
  plan(0);
  return {
    wake() {
      watch.awake = true;
      show(known.get(product));
      plan(0);
    },
    sleep() {
      watch.awake = false;
    },
    stop() {
      watches.delete(watch);
      follow();
    },
  };
}

onSession(() => {
  const next = earnerNow();
  if (next === earner) return;
  earner = next;
  outdate();
  answered = edition; // what was asked for somebody else is no answer
  known.clear();
  tell(() => true);
  follow();
  plan(0);
});

function earnerNow(): string {
  const member = currentMember();
  return member?.distributor?.status === "approved" ? member.id : "";
}

/** Hears of changes for as long as something is shown to an earner. */
function follow(): void {
  const wanted = earner !== "" && watches.size > 0;
  if (wanted === is_live) return;
  is_live = wanted;
  stopLive();
  stopLive = wanted ? onLive([...always, ...by_volume], hear, renew) : () => {};
}

function hear({ kind }: LiveMessage): void {
  if (always.some((one) => one === kind) || follows_volume) renew();
}

/** What is known is old; it stays in sight until the new is there. */
function renew(): void {
  outdate();
  plan(Math.random() * spread_ms);
}

function outdate(): void {
  edition += 1;
  fresh.clear();
  clearTimeout(changing);
}

function plan(wait_ms: number): void {
  if (!isEarner()) return;
  clearTimeout(asking);
  asking = setTimeout(() => void ask(), wait_ms);
}

async function ask(): Promise<void> {
  const wanted = [...watches].filter(({ awake, product }) => awake && !fresh.has(product));
  const products = [...new Set(wanted.map(({ product }) => product))];
  for (let from = 0; from < products.length; from += most) {
    await askFor(products.slice(from, from + most));
  }
}

async function askFor(products: string[]): Promise<void> {
  const asked = edition;
  try {
    const answer = await get<Earnings>("/distributor/earnings", { products: products.join(",") });
    if (asked < answered) return;
    answered = asked;
    for (const product of products) {
      known.set(product, answer.items.find(({ product_id }) => product_id === product) ?? null);
      if (asked === edition) fresh.add(product);
    }
    follows_volume = answer.follows_volume;
    if (asked === edition) renewAt(answer.changes_at);
    tell(({ product }) => products.includes(product));
  } catch (error) {
    // Where the network fails, what was there stays. Who promotes no more sees nothing.
    if (asked < answered || !(error instanceof ApiError) || !/^DISTRIBUTOR_/.test(error.code)) {
      return;
    }
    known.clear();
    tell(() => true);
  }
}

function renewAt(moment: string | null): void {
  clearTimeout(changing);
  const wait_ms = moment === null ? longest_wait_ms : Date.parse(moment) - now();
  if (wait_ms < longest_wait_ms) changing = setTimeout(renew, Math.max(wait_ms, 1000));
}

function tell(whom: (watch: Watch) => boolean): void {
  for (const watch of [...watches]) {
    if (whom(watch)) watch.show(known.get(watch.product));
  }
}
