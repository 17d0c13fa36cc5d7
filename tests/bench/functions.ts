import postgres from "postgres";

/** A SQL function under load: times in milliseconds. */
export interface FunctionCost {
  name: string;
  calls: number;
  self_ms: number;
  self_ms_per_call: number;
}

/** Which SQL functions cost most by themselves while `work` runs. Counting them slows everything down a little. */
export async function costliestFunctions(
  admin_url: string,
  most: number,
  work: () => Promise<void>,
): Promise<FunctionCost[]> {
  const sql = postgres(admin_url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe("alter system set track_functions = 'all'");
    await sql`select pg_reload_conf(), pg_stat_reset()`;
    await work();
    await pause(1500); // sessions tell what they have counted once a second, and when they fall idle
    return await sql<FunctionCost[]>`
      select schemaname || '.' || funcname as name, calls::int, self_time as self_ms,
             self_time / calls as self_ms_per_call
        from pg_stat_user_functions where calls > 0 order by self_time desc limit ${most}`;
  } finally {
    await sql.unsafe("alter system reset track_functions");
    await sql`select pg_reload_conf()`;
    await sql.end();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
