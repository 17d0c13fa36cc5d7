import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { config } from "./config.ts";

let client: SupabaseClient<any, any, any> | undefined;

/** The one client: sign-in, figures by rpc, live channels. */
export function supabase(): SupabaseClient<any, any, any> {
  const { supabase_url, publishable_key } = config();
  return client ??= createClient(supabase_url, publishable_key, { db: { schema: "api" } });
}
