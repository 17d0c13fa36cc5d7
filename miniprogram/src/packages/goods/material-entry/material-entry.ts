import type { MaterialPage } from "@/contracts/materials.ts";
import { get } from "../../../services/request";
import { open } from "../../../utils/open";

/** For a distributor on a product's page: how many materials there are of it. Without any there is nothing. */
Component({
  properties: { product: { type: String, value: "" } },
  data: { total: 0 },

  observers: {
    product(id: string) {
      if (id) void this.read(id);
    },
  },

  methods: {
    async read(product: string) {
      const query = { product, page_size: 1 };
      const page = await get<MaterialPage>("/distributor/materials", query).catch(() => null);
      if (page && product === this.data.product) this.setData({ total: page.total || 0 });
    },

    openMaterials() {
      void open(`/packages/distribution/materials/materials?product=${this.data.product}`);
    },
  },
});
