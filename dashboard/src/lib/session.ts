import type { Session } from "@supabase/supabase-js";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { StaffSession } from "@/contracts/staff/people.ts";
import { get } from "./api.ts";
import { live } from "./live.ts";
import { supabase } from "./supabase.ts";

/** Undefined until it is known, null when no staff member is signed in. */
export function useAuth(): Session | null | undefined {
  const [session, setSession] = useState<Session | null>();
  const queries = useQueryClient();
  const user = useRef<string | null>(undefined);
  useEffect(() => {
    const { data } = supabase().auth.onAuthStateChange((_event, next) => {
      const is_now = next?.user.id ?? null;
      // Before the first event nothing was read for another account, so there is nothing to forget.
      if (user.current !== undefined && user.current !== is_now) forget(queries);
      user.current = is_now;
      setSession(next);
    });
    return () => data.subscription.unsubscribe();
  }, [queries]);
  return session;
}

/** The next staff member may see less, and listens with another token. */
function forget(queries: QueryClient): void {
  live.leave();
  queries.clear();
}

/** Asks who is signed in, in this shop. */
export function useStaffQuery(user: string) {
  return useQuery({
    queryKey: ["staff", user],
    queryFn: () => get<StaffSession>("/staff/session"),
  });
}
