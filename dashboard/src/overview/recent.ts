import { useQuery } from "@tanstack/react-query";
import type { StaffOrderPage } from "@/contracts/staff/orders.ts";
import { get } from "../lib/api.ts";
import { problemOf } from "../lib/problem.ts";
import { messagesOf } from "./happenings.ts";

/** The latest orders as messages: what the stream begins with, and what fills it after a break. */
export function useRecent() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["recent"],
    queryFn: () => get<StaffOrderPage>("/staff/orders", { page_size: 15 }),
    staleTime: Infinity, // what comes later is heard live
    gcTime: 0,
  });
  return {
    recent: data?.items.flatMap(messagesOf) ?? [],
    isPending,
    /** Why they could not be read; none where earlier ones are there. */
    problem: error && !data ? problemOf(error) : null,
    readAgain: () => void refetch(),
  };
}
