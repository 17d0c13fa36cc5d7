import { createClient } from "@supabase/supabase-js";
import { config } from "./config.ts";

type Client = ReturnType<typeof connect>;

let client: Client | undefined;

/** The one client: sign-in, figures by rpc, live channels. */
export function supabase(): Client {
  return client ??= connect();
}

function connect() {
  const { supabase_url, publishable_key } = config();
  return createClient(supabase_url, publishable_key, { db: { schema: "api" } });
}
