import { Timeline, Typography } from "antd";
import type { OrderEvent } from "@/contracts/orders.ts";
import { formatMoment } from "../lib/moments.ts";
import { eventWords } from "./words.ts";

/** What happened to the order, the newest first. */
export function OrderHistory({ history }: { history: OrderEvent[] }) {
  const items = [...history].reverse().map((event, n) => {
    const { what, by, note } = eventWords(event);
    return {
      key: `${event.at} ${event.event} ${n}`,
      color: n === 0 ? "green" : "gray",
      content: (
        <>
          {what} <Typography.Text type="secondary">{by} · {formatMoment(event.at)}</Typography.Text>
          {note && (
            <div>
              <Typography.Text type="secondary">{note}</Typography.Text>
            </div>
          )}
        </>
      ),
    };
  });
  return <Timeline items={items} />;
}
