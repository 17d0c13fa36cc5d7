import { offline } from "./ask.ts";
import type { Session } from "./signed.ts";
import { supabase } from "./supabase.ts";

let isEnded = false;

/** Whether the last session ended without anybody's wish: the sign-in form says so. */
export function hasEnded(): boolean {
  return isEnded;
}

/** The session that supabase-js keeps and shares between tabs. */
export const session: Session = {
  async token() {
    const { data } = await supabase().auth.getSession();
    return data.session?.access_token ?? "";
  },
  async renew(refused) {
    const present = await this.token();
    if (present !== refused) return present; // another request, or another tab, was faster
    const { data, error } = await supabase().auth.refreshSession();
    if (data.session) return data.session.access_token;
    if (error?.name === "AuthRetryableFetchError") throw offline();
    const kept = await this.token();
    return kept === refused ? undefined : kept;
  },
  async end() {
    isEnded = true;
    await supabase().auth.signOut({ scope: "local" });
  },
};

/** Somebody wishes to leave. */
export async function signOut(): Promise<void> {
  isEnded = false;
  await supabase().auth.signOut({ scope: "local" });
}
