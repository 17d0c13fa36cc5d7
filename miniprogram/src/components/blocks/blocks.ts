import type { Shop } from "@/contracts/catalog.ts";
import type { ShownBlock } from "@/contracts/pages.ts";

/** The blocks of a page, one below the other; each kind is a component of its own. */
Component({
  properties: {
    blocks: { type: Array, value: [] as ShownBlock[] },
    shop: { type: Object, value: {} as Shop },
  },
  data: {
    rows: [] as { key: string; block: ShownBlock }[],
  },
  observers: {
    blocks(blocks: ShownBlock[]) {
      this.setData({ rows: blocks.map((block, n) => ({ key: `${n} ${block.kind}`, block })) });
    },
  },
});
