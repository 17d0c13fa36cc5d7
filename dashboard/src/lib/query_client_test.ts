import assert from "node:assert/strict";
import { Problem } from "./problem.ts";
import { mayComeBack, newQueryClient } from "./query_client.ts";

const problem = (code: string, status: number) => new Problem(code, "…", { status });

Deno.test("a network or a server may come back, twice; what is refused stays refused", () => {
  assert.equal(mayComeBack(0, problem("OFFLINE", 0)), true);
  assert.equal(mayComeBack(1, problem("INTERNAL", 500)), true);
  assert.equal(mayComeBack(2, problem("OFFLINE", 0)), false);
  assert.equal(mayComeBack(0, problem("FORBIDDEN", 403)), false);
});

/** Whether a failure of this query makes the role be asked for again. */
async function asksAgain(key: string, error: unknown): Promise<boolean> {
  const queries = newQueryClient();
  queries.setQueryData(["staff", "u1"], {});
  const queryFn = () => Promise.reject(error);
  await queries.fetchQuery({ queryKey: [key], queryFn, retry: false }).catch(() => {});
  const state = queries.getQueryState(["staff", "u1"])!;
  queries.clear();
  return state.isInvalidated;
}

Deno.test("a refusal for want of a permission makes the role be read again, other failures do not", async () => {
  assert.equal(await asksAgain("orders", problem("FORBIDDEN", 403)), true);
  assert.equal(await asksAgain("orders", problem("ORDER_NOT_FOUND", 404)), false);
  assert.equal(await asksAgain("orders", new Error("x")), false);
  assert.equal(await asksAgain("staff", problem("FORBIDDEN", 403)), false); // it would go round for ever
});
