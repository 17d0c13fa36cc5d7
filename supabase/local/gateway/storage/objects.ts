import type { AsCaller, Transaction } from "../database.ts";
import { type Caller, SERVICE } from "../keys.ts";
import { noBucket, notFound } from "./errors.ts";

export interface BucketRow {
  public: boolean;
  /** Bytes. */
  file_size_limit: string | null;
  allowed_mime_types: string[] | null;
}

export interface Metadata {
  eTag: string;
  size: number;
  mimetype: string;
  cacheControl: string;
  lastModified: string;
}

export interface ObjectRow {
  id: string;
  bucket_id: string;
  name: string;
  owner_id: string | null;
  version: string;
  metadata: Metadata;
  user_metadata: Record<string, string> | null;
  created_at: Date;
  updated_at: Date;
  last_accessed_at: Date;
}

/** What is written about an object. */
export interface NewObject {
  bucket: string;
  name: string;
  version: string;
  metadata: Metadata;
  userMetadata: Record<string, string> | null;
}

/** The rows of storage.objects, always read and written under the caller's role, so that policies decide. */
export class Objects {
  constructor(private readonly asCaller: AsCaller) {}

  /** The bucket, for every caller: its rules bind all. */
  async bucket(id: string): Promise<BucketRow> {
    const [row] = await this.#run(SERVICE, (tx) =>
      tx<BucketRow[]>`
        select public, file_size_limit, allowed_mime_types
        from storage.buckets where id = ${id}`);
    if (!row) throw noBucket();
    return row;
  }

  /** An object that the caller may see. Throws "not found" for any other. */
  async find(caller: Caller, bucket: string, name: string): Promise<ObjectRow> {
    const [row] = await this.#run(caller, (tx) =>
      tx<ObjectRow[]>`
        select * from storage.objects where bucket_id = ${bucket} and name = ${name}`);
    if (!row) throw notFound();
    return row;
  }

  /** Inserts, or with `upsert` replaces. Gives the id, and the version that is no longer needed. */
  async save(
    caller: Caller,
    object: NewObject,
    upsert: boolean,
  ): Promise<{ id: string; replaced: string | undefined }> {
    const { bucket, name } = object;
    const [before] = await this.#run(SERVICE, (tx) =>
      tx<{ id: string; version: string }[]>`
        select id, version from storage.objects where bucket_id = ${bucket} and name = ${name}`);
    const id = before?.id ?? crypto.randomUUID();
    await this.#run(caller, (tx) => insert(tx, id, caller, object, upsert));
    return { id, replaced: before?.version };
  }

  async remove(caller: Caller, bucket: string, names: string[]): Promise<ObjectRow[]> {
    return await this.#run(caller, (tx) =>
      tx<ObjectRow[]>`
        delete from storage.objects where bucket_id = ${bucket} and name = any(${names}::text[])
        returning *`);
  }

  async #run<T>(caller: Caller, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return await this.asCaller(caller, {}, work);
  }
}

async function insert(
  tx: Transaction,
  id: string,
  caller: Caller,
  { bucket, name, version, metadata, userMetadata }: NewObject,
  upsert: boolean,
): Promise<void> {
  const owner = caller.claims.sub ?? null;
  await tx`
    insert into storage.objects (id, bucket_id, name, owner_id, version, metadata, user_metadata)
    values (${id}, ${bucket}, ${name}, ${owner}, ${version}, ${tx.json({ ...metadata })},
      ${userMetadata && tx.json(userMetadata)})
    ${
    upsert
      ? tx`on conflict (bucket_id, name) do update set owner_id = excluded.owner_id,
          version = excluded.version, metadata = excluded.metadata,
          user_metadata = excluded.user_metadata, updated_at = pg_catalog.now()`
      : tx``
  }`;
}
