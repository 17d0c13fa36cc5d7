import type { Customer, CustomerPage } from "@/contracts/distributors.ts";
import { faced } from "../../../behaviors/faced";
import { paging } from "../../../behaviors/paging";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { now } from "../../../utils/clock";
import { moment } from "../../../utils/time";

type Row = Customer & { bound: string; protection: string; over: boolean };

/** The buyers bound to me, masked, and until when others cannot change that. */
Component({
  behaviors: [
    faced,
    paging<Row>(async (_page, after) => {
      await ensureSignedIn();
      const { items, next } = await get<CustomerPage>("/distributor/customers", { after });
      return { items: items.map(row), next };
    }),
  ],

  methods: {
    share() {
      void wx.navigateTo({ url: "/packages/distribution/share/share" });
    },
  },
});

/** The time only decides the words: whom a click binds the shop decides. */
function row(customer: Customer): Row {
  const until = customer.protected_until;
  const over = until !== null && Date.parse(until) < now();
  const lasting = until === null ? "长期有效" : `保护期至 ${moment(until)}`;
  return {
    ...customer,
    bound: moment(customer.bound_at),
    protection: over ? "保护期已过，仍计佣金" : lasting,
    over,
  };
}
