import { createClient } from "@supabase/supabase-js";
import { config } from "./config.ts";
import { endsByDevice } from "./session_end.ts";

type Client = ReturnType<typeof connect>;

let client: Client | undefined;

/** The one client: sign-in and live channels. */
export function supabase(): Client {
  return client ??= connect();
}

function connect() {
  const { supabase_url, publishable_key } = config();
  return createClient(supabase_url, publishable_key, {
    global: { fetch: (input, init) => fetch(input, init).then(endsByDevice) },
  });
}
