import type { Session } from "@supabase/supabase-js";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { Permission, StaffSession } from "@/contracts/staff/people.ts";
import { get } from "./api.ts";
import { live } from "./live.ts";
import { supabase } from "./supabase.ts";

const Staff = createContext<StaffSession | null>(null);

/** Undefined while that is not known yet, null for nobody. */
export function useAuth(): Session | null | undefined {
  const [session, setSession] = useState<Session | null>();
  const queries = useQueryClient();
  const user = useRef<string>(undefined);
  useEffect(() => {
    const { data } = supabase().auth.onAuthStateChange((_event, next) => {
      if (next?.user.id !== user.current) forget(queries);
      user.current = next?.user.id;
      setSession(next);
    });
    return () => data.subscription.unsubscribe();
  }, [queries]);
  return session;
}

/** The next one may see less, and hears with a token of his own. */
function forget(queries: QueryClient): void {
  live.leave();
  queries.clear();
}

/** Who is signed in, in this shop. */
export function useStaffQuery(user: string) {
  return useQuery({
    queryKey: ["staff", user],
    queryFn: () => get<StaffSession>("/staff/session"),
  });
}

export function StaffProvider({ staff, children }: { staff: StaffSession; children: ReactNode }) {
  return <Staff.Provider value={staff}>{children}</Staff.Provider>;
}

export function useStaff(): StaffSession {
  const staff = useContext(Staff);
  if (!staff) throw new Error("Nobody is signed in");
  return staff;
}

/** Whether the role has a permission: what it lacks is not shown. The database refuses it too. */
export function useMay(permission: Permission): boolean {
  return useStaff().permissions.includes(permission);
}
