import { useQuery } from "@tanstack/react-query";
import type { LiveMessage } from "@/contracts/realtime.ts";
import type { StaffOrderPage, StaffOrderSummary } from "@/contracts/staff.ts";
import { get } from "../lib/api.ts";

/** The latest orders as messages: what the stream begins with, and what fills it after a break. */
export function useRecent() {
  const { data, refetch } = useQuery({
    queryKey: ["recent"],
    queryFn: () => get<StaffOrderPage>("/staff/orders", { page_size: 15 }),
    staleTime: Infinity, // what comes later is heard live
    gcTime: 0,
  });
  return { recent: data?.items.flatMap(messagesOf) ?? [], readAgain: () => void refetch() };
}

/** Orders that were never paid and are closed are no news. */
function messagesOf({ id, created_at, paid_at, payable_fen, status }: StaffOrderSummary) {
  const messages: LiveMessage[] = [];
  if (paid_at) {
    messages.push({ kind: "order.paid", id, at: paid_at, delta: { paid_fen: payable_fen } });
  } else if (status === "pending_payment") {
    messages.push({ kind: "order.placed", id, at: created_at });
  }
  return messages;
}
