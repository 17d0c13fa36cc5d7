import { createContext, type ReactNode, useContext } from "react";
import type { Permission, StaffSession } from "@/contracts/staff/people.ts";

const Staff = createContext<StaffSession | null>(null);

export function StaffProvider({ staff, children }: { staff: StaffSession; children: ReactNode }) {
  return <Staff.Provider value={staff}>{children}</Staff.Provider>;
}

/** Who is signed in, in this shop. */
export function useStaff(): StaffSession {
  const staff = useContext(Staff);
  if (!staff) throw new Error("Nobody is signed in");
  return staff;
}

/** Whether the role has a permission: what it lacks is not shown. The database refuses it too. */
export function useMay(permission: Permission): boolean {
  return useStaff().permissions.includes(permission);
}
