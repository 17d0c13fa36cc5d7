/**
 * A worker of the outbox in a process of its own, on the mall's database and clock: works once on what is
 * due, as the hosted function would. Whoever started it may kill it at any moment.
 */
import postgres from "postgres";
import { openClock } from "@/local/clock.ts";
import { testStack } from "@/tests/support/stack.ts";
import { app } from "../../../functions/jobs/app.ts";

const { database_url, jobs_secret } = await testStack();
const admin = postgres(database_url, { max: 1, onnotice: () => {} });
await openClock(admin);
const headers = { authorization: `Bearer ${jobs_secret}` };
const response = await app.request("/jobs/outbox", { method: "POST", headers });
await Deno.stdout.write(new TextEncoder().encode(await response.text()));
Deno.exit();
