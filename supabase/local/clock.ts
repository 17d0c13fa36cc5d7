import type postgres from "postgres";

/**
 * The one clock of the local mall: how far `private.now()` and this process's `Date` stand from the real
 * time. It is kept in `local.clock`, so that a restart goes on where it was.
 */
export interface Clock {
  /** Milliseconds between the mall's time and the real time. */
  offset(): number;
  /** The mall's time. */
  now(): Date;
  /** Moves forward by seconds. Throws RangeError for a step backwards. */
  advance(seconds: number): Promise<Date>;
  /** Moves forward to an ISO time. Throws RangeError when that lies in the mall's past. */
  set(iso: string): Promise<Date>;
  /** Back to the real time, or anywhere, also into the past: for the seed, before anybody lives here. */
  reset(iso?: string): Promise<Date>;
}

const RealDate = Date;
let offset_ms = 0;

/** Takes up the database's clock and moves `Date` of this process along. `admin` is supabase_admin. */
export async function openClock(admin: postgres.Sql): Promise<Clock> {
  const [row] = await admin<{ offset_ms: string }[]>`select offset_ms from local.clock`;
  offset_ms = Number(row?.offset_ms ?? 0);
  await moveSqlClock(admin, offset_ms);
  moveDate();

  const moveTo = async (wanted_ms: number): Promise<Date> => {
    offset_ms = Math.round(wanted_ms);
    await moveSqlClock(admin, offset_ms);
    await admin`update local.clock set offset_ms = ${offset_ms} where singleton`;
    return new Date();
  };
  const forward = async (wanted_ms: number): Promise<Date> => {
    if (!Number.isFinite(wanted_ms)) throw new RangeError("That is not a time.");
    if (wanted_ms < offset_ms) throw new RangeError("The clock only goes forward.");
    return await moveTo(wanted_ms);
  };
  return {
    offset: () => offset_ms,
    now: () => new Date(),
    advance: (seconds) => forward(offset_ms + seconds * 1000),
    set: (iso) => forward(RealDate.parse(iso) - RealDate.now()),
    reset: (iso) => moveTo(iso === undefined ? 0 : RealDate.parse(iso) - RealDate.now()),
  };
}

/** Moves `Date` of this process alone. For tests. */
export function shiftDate(by_ms: number): void {
  offset_ms = by_ms;
  moveDate();
}

/** Back to the unmoved Date; the database keeps its offset. */
export function closeClock(): void {
  globalThis.Date = RealDate;
  offset_ms = 0;
}

/**
 * Replaces the body of `private.now()`. Owner, grants and comment stay, as with every
 * `create or replace`. Nothing to do before the migration that makes it.
 */
export async function moveSqlClock(admin: postgres.Sql, by_ms: number): Promise<void> {
  const interval = `interval '${Math.round(by_ms)} milliseconds'`;
  await replaceNow(admin, by_ms === 0 ? "pg_catalog.now()" : `pg_catalog.now() + ${interval}`);
}

/** Makes `private.now()` answer one moment, whatever the real time. For tests. */
export async function freezeSqlClock(admin: postgres.Sql, iso: string): Promise<void> {
  await replaceNow(admin, `timestamptz '${iso}'`);
}

async function replaceNow(admin: postgres.Sql, expression: string): Promise<void> {
  await admin.unsafe(`do $do$ begin
    if pg_catalog.to_regproc('private.now') is not null then
      create or replace function private.now() returns timestamptz
      language plpgsql stable set search_path = '' as $$ begin return ${expression}; end $$;
    end if;
  end $do$`);
}

/** `Date` with another idea of now; everything else, `instanceof` too, is the real one's. */
function moveDate(): void {
  const now = () => RealDate.now() + offset_ms;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, name) => name === "now" ? now : Reflect.get(target, name),
  });
}
