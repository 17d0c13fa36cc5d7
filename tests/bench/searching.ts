import pg from "pg";
import { runFor } from "./load.ts";
import type { Round } from "./orders.ts";

/** How many products are compared: those that are promised, or a few to see that it runs. */
const sizes = { promised: [1_000, 100_000], brief: [20, 100] } as const;

interface Question {
  fn?: string;
  args: Record<string, unknown>;
}

/** What is searched for; `word` stands in the titles of one product in 500. */
const questions = (word: string): Record<string, Question> => ({
  common_word: { args: { query: "龙井" } },
  rare_word: { args: { query: word } },
  both_words: { args: { query: `龙井 ${word}` } },
  initials: { args: { query: "lj" } },
  exchanged_letters: { args: { query: "井龙" } },
  not_there: { args: { query: "绝不存在" } },
  common_by_sold: { args: { query: "龙井", sort: "sold" } },
  rare_by_price: { args: { query: word, sort: "price_up" } },
  common_cheap_left: { args: { query: "龙井", max_price_fen: 5_000, in_stock: true } },
  cheap_left: { args: { max_price_fen: 5_000, in_stock: true, sort: "newest" } },
  suggestions: { fn: "suggest_searches", args: { query: "龙" } },
});

export const search_cases = Object.keys(questions(""));

/**
 * What one caller waits for a search, in a shop and in one a hundred times as large, taking turns: milliseconds that
 * half of the calls stay below, under `small_…` and `large_…`.
 */
export async function compareSearches(
  admin_url: string,
  api_url: string,
  rounds: number,
  seconds: number,
  brief: boolean,
): Promise<Round[]> {
  const [small, large] = await fillShops(admin_url, sizes[brief ? "brief" : "promised"]);
  const word = await rareWord(admin_url);
  const client = new pg.Client({ connectionString: api_url });
  await client.connect();
  const seen: Round[] = [];
  try {
    for (let round = 0; round <= rounds; round++) {
      const figures: Round = {};
      for (const [name, { fn = "list_products", args }] of Object.entries(questions(word))) {
        for (const [size, code] of Object.entries({ small, large })) {
          const values = ['{"role":"anon"}', fn, JSON.stringify({ shop: code, ...args })];
          const { p50_ms, errors } = await runFor(seconds, 1, async () => {
            await client.query("select private.call_as($1::jsonb, $2, $3::jsonb)", values);
          });
          if (errors > 0) throw new Error(`The search ${name} failed`);
          figures[`${size}_${name}`] = p50_ms;
        }
      }
      if (round > 0) seen.push(figures); // the first one warms up
    }
    return seen;
  } finally {
    await client.end();
  }
}

/** Answers the codes of the shops. */
async function fillShops(admin_url: string, counts: readonly number[]): Promise<string[]> {
  return await asAdmin(admin_url, async (admin) => {
    await admin.query(await Deno.readTextFile(new URL("searching.sql", import.meta.url)));
    const codes: string[] = [];
    for (const count of counts) {
      const code = `search${count}`;
      const { rows } = await admin.query(
        "select private.create_shop($1, '搜索店') as shop_id",
        [code],
      );
      const { shop_id } = rows[0] as { shop_id: string };
      await admin.query("select searching.fill($1, $2)", [shop_id, count]);
      codes.push(code);
    }
    // as autovacuum does after a while: the index is in order, and plans know how much there is
    await admin.query("vacuum analyze catalog.products, catalog.skus, catalog.stock");
    await admin.query("vacuum analyze catalog.search_terms, catalog.shown_products");
    return codes;
  });
}

/** The word that the first product has in its title, as one in 500 does. */
function rareWord(admin_url: string): Promise<string> {
  return asAdmin(admin_url, async (admin) => {
    const { rows } = await admin.query("select (searching.words())[8] as word");
    return (rows[0] as { word: string }).word;
  });
}

async function asAdmin<T>(admin_url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: admin_url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
