import { z } from "zod";
import { At } from "./values.ts";

/** `database_at` is the database's own clock; without an answer the status is 503 and it is null. */
export const Health = z.object({
  status: z.enum(["ok", "unavailable"]),
  version: z.string(),
  database_at: At.nullable(),
});
export type Health = z.infer<typeof Health>;
