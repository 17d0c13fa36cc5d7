import { z } from "zod";
import type { AsCaller } from "../database.ts";
import type { Caller } from "../keys.ts";
import type { Metadata } from "./objects.ts";

export const ListInput = z.object({
  prefix: z.string().max(1024).default(""),
  search: z.string().max(1024).default(""),
  limit: z.int().min(1).max(1000).default(100),
  offset: z.int().min(0).default(0),
  sortBy: z.object({
    column: z.enum(["name", "updated_at", "created_at", "last_accessed_at"]).default("name"),
    order: z.enum(["asc", "desc"]).default("asc"),
  }).partial().default({}),
});

/** One entry of a folder; a folder in it has only a name. */
export interface Entry {
  name: string;
  id: string | null;
  updated_at: Date | null;
  created_at: Date | null;
  last_accessed_at: Date | null;
  metadata: Metadata | null;
}

/** What stands directly in the folder `prefix`, as far as the caller may see it. */
export async function listFolder(
  asCaller: AsCaller,
  caller: Caller,
  bucket: string,
  { prefix, search, limit, offset, sortBy }: z.infer<typeof ListInput>,
): Promise<Entry[]> {
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  return await asCaller(caller, {}, async (tx) => {
    const column = tx(sortBy.column ?? "name");
    const order = sortBy.order === "desc" ? tx`desc` : tx`asc`;
    return await tx<Entry[]>`
      with inside as (
        select o.*, pg_catalog.substr(o.name, pg_catalog.length(${folder}::text) + 1) as rest
        from storage.objects o
        where o.bucket_id = ${bucket} and pg_catalog.starts_with(o.name, ${folder}::text)
      ), entries as (
        select rest as name, id, updated_at, created_at, last_accessed_at, metadata
        from inside where rest not like '%/%'
        union all
        select distinct pg_catalog.split_part(rest, '/', 1), null::uuid, null::timestamptz,
          null::timestamptz, null::timestamptz, null::jsonb
        from inside where rest like '%/%'
      )
      select * from entries
      where pg_catalog.strpos(pg_catalog.lower(name), pg_catalog.lower(${search}::text)) > 0
        or ${search}::text = ''
      order by ${column} ${order}, name limit ${limit} offset ${offset}`;
  }, "read only");
}
