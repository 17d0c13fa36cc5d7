import type { Block } from "@/contracts/pages.ts";
import { mergedOrder, moved } from "./order.ts";

/** Title and blocks of a page. */
export interface Content {
  title: string;
  blocks: Block[];
}

/** A page as both read it, as one has changed it, and as the other one has saved it meanwhile. */
export interface Three {
  base: Content;
  mine: Content;
  theirs: Content;
}

/** One block in all three; null where it is not. */
export interface Fork {
  id: string;
  base: Block | null;
  mine: Block | null;
  theirs: Block | null;
}

/** Something that the other one alone did, which is taken without a question. */
export type Told =
  | { what: "title"; before: string; after: string }
  | { what: "changed"; id: string; before: Block; after: Block }
  | { what: "added" | "removed" | "moved"; id: string; block: Block };

/** How two edits of one page differ. */
export interface Comparison {
  told: Told[];
  /** Blocks that both have changed, each to something else. */
  forks: Fork[];
  isTitleForked: boolean;
  isOrderForked: boolean;
}

export type Side = "mine" | "theirs";

/** Which side wins, by block id, "title" or "order". */
export type Choices = Record<string, Side>;

export function compare({ base, mine, theirs }: Three): Comparison {
  const told: Told[] = [];
  const forks = forksOf({ base, mine, theirs });
  const title_by = changedBy(base.title, mine.title, theirs.title);
  if (title_by === "theirs") {
    told.push({ what: "title", before: base.title, after: theirs.title });
  }
  for (const { id, ...of } of forks) {
    if (changedBy(of.base, of.mine, of.theirs) !== "theirs") continue;
    if (!of.theirs) told.push({ what: "removed", id, block: of.base! });
    else if (!of.base) told.push({ what: "added", id, block: of.theirs });
    else told.push({ what: "changed", id, before: of.base, after: of.theirs });
  }
  const [before, my, their] = ordersOf({ base, mine, theirs });
  const by_me = moved(before, my);
  for (const id of moved(before, their)) {
    const block = theirs.blocks.find((one) => one.id === id)!;
    if (my.includes(id) && !by_me.has(id)) told.push({ what: "moved", id, block });
  }
  const common = (order: string[]) =>
    order.filter((id) => [before, my, their].every((ids) => ids.includes(id)));
  return {
    told,
    forks: forks.filter((of) => changedBy(of.base, of.mine, of.theirs) === "both"),
    isTitleForked: title_by === "both",
    isOrderForked: !isSame(
      common(mergedOrder(before, my, their)),
      common(mergedOrder(before, their, my)),
    ),
  };
}

/** Merges both edits: a change of one side is taken, a change of both follows the choice. */
export function merged({ base, mine, theirs }: Three, choices: Choices): Content {
  const pick = <T>(key: string, before: T, my: T, their: T, usual: Side = "mine") => {
    const whose = changedBy(before, my, their);
    return (whose === "both" ? choices[key] ?? usual : whose) === "theirs" ? their : my;
  };
  const result = new Map(
    forksOf({ base, mine, theirs }).map((fork) => [
      fork.id,
      pick(fork.id, fork.base, fork.mine, fork.theirs, usualOf(fork)),
    ]),
  );
  const [before, my, their] = ordersOf({ base, mine, theirs });
  const order = choices.order === "theirs"
    ? mergedOrder(before, their, my)
    : mergedOrder(before, my, their);
  return {
    title: pick("title", base.title, mine.title, theirs.title),
    blocks: order.flatMap((id) => result.get(id) ?? []),
  };
}

/** The choice made in advance: mine, unless I removed the block and the other side changed it. */
export const usualOf = ({ mine }: Fork): Side => mine ? "mine" : "theirs";

/** Which side changed a value; "nobody" when both changed it to the same. */
function changedBy(base: unknown, mine: unknown, theirs: unknown): Side | "both" | "nobody" {
  if (isSame(mine, theirs)) return "nobody";
  if (isSame(base, mine)) return "theirs";
  return isSame(base, theirs) ? "mine" : "both";
}

function forksOf({ base, mine, theirs }: Three): Fork[] {
  const ids = new Set([base, mine, theirs].flatMap(idsOf));
  const find = ({ blocks }: Content, id: string) => blocks.find((one) => one.id === id) ?? null;
  return [...ids].map((id) => ({
    id,
    base: find(base, id),
    mine: find(mine, id),
    theirs: find(theirs, id),
  }));
}

const ordersOf = ({ base, mine, theirs }: Three) =>
  [idsOf(base), idsOf(mine), idsOf(theirs)] as const;

const idsOf = ({ blocks }: Content) => blocks.map(({ id }) => id!);

/** The order of fields and blanks around a text, which a save takes away, are no change. */
export const isSame = (a: unknown, b: unknown) => written(a) === written(b);

const written = (value: unknown) =>
  JSON.stringify(value, (_, one) => {
    if (typeof one === "string") return one.trim();
    if (one === null || typeof one !== "object" || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => a < b ? -1 : 1));
  });
