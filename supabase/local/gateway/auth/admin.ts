import { Hono } from "hono";
import { z } from "zod";
import type { Sql } from "../database.ts";
import { authError } from "./errors.ts";
import { readInput } from "./input.ts";
import { changeUser, createUser, deleteUser, listUsers, userBody, userById } from "./users.ts";

const Metadata = z.record(z.string(), z.unknown());
const Change = z.object({
  email: z.email().optional(),
  password: z.string().optional(),
  role: z.string().optional(),
  email_confirm: z.boolean().optional(),
  app_metadata: Metadata.optional(),
  user_metadata: Metadata.optional(),
});
const Creation = Change.extend({ id: z.uuid().optional(), email: z.email() });

/** `/admin/users`, for holders of the secret key: the router that mounts it checks the key. */
export function adminRoutes(sql: Sql): Hono {
  const app = new Hono();
  app.get("/users", async (c) => {
    const page = positive(c.req.query("page"), 1);
    const size = Math.min(positive(c.req.query("per_page"), 50), 1000);
    const users = await listUsers(sql, page, size);
    return c.json({ users: users.map(userBody), aud: "authenticated" });
  });
  app.post("/users", async (c) => {
    const { id, email_confirm, ...given } = await readInput(c.req.raw, Creation);
    const change = { ...given, confirmed: email_confirm };
    return c.json(userBody(await createUser(sql, id ?? crypto.randomUUID(), change)));
  });
  app.get("/users/:id", async (c) => {
    return c.json(userBody(found(await userById(sql, uuid(c.req.param("id"))))));
  });
  app.put("/users/:id", async (c) => {
    const { email_confirm, ...given } = await readInput(c.req.raw, Change);
    const change = { ...given, confirmed: email_confirm };
    return c.json(userBody(found(await changeUser(sql, uuid(c.req.param("id")), change))));
  });
  app.delete("/users/:id", async (c) => {
    if (!await deleteUser(sql, uuid(c.req.param("id")))) found(undefined);
    return c.json({});
  });
  return app;
}

function found<T>(user: T | undefined): T {
  if (user === undefined) throw authError(404, "user_not_found", "User not found");
  return user;
}

function uuid(text: string): string {
  if (z.uuid().safeParse(text).success) return text;
  throw authError(404, "validation_failed", "user_id must be an UUID");
}

function positive(text: string | undefined, otherwise: number): number {
  return text && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : otherwise;
}
