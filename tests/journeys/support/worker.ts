/**
 * A worker of the outbox in a process of its own, on the mall's database and clock. It works on what is due,
 * as the hosted function would, until whoever started it kills it.
 */
import postgres from "postgres";
import { openClock } from "@/local/clock.ts";
import { testStack } from "@/tests/support/stack.ts";
import { app } from "../../../functions/jobs/app.ts";
import { pause } from "./town.ts";

const { database_url, jobs_secret } = await testStack();
const admin = postgres(database_url, { max: 1, onnotice: () => {} });
await openClock(admin);
const headers = { authorization: `Bearer ${jobs_secret}` };
while (true) {
  const response = await app.request("/jobs/outbox", { method: "POST", headers });
  if (!response.ok) throw new Error(await response.text());
  await pause(50);
}
