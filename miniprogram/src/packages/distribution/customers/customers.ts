import type { Customer, CustomerPage } from "@/contracts/distributors.ts";
import { paging } from "../../../behaviors/paging";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";

/** The buyers bound to me, masked, and until when others cannot change that. */
Component({
  behaviors: [
    paging<Customer>(async (_page, after) => {
      await ensureSignedIn();
      return get<CustomerPage>("/distributor/customers", after ? { after } : {});
    }),
  ],

  methods: {
    share() {
      void wx.navigateTo({ url: "/packages/distribution/share/share" });
    },
  },
});
