import type { Life } from "../timeline.ts";
import type { Past } from "./past.ts";

export interface ShippingTask {
  order_key: { transaction_id: string };
  logistics_type: number;
  delivery_mode: number;
  shipping_list: { tracking_no: string; express_company: string; item_desc: string }[];
  is_all_delivered?: boolean;
}

/** WeChat hears of a parcel. */
export function upload(past: Past, life: Life, task: ShippingTask) {
  const { logistics_type, delivery_mode, order_key: { transaction_id } } = task;
  const finished = delivery_mode === 1 || task.is_all_delivered === true;
  const fresh = task.shipping_list.map((parcel) => ({ ...parcel, upload_time: life.now }));
  past.shipments.set(transaction_id, {
    ...{ transaction_id, logistics_type, delivery_mode, finished },
    finish_count: finished ? 1 : 0,
    parcels: [...past.shipments.get(transaction_id)?.parcels ?? [], ...fresh],
    ...{ upload_time: life.now, shipped_at: life.now, confirmed_at: null },
  });
  return { state: "uploaded" };
}
